// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {Lot, LotStatus, OperationKind, RetirementKind} from "../../../contracts/interfaces/ICobaltLot.sol";
import {LotRecord, LotRecords} from "../../../contracts/lib/LotRecord.sol";

/// @title The word of a lot, drawn at random (P-29)
contract LotRecordTest {
    function testFuzzANewRecordHoldsWhatItIsMadeOf(
        address owner,
        uint8 kind,
        uint40 createdAt,
        uint32 provenanceId
    ) external pure {
        LotRecord record = _record(owner, kind, createdAt, provenanceId);
        assert(record.exists());
        _assertLot(record, owner, LotStatus.Active, kind, createdAt, provenanceId);
    }

    function testFuzzAnotherOwnerOrStatusChangesNothingElse(
        address owner,
        address other,
        uint8 status,
        uint8 kind,
        uint40 createdAt,
        uint32 provenanceId
    ) external pure {
        LotStatus next = LotStatus(status % 6);
        LotRecord record = _record(owner, kind, createdAt, provenanceId);
        _assertLot(record.withStatus(next), owner, next, kind, createdAt, provenanceId);
        _assertLot(record.withOwner(other), other, LotStatus.Active, kind, createdAt, provenanceId);
        LotRecord both = record.withStatus(next).withOwner(other);
        _assertLot(both, other, next, kind, createdAt, provenanceId);
        assert(LotRecord.unwrap(record.withOwner(other).withStatus(next)) == LotRecord.unwrap(both));
    }

    function testFuzzARetiredLotKeepsItsRecordAndSaysWhy(
        address owner,
        uint8 kind,
        uint40 createdAt,
        uint32 provenanceId,
        uint8 retirement
    ) external pure {
        RetirementKind why = RetirementKind(retirement % 5);
        LotRecord record = _record(owner, kind, createdAt, provenanceId);
        assert(
            record.retirement() == RetirementKind.Product && record.toLot().retirement == record.retirement()
        );
        LotRecord ended = record.retired(why);
        assert(ended.retirement() == why && ended.toLot().retirement == why);
        _assertLot(ended, owner, LotStatus.Retired, kind, createdAt, provenanceId);
    }

    function testOnlyTheEmptyWordIsNoLot() external pure {
        assert(!LotRecord.wrap(0).exists());
    }

    function _record(
        address owner,
        uint8 kind,
        uint40 createdAt,
        uint32 provenanceId
    ) private pure returns (LotRecord) {
        return LotRecords.create(owner, OperationKind(kind % 4), createdAt, provenanceId);
    }

    function _assertLot(
        LotRecord record,
        address owner,
        LotStatus status,
        uint8 kind,
        uint40 createdAt,
        uint32 provenanceId
    ) private pure {
        Lot memory lot = record.toLot();
        assert(lot.owner == owner && record.owner() == owner);
        assert(lot.status == status && record.status() == status);
        assert(lot.kind == OperationKind(kind % 4) && record.kind() == lot.kind);
        assert(lot.createdAt == createdAt && record.createdAt() == createdAt);
        assert(lot.provenanceId == provenanceId && record.provenanceId() == provenanceId);
    }
}
