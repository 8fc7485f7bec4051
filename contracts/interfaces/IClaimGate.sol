// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IClaims} from "./IClaims.sol";
import {IRecalls} from "./IRecalls.sol";

/// @title Claim gate
/// @notice What a buyer's contract inherits to let in only lots that were proven to meet its policies, and that no recall
/// reaches.
interface IClaimGate {
    /// @notice What the gate was made with, which never changes.
    event ClaimGateDeployed(IClaims claims, uint256[] policies, uint256 maxClaimAge, IRecalls[] recalls);

    /// @notice The lot has not been proven to meet a policy, or is not active.
    error ClaimMissing(uint256 lotId, uint256 policyId);

    /// @notice The lot was proven to meet a policy, but too long ago.
    error ClaimStale(uint256 lotId, uint256 policyId, uint256 provenDay, uint256 oldestDay);

    /// @notice The policy requires no mass, so a gram of good cobalt would pass for tonnes.
    error MinimumMassMissing(uint256 policyId);

    /// @notice No claim would be young enough for long.
    error MaxClaimAgeZero();

    /// @notice A gate heeds the recalls of at most 4 authorities, since each is asked about every lot.
    error GateRecallsTooMany(uint256 count);

    /// @notice These recalls are about the lots of another deployment.
    error GateRecallsForeign(IRecalls recalls);

    /// @notice The gate names these recalls twice.
    error GateRecallsRepeated(IRecalls recalls);

    /// @notice The record of claims that the gate relies on.
    function claims() external view returns (IClaims);

    /// @notice The policies that every lot must meet, the one that sets the minimum mass included.
    function gatePolicies() external view returns (uint256[] memory);

    /// @notice The recalls that the gate heeds, one contract for each authority that it trusts. A lot that one of them
    /// reaches is refused with {IRecalls-ProvenanceRecalled}.
    function gateRecalls() external view returns (IRecalls[] memory);

    /// @notice How many days old a claim may be.
    function maxClaimAge() external view returns (uint256);
}
