// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {Lot, LotStatus, OperationKind, RetirementKind} from "../interfaces/ICobaltLot.sol";

/// @notice A lot in one word, lowest bits first: owner 160, status 8, kind 8, createdAt 40, provenanceId 32,
/// retirement 8.
type LotRecord is uint256;

using LotRecords for LotRecord global;

/// @title Access to the parts of a lot's word
library LotRecords {
    uint256 private constant _OWNER_MASK = type(uint160).max;
    uint256 private constant _STATUS_MASK = 0xff << 160;

    /// @notice The word of a new, active lot.
    function create(
        address owner_,
        OperationKind kind_,
        uint256 createdAt_,
        uint32 provenanceId_
    ) internal pure returns (LotRecord) {
        return
            LotRecord.wrap(
                uint256(uint160(owner_)) |
                    (uint256(LotStatus.Active) << 160) |
                    (uint256(kind_) << 168) |
                    (uint256(uint40(createdAt_)) << 176) |
                    (uint256(provenanceId_) << 216)
            );
    }

    function exists(LotRecord record) internal pure returns (bool) {
        return LotRecord.unwrap(record) != 0;
    }

    function owner(LotRecord record) internal pure returns (address) {
        return address(uint160(LotRecord.unwrap(record)));
    }

    function status(LotRecord record) internal pure returns (LotStatus) {
        return LotStatus(uint8(LotRecord.unwrap(record) >> 160));
    }

    function kind(LotRecord record) internal pure returns (OperationKind) {
        return OperationKind(uint8(LotRecord.unwrap(record) >> 168));
    }

    function createdAt(LotRecord record) internal pure returns (uint40) {
        return uint40(LotRecord.unwrap(record) >> 176);
    }

    function provenanceId(LotRecord record) internal pure returns (uint32) {
        return uint32(LotRecord.unwrap(record) >> 216);
    }

    function withOwner(LotRecord record, address owner_) internal pure returns (LotRecord) {
        return LotRecord.wrap((LotRecord.unwrap(record) & ~_OWNER_MASK) | uint256(uint160(owner_)));
    }

    function withStatus(LotRecord record, LotStatus status_) internal pure returns (LotRecord) {
        return LotRecord.wrap((LotRecord.unwrap(record) & ~_STATUS_MASK) | (uint256(status_) << 160));
    }

    /// @notice The word of a lot that has left the chain. A lot retires once, so the bits are 0 before.
    function retired(LotRecord record, RetirementKind retirement_) internal pure returns (LotRecord) {
        return
            LotRecord.wrap(
                LotRecord.unwrap(record.withStatus(LotStatus.Retired)) | (uint256(retirement_) << 248)
            );
    }

    function retirement(LotRecord record) internal pure returns (RetirementKind) {
        return RetirementKind(uint8(LotRecord.unwrap(record) >> 248));
    }

    function toLot(LotRecord record) internal pure returns (Lot memory) {
        return
            Lot({
                owner: record.owner(),
                status: record.status(),
                kind: record.kind(),
                createdAt: record.createdAt(),
                provenanceId: record.provenanceId(),
                retirement: record.retirement()
            });
    }
}
