// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {Calendar} from "../lib/Calendar.sol";
import {Statements} from "../lib/Statements.sol";

/// @title Opens the internal libraries to tests
/// @notice Parameters are named as the circuits' public signals, so that a test can call each function by the manifest.
contract StatementsHarness {
    using Statements for Statements.Batch;

    function mint(
        uint256 lotId,
        uint256 registry,
        uint256 day,
        uint256 period,
        uint256 permit,
        uint256 context,
        uint256[8] calldata proof
    ) external pure returns (Statements.Batch memory batch) {
        batch = Statements.batch(1);
        batch.addMint(lotId, registry, day, period, permit, context, proof);
    }

    function split(
        uint256 parent,
        uint256[] calldata children,
        uint256[8] calldata proof
    ) external pure returns (Statements.Batch memory batch) {
        batch = Statements.batch(1);
        batch.addSplit(parent, children, proof);
    }

    function merge(
        uint256[] calldata parents,
        uint256 child,
        bool sameProvenance,
        uint256[8] calldata proof
    ) external pure returns (Statements.Batch memory batch) {
        batch = Statements.batch(1);
        batch.addMerge(parents, child, sameProvenance, proof);
    }

    function refine(
        uint256 parent,
        uint256 child,
        uint256 registry,
        uint256 day,
        uint256 period,
        uint256 permit,
        uint256 context,
        uint256[8] calldata proof
    ) external pure returns (Statements.Batch memory batch) {
        batch = Statements.batch(1);
        batch.addRefine(parent, child, registry, day, period, permit, context, proof);
    }

    function claim(
        uint256 lotId,
        uint256 policyId,
        uint256 day,
        uint256[8] calldata proof
    ) external pure returns (Statements.Batch memory batch) {
        batch = Statements.batch(1);
        batch.addClaim(lotId, policyId, day, proof);
    }

    /// @notice A batch filled to its capacity, to show that no array runs into another or beyond the last, in memory that others
    /// have used.
    function fullBatch(
        uint256[] calldata eight,
        uint256[8] calldata proof
    ) external pure returns (Statements.Batch memory batch) {
        assembly ("memory-safe") {
            // What lies beyond the free memory pointer need not be 0.
            let end := add(mload(0x40), 8192)
            for {
                let at := mload(0x40)
            } lt(at, end) {
                at := add(at, 32)
            } {
                mstore(at, not(0))
            }
        }
        batch = Statements.batch(3);
        uint256 behind;
        assembly ("memory-safe") {
            behind := mload(0x40)
            mstore(behind, not(0))
            mstore(0x40, add(behind, 32))
        }
        batch.addMerge(eight, 11, true, proof);
        batch.addMerge(eight, 12, false, proof);
        batch.addMerge(eight, 13, true, proof);
        assembly ("memory-safe") {
            behind := mload(behind)
        }
        assert(behind == type(uint256).max);
    }

    function periodsOf(uint256[] calldata daysSince1970) external pure returns (uint256[] memory periods) {
        periods = new uint256[](daysSince1970.length);
        for (uint256 i = 0; i < periods.length; ++i) periods[i] = Calendar.periodOf(daysSince1970[i]);
    }
}
