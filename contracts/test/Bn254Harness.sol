// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {Bn254} from "../lib/Bn254.sol";

// The library changes arrays in memory, which the checker does not see.
// solhint-disable gas-calldata-parameters

/// @title Opens the curve's library to tests, in memory that others have used
contract Bn254Harness {
    /// @dev Neither the scratch space nor what lies beyond the free memory pointer need be 0.
    modifier inUsedMemory() {
        assembly ("memory-safe") {
            mstore(0x00, not(0))
            mstore(0x20, not(0))
            let start := mload(0x40)
            mstore(start, not(0))
            mcopy(add(start, 0x20), start, 0x20)
            mcopy(add(start, 0x40), start, 0x40)
            mcopy(add(start, 0x80), start, 0x80)
            mcopy(add(start, 0x100), start, 0x100)
        }
        _;
    }

    function putPair(
        uint256[] memory words,
        uint256 at,
        uint256[] calldata source,
        uint256 from,
        uint256 scalar
    ) external view inUsedMemory returns (uint256[] memory) {
        Bn254.putPair(words, at, source, from, scalar);
        return words;
    }

    function addScaled(
        uint256[] memory words,
        uint256 at,
        uint256[] calldata source,
        uint256 from,
        uint256 scalar
    ) external view inUsedMemory returns (uint256[] memory) {
        Bn254.addScaled(words, at, source, from, scalar);
        return words;
    }

    function addCombination(
        uint256[] memory words,
        uint256 at,
        bytes memory points,
        uint256[] memory scalars,
        uint256 scalarsAt,
        uint256 count
    ) external view inUsedMemory returns (uint256[] memory) {
        Bn254.addCombination(words, at, points, scalars, scalarsAt, count);
        return words;
    }

    function addWeighted(
        uint256[] memory sums,
        uint256 at,
        uint256[] calldata signals,
        uint256 from,
        uint256 to,
        uint256 weight
    ) external pure inUsedMemory returns (uint256[] memory) {
        Bn254.addWeighted(sums, at, signals, from, to, weight);
        return sums;
    }

    function pairingIsOne(uint256[] memory pairs) external view inUsedMemory returns (bool) {
        return Bn254.pairingIsOne(pairs);
    }

    function copyG1(
        uint256[] memory words,
        uint256 at,
        uint256[] memory source,
        uint256 from
    ) external pure inUsedMemory returns (uint256[] memory) {
        Bn254.copyG1(words, at, source, from);
        return words;
    }

    function copyG2(
        uint256[] memory words,
        uint256 at,
        bytes memory source,
        uint256 from
    ) external pure inUsedMemory returns (uint256[] memory) {
        Bn254.copyG2(words, at, source, from);
        return words;
    }
}
