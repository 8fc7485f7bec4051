// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IClaimGate} from "../interfaces/IClaimGate.sol";
import {IClaims} from "../interfaces/IClaims.sol";
import {Calendar} from "../lib/Calendar.sol";
import {Construction} from "../lib/Construction.sol";

/// @title Claim gate
/// @notice See {IClaimGate}.
abstract contract ClaimGate is IClaimGate {
    /// @inheritdoc IClaimGate
    IClaims public immutable claims;
    /// @inheritdoc IClaimGate
    uint256 public immutable maxClaimAge;

    uint256[] private _gatePolicies;

    /// @notice Lets only lots in that were proven, not too long ago, to meet every policy of the gate.
    modifier onlyProven(uint256 lotId) {
        _requireProven(lotId, _gatePolicies);
        _;
    }

    /// @param policies_ what every lot must meet; may be empty.
    /// @param minimumMassPolicy one more policy, which sets a least mass.
    /// @param maxClaimAge_ how many days old a claim may be.
    constructor(
        IClaims claims_,
        uint256[] memory policies_,
        uint256 minimumMassPolicy,
        uint256 maxClaimAge_
    ) {
        Construction.requireCode(address(claims_));
        if (maxClaimAge_ == 0) revert MaxClaimAgeZero();
        (uint256 massMin, ) = claims_.policies().massRange(minimumMassPolicy);
        if (massMin == 0) revert MinimumMassMissing(minimumMassPolicy);
        claims = claims_;
        maxClaimAge = maxClaimAge_;
        _requireDefined(policies_);
        _gatePolicies = policies_;
        _gatePolicies.push(minimumMassPolicy);
    }

    /// @inheritdoc IClaimGate
    function gatePolicies() external view returns (uint256[] memory) {
        return _gatePolicies;
    }

    /// @notice Reverts with {IPolicies-PolicyUnknown} if one of the policies is not defined: nothing would ever meet it.
    function _requireDefined(uint256[] memory policyIds) internal view {
        for (uint256 i = 0; i < policyIds.length; ++i) claims.policies().massRange(policyIds[i]);
    }

    /// @notice Reverts unless the lot is active and was proven, not too long ago, to meet each of the policies.
    function _requireProven(uint256 lotId, uint256[] memory policyIds) internal view {
        for (uint256 i = 0; i < policyIds.length; ++i) _requireProven(lotId, policyIds[i]);
    }

    function _requireProven(uint256 lotId, uint256 policyId) internal view {
        uint256 day = claims.provenDay(lotId, policyId);
        if (day == 0) revert ClaimMissing(lotId, policyId);
        uint256 today = Calendar.today();
        // No underflow: nothing is proven for a day to come.
        if (today - day > maxClaimAge) revert ClaimStale(lotId, policyId, day, today - maxClaimAge);
    }
}
