// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ICobaltLot, LotStatus} from "./ICobaltLot.sol";
import {IPolicies} from "./IPolicies.sol";

/// @notice That a lot meets a policy on a day, with its proof.
struct Claim {
    uint256 lotId;
    uint256 policyId;
    /// Days since 1970-01-01 UTC.
    uint256 day;
    uint256[8] proof;
}

/// @title Claims
/// @notice Records which policies lots were proven to meet. A policy without a mass interval is about a provenance: it is
/// recorded under the provenance id and holds for every piece of that lot, past and future. Any other is about the lot
/// alone.
/// @dev A proof establishes: every row of the policy holds, on that day, for the provenance that the lot id commits to,
/// and its mass lies in the policy's interval. Nothing else is learnt.
interface IClaims {
    /// @notice What the contract was made with, which never changes.
    event ClaimsDeployed(ICobaltLot cobaltLot, IPolicies policies);

    /// @notice A claim was proven. An older day than the recorded one changes nothing.
    event ClaimProven(
        uint256 indexed lotId,
        uint32 indexed provenanceId,
        uint256 indexed policyId,
        uint256 day
    );

    /// @notice Policies would name the attributes of one accreditation, and lots the sites of another.
    error ClaimAccreditationsDiffer(address ofPolicies, address ofLots);

    /// @notice The list holds no claim.
    error ClaimsMissing();

    /// @notice The lot is unknown, offered, held or has ended.
    error ClaimLotNotActive(uint256 lotId, LotStatus status);

    /// @notice Only the owner or an approved account proves claims: exact figures leak through many thresholds.
    error ClaimUnauthorized(uint256 lotId, address account);

    /// @notice Records claims, all or none.
    /// @dev Reverts with the errors above, {IPolicies-PolicyUnknown}, DayOutOfRange, and the proof verifier's if any
    /// proof is wrong.
    function prove(Claim[] calldata claims) external;

    /// @notice The last day for which an active lot is known to meet a policy; 0 if none, or if the lot is not active.
    /// Who is offered a lot looks at {recordedDay}: that is what {provenDay} answers once it has accepted.
    function provenDay(uint256 lotId, uint256 policyId) external view returns (uint256);

    /// @notice As {provenDay}, but whatever the lot's status: for passports that are audited after the lot was retired.
    function recordedDay(uint256 lotId, uint256 policyId) external view returns (uint256);

    /// @notice The lots that claims are about.
    function cobaltLot() external view returns (ICobaltLot);

    /// @notice The policies that claims name.
    function policies() external view returns (IPolicies);
}
