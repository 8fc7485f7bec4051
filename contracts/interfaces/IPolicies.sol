// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IAccreditation} from "./IAccreditation.sol";

/// @title Policies
/// @notice A policy is what a claim is about: up to eight rows, each of which must hold, and a mass interval. A row says
///
///     shareFactor · Σ share[j] + primaryFactor · co2ePrimary + co2eFactor · co2eMargin
///         + auditFactor · (oldestAudit − day) + constant ≥ 0
///
/// with the sum over the row's set of attributes. No factor is negative, so a better provenance never fails where a worse one
/// passes.
/// @dev A row is 126 bits, lowest first: attributes 18, shareFactor 15, primaryFactor 15, co2eFactor 15, auditFactor 15,
/// constant 48 (two's complement); zero is the row that always holds. A word is `row + 2^126 · nextRow`. The interval is
/// `massMin + 2^32 · massMax` in grams, both included; none is written [0, 2^32−1], and such a policy is about a
/// provenance, any other about a lot. `policyId = Poseidon(words, interval)`.
interface IPolicies {
    /// @notice What the contract was made with, which never changes.
    event PoliciesDeployed(IAccreditation accreditation);

    /// @notice A policy was defined, by anyone: its id is its content.
    event PolicyDefined(uint256 indexed policyId, uint256[4] words, uint256 interval);

    /// @notice A word has bits above its two rows.
    error PolicyWordTooLarge(uint256 index, uint256 word);

    /// @notice A row with attributes but no factor for them, or a factor without attributes: a second spelling of another row.
    error PolicyRowAmbiguous(uint256 index, uint256 row);

    /// @notice A row that is not zero but holds for every lot.
    error PolicyRowAlwaysHolds(uint256 index, uint256 row);

    /// @notice A row names an attribute that no scheme has defined.
    error PolicyAttributeUndefined(uint256 index, uint256 attribute);

    /// @notice A row adds attributes that are not of one group, whose shares may be of the same cobalt.
    error PolicyAttributesNotExclusive(uint256 index, uint256 attribute, uint256 otherAttribute);

    /// @notice The interval is empty, is beyond 32 bits, or is [1, 2^32−1], which is none at all.
    error PolicyIntervalInvalid(uint256 interval);

    /// @notice Neither a row nor an interval: it would hold for everything.
    error PolicyTrivial();

    /// @notice No such policy was defined.
    error PolicyUnknown(uint256 policyId);

    /// @notice Defines a policy, or finds it defined already.
    /// @param words the eight rows, two by two.
    /// @param interval the mass interval.
    function definePolicy(uint256[4] calldata words, uint256 interval) external returns (uint256 policyId);

    /// @notice The mass interval of a policy, in grams, both ends included.
    function massRange(uint256 policyId) external view returns (uint32 massMin, uint32 massMax);

    /// @notice Whether a policy has no mass interval, so that what is proven of one lot holds for all of its provenance.
    function isAboutProvenance(uint256 policyId) external view returns (bool);

    /// @notice The attributes that rows may name.
    function accreditation() external view returns (IAccreditation);
}
