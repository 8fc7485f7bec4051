// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IClaimGate} from "../interfaces/IClaimGate.sol";
import {IClaims} from "../interfaces/IClaims.sol";
import {ICobaltLot} from "../interfaces/ICobaltLot.sol";
import {IRecalls} from "../interfaces/IRecalls.sol";
import {Calendar} from "../lib/Calendar.sol";
import {Construction} from "../lib/Construction.sol";

/// @title Claim gate
/// @notice See {IClaimGate}.
abstract contract ClaimGate is IClaimGate {
    uint256 private constant _MAX_RECALLS = 4;

    /// @inheritdoc IClaimGate
    IClaims public immutable claims;
    /// @inheritdoc IClaimGate
    uint256 public immutable maxClaimAge;

    uint256[] private _gatePolicies;
    IRecalls[] private _gateRecalls;

    /// @notice Lets only lots in that were proven, not too long ago, to meet every policy of the gate, and that no open
    /// blocking recall reaches.
    modifier onlyProven(uint256 lotId) {
        _requireProven(lotId, _gatePolicies);
        _requireNotRecalled(lotId);
        _;
    }

    /// @param policies_ what every lot must meet; may be empty.
    /// @param minimumMassPolicy one more policy, which sets a least mass.
    /// @param maxClaimAge_ how many days old a claim may be.
    /// @param recalls_ the authorities whose recalls the gate heeds, at most 4; may be empty.
    constructor(
        IClaims claims_,
        uint256[] memory policies_,
        uint256 minimumMassPolicy,
        uint256 maxClaimAge_,
        IRecalls[] memory recalls_
    ) {
        Construction.requireCode(address(claims_));
        if (maxClaimAge_ == 0) {
            revert MaxClaimAgeZero();
        }
        (uint256 massMin, ) = claims_.policies().massRange(minimumMassPolicy);
        if (massMin == 0) {
            revert MinimumMassMissing(minimumMassPolicy);
        }
        claims = claims_;
        maxClaimAge = maxClaimAge_;
        _requireDefined(policies_);
        _gatePolicies = policies_;
        _gatePolicies.push(minimumMassPolicy);
        ICobaltLot lots = claims_.cobaltLot();
        if (recalls_.length > _MAX_RECALLS) {
            revert GateRecallsTooMany(recalls_.length);
        }
        for (uint256 i = 0; i < recalls_.length; ++i) {
            Construction.requireCode(address(recalls_[i]));
            if (address(recalls_[i].cobaltLot()) != address(lots)) {
                revert GateRecallsForeign(recalls_[i]);
            }
            for (uint256 k = 0; k < i; ++k) {
                if (address(recalls_[k]) == address(recalls_[i])) {
                    revert GateRecallsRepeated(recalls_[i]);
                }
            }
            _gateRecalls.push(recalls_[i]);
        }
        emit ClaimGateDeployed(claims_, _gatePolicies, maxClaimAge_, recalls_);
    }

    /// @inheritdoc IClaimGate
    function gatePolicies() external view returns (uint256[] memory) {
        return _gatePolicies;
    }

    /// @inheritdoc IClaimGate
    function gateRecalls() external view returns (IRecalls[] memory) {
        return _gateRecalls;
    }

    /// @notice Reverts with {IPolicies-PolicyUnknown} if one of the policies is not defined: nothing would ever meet it.
    function _requireDefined(uint256[] memory policyIds) internal view {
        for (uint256 i = 0; i < policyIds.length; ++i) {
            claims.policies().massRange(policyIds[i]);
        }
    }

    /// @notice Reverts unless the lot is active and was proven, not too long ago, to meet each of the policies.
    function _requireProven(uint256 lotId, uint256[] memory policyIds) internal view {
        for (uint256 i = 0; i < policyIds.length; ++i) {
            _requireProven(lotId, policyIds[i]);
        }
    }

    /// @notice Reverts with {IRecalls-ProvenanceRecalled} if an open blocking recall of an authority that the gate trusts
    /// reaches the lot.
    function _requireNotRecalled(uint256 lotId) internal view {
        uint256 count = _gateRecalls.length;
        if (count == 0) {
            return;
        }
        uint32 provenanceId = claims.cobaltLot().lotOf(lotId).provenanceId;
        for (uint256 i = 0; i < count; ++i) {
            _gateRecalls[i].requireClear(provenanceId);
        }
    }

    function _requireProven(uint256 lotId, uint256 policyId) internal view {
        uint256 day = claims.provenDay(lotId, policyId);
        if (day == 0) {
            revert ClaimMissing(lotId, policyId);
        }
        uint256 today = Calendar.today();
        // No underflow: nothing is proven for a day to come.
        if (today - day > maxClaimAge) {
            revert ClaimStale(lotId, policyId, day, today - maxClaimAge);
        }
    }
}
