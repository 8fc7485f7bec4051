// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {BabyJubjub} from "../../../contracts/lib/BabyJubjub.sol";

/// @title Assayers' keys, drawn at random (P-29)
contract BabyJubjubTest {
    uint256 private constant _FIELD =
        21888242871839275222246405745257275088548364400416034343698204186575808495617;
    uint256 private constant _BASE_X =
        5299619240641551281634865583518297030282874472190772894086521144482721001553;
    uint256 private constant _BASE_Y =
        16950150798460657717958625567821834550301663161624707787222815936182638968203;

    function testFuzzAPointIsAKeyAndItsNeighboursAreNot(uint16 multiple, uint248 change) external view {
        (uint256 x, uint256 y) = _timesBase(uint256(multiple) + 1);
        assert(BabyJubjub.isKey(x, y));
        // The other points with this x or this y are the ones with a sign changed.
        assert(BabyJubjub.isKey(_FIELD - x, y) && BabyJubjub.isKey(x, _FIELD - y));
        assert(!BabyJubjub.isKey(x + _FIELD, y) && !BabyJubjub.isKey(x, y + _FIELD));
        uint256 other = addmod(y, change, _FIELD);
        if (other != y && other != _FIELD - y) {
            assert(!BabyJubjub.isKey(x, other));
        }
        other = addmod(x, change, _FIELD);
        if (other != x && other != _FIELD - x) {
            assert(!BabyJubjub.isKey(other, y));
        }
    }

    function testFuzzNoPairOffTheCurveIsAKey(uint256 x, uint256 y) external pure {
        // Of a hundred bits of both, none is met by chance.
        assert(!BabyJubjub.isKey(x, y));
    }

    function testNoPointOfLowOrderIsAKey() external pure {
        assert(!BabyJubjub.isKey(0, 1) && !BabyJubjub.isKey(0, _FIELD - 1));
    }

    function _timesBase(uint256 scalar) private view returns (uint256 x, uint256 y) {
        (x, y) = (0, 1);
        (uint256 px, uint256 py) = (_BASE_X, _BASE_Y);
        for (; scalar != 0; scalar >>= 1) {
            if (scalar & 1 == 1) {
                (x, y) = _add(x, y, px, py);
            }
            (px, py) = _add(px, py, px, py);
        }
    }

    function _add(
        uint256 x1,
        uint256 y1,
        uint256 x2,
        uint256 y2
    ) private view returns (uint256 x, uint256 y) {
        uint256 d = mulmod(168_696, mulmod(mulmod(x1, x2, _FIELD), mulmod(y1, y2, _FIELD), _FIELD), _FIELD);
        uint256 left = addmod(mulmod(x1, y2, _FIELD), mulmod(y1, x2, _FIELD), _FIELD);
        uint256 right = addmod(
            mulmod(y1, y2, _FIELD),
            _FIELD - mulmod(168_700, mulmod(x1, x2, _FIELD), _FIELD),
            _FIELD
        );
        x = mulmod(left, _inverse(addmod(1, d, _FIELD)), _FIELD);
        y = mulmod(right, _inverse(addmod(1, _FIELD - d, _FIELD)), _FIELD);
    }

    function _inverse(uint256 value) private view returns (uint256 inverse) {
        bytes memory input = abi.encode(32, 32, 32, value, _FIELD - 2, _FIELD);
        (bool success, bytes memory result) = address(5).staticcall(input);
        assert(success);
        return abi.decode(result, (uint256));
    }
}
