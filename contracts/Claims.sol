// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IClaims, Claim} from "./interfaces/IClaims.sol";
import {ICobaltLot, Lot, LotStatus} from "./interfaces/ICobaltLot.sol";
import {IPolicies} from "./interfaces/IPolicies.sol";
import {IProofVerifier} from "./interfaces/IProofVerifier.sol";
import {Calendar} from "./lib/Calendar.sol";
import {Construction} from "./lib/Construction.sol";
import {Statements} from "./lib/Statements.sol";

/// @title Claims
/// @notice See {IClaims}.
contract Claims is IClaims {
    using Statements for Statements.Batch;

    /// @inheritdoc IClaims
    ICobaltLot public immutable cobaltLot;
    /// @inheritdoc IClaims
    IPolicies public immutable policies;

    IProofVerifier private immutable _proofVerifier;
    uint256 private immutable _dayTolerance;

    /// Two maps, so that no lot id is ever taken for a provenance id.
    mapping(uint32 provenanceId => mapping(uint256 policyId => uint256)) private _provenanceDays;
    mapping(uint256 lotId => mapping(uint256 policyId => uint256)) private _lotDays;

    constructor(ICobaltLot cobaltLot_, IPolicies policies_) {
        Construction.requireCode(address(cobaltLot_));
        Construction.requireCode(address(policies_));
        address ofPolicies = address(policies_.accreditation());
        address ofLots = address(cobaltLot_.accreditation());
        if (ofPolicies != ofLots) {
            revert ClaimAccreditationsDiffer(ofPolicies, ofLots);
        }
        cobaltLot = cobaltLot_;
        policies = policies_;
        _proofVerifier = cobaltLot_.proofVerifier();
        _dayTolerance = cobaltLot_.dayTolerance();
        emit ClaimsDeployed(cobaltLot_, policies_);
    }

    /// @inheritdoc IClaims
    function prove(Claim[] calldata claims) external {
        if (claims.length == 0) {
            revert ClaimsMissing();
        }
        Statements.Batch memory batch = Statements.batch(claims.length);
        for (uint256 i = 0; i < claims.length; ++i) {
            _record(claims[i], batch);
        }
        batch.verify(_proofVerifier);
    }

    /// @inheritdoc IClaims
    function provenDay(uint256 lotId, uint256 policyId) external view returns (uint256) {
        Lot memory lot = cobaltLot.lotOf(lotId);
        return lot.status == LotStatus.Active ? _dayOf(lotId, lot.provenanceId, policyId) : 0;
    }

    /// @inheritdoc IClaims
    function recordedDay(uint256 lotId, uint256 policyId) external view returns (uint256) {
        return _dayOf(lotId, cobaltLot.lotOf(lotId).provenanceId, policyId);
    }

    function _record(Claim calldata claim, Statements.Batch memory batch) private {
        uint256 lotId = claim.lotId;
        uint256 policyId = claim.policyId;
        Lot memory lot = cobaltLot.lotOf(lotId);
        if (lot.status != LotStatus.Active) {
            revert ClaimLotNotActive(lotId, lot.status);
        }
        _requireAuthorized(lotId, lot.owner);
        Calendar.requireRecent(claim.day, _dayTolerance);
        if (policies.isAboutProvenance(policyId)) {
            if (claim.day > _provenanceDays[lot.provenanceId][policyId]) {
                _provenanceDays[lot.provenanceId][policyId] = claim.day;
            }
        } else if (claim.day > _lotDays[lotId][policyId]) {
            _lotDays[lotId][policyId] = claim.day;
        }
        emit ClaimProven(lotId, lot.provenanceId, policyId, claim.day);
        batch.addClaim(lotId, policyId, claim.day, claim.proof);
    }

    function _requireAuthorized(uint256 lotId, address owner) private view {
        bool authorized =
            msg.sender == owner ||
                cobaltLot.isApprovedForAll(owner, msg.sender) ||
                cobaltLot.getApproved(lotId) == msg.sender;
        if (!authorized) {
            revert ClaimUnauthorized(lotId, msg.sender);
        }
    }

    /// @dev A policy is recorded in one of the maps only, so the other one holds 0. Nothing is ever recorded under
    /// provenance id 0, which an unknown lot has.
    function _dayOf(uint256 lotId, uint32 provenanceId, uint256 policyId) private view returns (uint256) {
        uint256 day = _provenanceDays[provenanceId][policyId];
        return day != 0 ? day : _lotDays[lotId][policyId];
    }
}
