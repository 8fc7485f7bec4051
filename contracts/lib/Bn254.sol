// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IProofVerifier} from "../interfaces/IProofVerifier.sol";

/// @title The curve BN254 by its precompiles (EIP-196, EIP-197), on points and scalars in arrays of words
/// @notice The precompiles refuse coordinates that are not below the base field's order, points off the curve
/// and, in G2, points outside the subgroup. Two zeros are the point at infinity. The assembly is there because
/// precompiles have no Solidity interface and bounds checks would cost more than the rest: positions are in
/// words, and the caller keeps them within the arrays.
library Bn254 {
    /// @notice The order of both groups and of the scalar field: ids, permits, keys and all public signals are below it.
    uint256 internal constant ORDER =
        21888242871839275222246405745257275088548364400416034343698204186575808495617;

    /// @notice Writes the pair (`scalar` · P, Q) to `words[at]`, where P of G1 and Q of G2 lie one behind the other
    /// at `source[from]`. Reverts if P is no point, except that scalar 1 only copies it.
    function putPair(
        uint256[] memory words,
        uint256 at,
        uint256[] calldata source,
        uint256 from,
        uint256 scalar
    ) internal view {
        bool ok = true;
        assembly ("memory-safe") {
            let target := add(add(words, 0x20), shl(5, at))
            calldatacopy(target, add(source.offset, shl(5, from)), 0xc0)
            if iszero(eq(scalar, 1)) {
                // Scratch space beyond the free memory pointer, which stays where it is.
                let scratch := mload(0x40)
                mcopy(scratch, target, 0x40)
                mstore(add(scratch, 0x40), scalar)
                ok := staticcall(gas(), 7, scratch, 0x60, target, 0x40)
            }
        }
        if (!ok) {
            revert IProofVerifier.VerifierPointRejected(source[from], source[from + 1]);
        }
    }

    /// @notice Adds `scalar` · P to the point of G1 at `words[at]`, where P is at `source[from]`. Reverts if P is no
    /// point.
    function addScaled(
        uint256[] memory words,
        uint256 at,
        uint256[] calldata source,
        uint256 from,
        uint256 scalar
    ) internal view {
        bool ok = true;
        assembly ("memory-safe") {
            let sum := add(add(words, 0x20), shl(5, at))
            let scratch := mload(0x40)
            calldatacopy(scratch, add(source.offset, shl(5, from)), 0x40)
            // 1 · P needs no multiplication; the addition below still refuses what is no point.
            if iszero(eq(scalar, 1)) {
                mstore(add(scratch, 0x40), scalar)
                ok := staticcall(gas(), 7, scratch, 0x60, scratch, 0x40)
            }
            mcopy(add(scratch, 0x40), sum, 0x40)
            ok := and(staticcall(gas(), 6, scratch, 0x80, sum, 0x40), ok)
        }
        if (!ok) {
            revert IProofVerifier.VerifierPointRejected(source[from], source[from + 1]);
        }
    }

    /// @notice Adds Σ scalars[scalarsAt + i] · P_i to the point of G1 at `words[at]`, for the first `count` points of
    /// a key. A scalar of 0 (a place for a lot that is not used) adds nothing and costs nothing. Should one of
    /// the points be none, the error names none.
    function addCombination(
        uint256[] memory words,
        uint256 at,
        uint256[] memory points,
        uint256[] memory scalars,
        uint256 scalarsAt,
        uint256 count
    ) internal view {
        bool ok = true;
        assembly ("memory-safe") {
            let sum := add(add(words, 0x20), shl(5, at))
            let point := add(points, 0x20)
            let scalar := add(add(scalars, 0x20), shl(5, scalarsAt))
            let scratch := mload(0x40)
            for {
                let end := add(scalar, shl(5, count))
            } lt(scalar, end) {
                scalar := add(scalar, 0x20)
                point := add(point, 0x40)
            } {
                if iszero(mload(scalar)) {
                    continue
                }
                mcopy(scratch, point, 0x40)
                if iszero(eq(mload(scalar), 1)) {
                    mstore(add(scratch, 0x40), mload(scalar))
                    ok := and(staticcall(gas(), 7, scratch, 0x60, scratch, 0x40), ok)
                }
                mcopy(add(scratch, 0x40), sum, 0x40)
                ok := and(staticcall(gas(), 6, scratch, 0x80, sum, 0x40), ok)
            }
        }
        if (!ok) {
            revert IProofVerifier.VerifierPairingRejected();
        }
    }

    /// @notice Adds `weight` to sums[at] and `weight` · signals[i] to the words that follow, for from ≤ i < to,
    /// modulo ORDER. Reverts if a signal is not below ORDER.
    function addWeighted(
        uint256[] memory sums,
        uint256 at,
        uint256[] calldata signals,
        uint256 from,
        uint256 to,
        uint256 weight
    ) internal pure {
        uint256 ok = 1;
        assembly ("memory-safe") {
            let sum := add(add(sums, 0x20), shl(5, at))
            mstore(sum, addmod(mload(sum), weight, ORDER))
            let source := add(signals.offset, shl(5, from))
            let end := add(signals.offset, shl(5, to))
            for {} lt(source, end) {
                source := add(source, 0x20)
            } {
                let signal := calldataload(source)
                ok := and(lt(signal, ORDER), ok)
                sum := add(sum, 0x20)
                mstore(sum, addmod(mload(sum), mulmod(signal, weight, ORDER), ORDER))
            }
        }
        if (ok == 0) {
            while (signals[from] < ORDER) {
                ++from;
            }
            revert IProofVerifier.VerifierSignalNotInField(from, signals[from]);
        }
    }

    /// @notice Whether the product of the pairings in `pairs`, six words each, is one. Reverts if a point is none.
    function pairingIsOne(uint256[] memory pairs) internal view returns (bool isOne) {
        bool ok;
        assembly ("memory-safe") {
            // The answer goes to scratch space; it is read only where the call has written it.
            ok := staticcall(gas(), 8, add(pairs, 0x20), shl(5, mload(pairs)), 0x00, 0x20)
            isOne := mload(0x00)
        }
        if (!ok) {
            revert IProofVerifier.VerifierPairingRejected();
        }
    }

    /// @notice `words[at]`, without a bounds check.
    function wordAt(uint256[] calldata words, uint256 at) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(words.offset, shl(5, at)))
        }
    }

    /// @notice Copies a point of G1 from another array.
    function copyG1(uint256[] memory words, uint256 at, uint256[] memory source, uint256 from) internal pure {
        assembly ("memory-safe") {
            mcopy(add(add(words, 0x20), shl(5, at)), add(add(source, 0x20), shl(5, from)), 0x40)
        }
    }

    /// @notice Copies a point of G2 from another array.
    function copyG2(uint256[] memory words, uint256 at, uint256[] memory source, uint256 from) internal pure {
        assembly ("memory-safe") {
            mcopy(add(add(words, 0x20), shl(5, at)), add(add(source, 0x20), shl(5, from)), 0x80)
        }
    }
}
