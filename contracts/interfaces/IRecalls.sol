// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ICobaltLot} from "./ICobaltLot.sol";

/// @notice What a recall is about.
enum RecallKind {
    /// The cobalt itself: off specification, contaminated, mixed up.
    Quality,
    /// Where or how it was dug or made: children, conflict, a site that was never as it said.
    Origin,
    /// Who owned or handled it: a listed entity, stolen goods.
    Sanction,
    /// Figures that were wrong: a certificate withdrawn, an assay falsified.
    Figures
}

/// @notice A recall. Its roots never change.
struct Recall {
    RecallKind kind;
    /// Whether gates that trust this authority let nothing in that it reaches.
    bool blocking;
    bool closed;
    /// The provenances that it begins with, ascending. It reaches all that was made of them.
    uint32[] roots;
}

/// @title Recalls
/// @notice The recalls of one authority. A hold freezes lots, and can be outrun by whoever splits and merges them first; a
/// recall names the provenances that it begins with, and whoever asks later walks up from a lot to see whether it reaches
/// it. So it guards the exits, not the road.
///
/// @dev Provenance ids grow from parent to child. So what is made after a recall is reached as what was made before it;
/// below the smallest root nothing needs to be looked at; and whether a recall reaches a provenance that exists never
/// changes, but by an exemption.
interface IRecalls {
    /// @notice What the contract was made with, which never changes.
    event RecallsDeployed(ICobaltLot cobaltLot);

    /// @notice A recall was opened. `reason` is the hash of the document that says why.
    event RecallOpened(
        uint256 indexed recallId,
        RecallKind indexed kind,
        bool blocking,
        bytes32 reason,
        uint32[] roots
    );
    /// @notice A recall is over.
    event RecallClosed(uint256 indexed recallId);
    /// @notice This provenance, and what comes by it alone, is not meant after all.
    event RecallExempted(uint256 indexed recallId, uint32 indexed provenanceId);
    /// @notice The recall does not reach this provenance, which is noted, so that walks from further down end here.
    event RecallChecked(uint256 indexed recallId, uint32 indexed provenanceId);

    /// @notice No such recall was opened.
    error RecallUnknown(uint256 recallId);

    /// @notice The recall is over.
    error RecallIsClosed(uint256 recallId);

    /// @notice A recall has 1 to 16 roots, which are provenances that exist, in ascending order.
    error RecallRootsInvalid();

    /// @notice So many blocking recalls are open already that no more can be: each is looked at by every gate.
    error RecallsTooMany(uint256 open);

    /// @notice No lot has this provenance yet: what it will be made of is not known.
    error RecallProvenanceUnknown(uint32 provenanceId);

    /// @notice A root can't be exempted: close the recall, and open another.
    error RecallRootExempted(uint256 recallId, uint32 provenanceId);

    /// @notice An open blocking recall reaches the provenance.
    error ProvenanceRecalled(uint256 recallId, uint32 provenanceId);

    /// @notice More than {maxWalk} provenances would have to be looked at: {check} some of them first, parents before
    /// children.
    error RecallWalkTooLong(uint256 recallId, uint32 provenanceId);

    /// @notice Opens a recall; by role.
    function open(
        uint32[] calldata roots,
        RecallKind kind,
        bytes32 reason,
        bool blocking
    ) external returns (uint256 recallId);

    /// @notice Ends a recall, which then blocks nothing; by role.
    function close(uint256 recallId) external;

    /// @notice Excepts a provenance below the roots from an open recall, for good; by role.
    function exempt(uint256 recallId, uint32 provenanceId) external;

    /// @notice Notes which of some provenances a recall does not reach, by anybody: in the order from parents to children a
    /// large ancestry is walked in steps. Those that it reaches are passed over.
    function check(uint256 recallId, uint32[] calldata provenanceIds) external;

    /// @notice Whether a recall, open or not, reaches a provenance.
    function reaches(uint256 recallId, uint32 provenanceId) external view returns (bool);

    /// @notice Reverts with ProvenanceRecalled if an open blocking recall reaches the provenance.
    function requireClear(uint32 provenanceId) external view;

    /// @notice A recall as it stands.
    function recallOf(uint256 recallId) external view returns (Recall memory);

    /// @notice How many recalls were opened; their ids count from 1.
    function recallCount() external view returns (uint256);

    /// @notice The open blocking recalls, at most 16, in any order.
    function blockingRecalls() external view returns (uint32[] memory);

    /// @notice Whether a provenance was found not to be reached, or was exempted.
    function isCleared(uint256 recallId, uint32 provenanceId) external view returns (bool);

    /// @notice How many provenances are looked at to answer for one, at most, by {requireClear} for all recalls together, so
    /// that no ancestry takes all the gas of a block.
    function maxWalk() external view returns (uint256);

    /// @notice The lots whose provenances are meant.
    function cobaltLot() external view returns (ICobaltLot);
}
