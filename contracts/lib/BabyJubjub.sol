// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {Bn254} from "./Bn254.sol";

/// @title The curve of the assayers' keys
library BabyJubjub {
    uint256 private constant _A = 168_700;
    uint256 private constant _D = 168_696;
    /// Below this, y could stand for a day or a tag in another hash.
    uint256 private constant _Y_MIN = 1 << 65;

    /// @notice Whether (x, y) can be an assayer's key: a·x² + y² = 1 + d·x²·y² in reduced coordinates, with a y that
    /// no day or tag can stand for, and not one of the points of order 1, 2 and 4, which have x = 0 or y = 0. That it
    /// lies in the subgroup is for whoever registers it to check; the circuits refuse the points of low order.
    function isKey(uint256 x, uint256 y) internal pure returns (bool) {
        if (x == 0 || x >= Bn254.ORDER || y < _Y_MIN || y >= Bn254.ORDER) {
            return false;
        }
        uint256 xx = mulmod(x, x, Bn254.ORDER);
        uint256 yy = mulmod(y, y, Bn254.ORDER);
        uint256 left = addmod(mulmod(_A, xx, Bn254.ORDER), yy, Bn254.ORDER);
        uint256 dxxyy = mulmod(_D, mulmod(xx, yy, Bn254.ORDER), Bn254.ORDER);
        return left == addmod(1, dxxyy, Bn254.ORDER);
    }
}
