// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {IAccreditation} from "./IAccreditation.sol";
import {IProofVerifier} from "./IProofVerifier.sol";

/// @notice Where a lot stands.
enum LotStatus {
    Unknown,
    Active,
    Offered,
    Held,
    Consumed,
    Retired
}

/// @notice The operations of a lot, numbered as the circuits that prove them.
enum OperationKind {
    Mint,
    Split,
    Merge,
    Refine
}

/// @notice What the chain knows about a lot. A lot that has ended keeps its record.
struct Lot {
    /// The owner; of an ended lot, its last one.
    address owner;
    LotStatus status;
    /// The operation that made the lot.
    OperationKind kind;
    /// Seconds since 1970.
    uint40 createdAt;
    /// Lots of one id have the very same provenance. Counts from 1; 0 only for an unknown lot.
    uint32 provenanceId;
}

/// @notice An owner's offer to hand a lot over; all zero if there is none.
struct Offer {
    address to;
    /// Seconds since 1970: the first at which the offer can no longer be accepted.
    uint40 expiry;
}

/// @notice One step in the life of cobalt, with its proof. Fields that a kind does not name are 0.
///
/// | kind   | parents | children | further                                   |
/// | ------ | ------- | -------- | ----------------------------------------- |
/// | Mint   | none    | 1        | registry, day, permit, recipient, submitter |
/// | Split  | 1       | 1 … 8    |                                           |
/// | Merge  | 1 … 8   | 1        | sameProvenance                            |
/// | Refine | 1       | 1        | registry, day, permit, submitter          |
struct Operation {
    OperationKind kind;
    bool sameProvenance;
    uint256[] parents;
    uint256[] children;
    uint256 registry;
    uint256 day;
    uint256 permit;
    address recipient;
    /// The only account that may send this operation, or 0 for anyone (who is otherwise entitled to).
    address submitter;
    bytes32 documentsHash;
    bytes note;
    uint256[8] proof;
}

/// @title Cobalt lots
/// @notice Every lot of cobalt is an ERC-721 token whose id commits to its mass and its provenance:
/// `lotId = Poseidon(massGrams, provenance, salt)`. Public are a lot's existence, its lineage and its owner; the mass
/// and the provenance stay hidden. Every lot was made by an operation whose proof establishes what stands below, so
/// cobalt comes into being only at accredited sites, is conserved to the gram, and no bound about its origin ever rises
/// on the way. To wallets an ended lot is burnt; {lotOf} still knows it.
///
/// @dev Facts that the proofs establish:
///
/// Mint and refine, the site operations. On `day` a site accredited under `registry` (hidden which), whose accreditation
/// had not run out, used `permit`, which nobody links to the site and which is one of those that it has for the month of
/// `day`; the site's assayer signed the lot for this site, this deployment and this parent. The proof is bound to
/// recipient, documents hash, note and submitter, so it is worth nothing under any others.
///
/// Mint. The site may mint; the mass is 1 g to the unit of a permit; the shares are exactly the site's grants; the
/// emissions are at least its audited floor and no more than the audited part of that floor counts as primary data; the
/// audit is the site's own.
///
/// Split. Every child has the parent's provenance; the children's masses sum to the parent's; each is at least 1 g.
///
/// Merge. The child's mass is the sum of the parents'; each field of its provenance is at most their average by mass,
/// and its audit at most the oldest. With one parent it only weakens. With `sameProvenance` all have one provenance.
///
/// Refine. The site may refine; the parent fits the unit of a permit; the yield lies in the audited band; emissions rise
/// by at least the audited floor (or are given up as unknown), primary data by at most its audited part; each share
/// follows its attribute's rule; the audit is the older of the parent's and the site's.
interface ICobaltLot is IERC721 {
    /// @notice A mint. The lot has a provenance of its own.
    event LotMinted(
        uint256 indexed lotId,
        uint32 indexed provenanceId,
        uint256 permit,
        uint256 registry,
        uint256 day,
        bytes32 documentsHash,
        bytes note
    );

    /// @notice A split. The children inherit the parent's provenance id.
    event LotSplit(uint256 indexed parent, uint256[] children, bytes32 documentsHash, bytes note);

    /// @notice A merge. `provenanceId` is new, or with `sameProvenance` the parents' own.
    event LotsMerged(
        uint256 indexed child,
        uint32 indexed provenanceId,
        uint256[] parents,
        bool sameProvenance,
        bytes32 documentsHash,
        bytes note
    );

    /// @notice A refinement, or any other accredited processing step. The child has a provenance of its own.
    event LotRefined(
        uint256 indexed parent,
        uint256 indexed child,
        uint32 indexed provenanceId,
        uint256 permit,
        uint256 registry,
        uint256 day,
        bytes32 documentsHash,
        bytes note
    );

    /// @notice A lot was offered. `note` is its opening, sealed to `to`. Each offer ends with one of the next three events.
    event LotOffered(
        uint256 indexed lotId,
        address indexed from,
        address indexed to,
        uint40 expiry,
        bytes note
    );

    /// @notice An offered lot has changed hands.
    event OfferAccepted(uint256 indexed lotId, address indexed from, address indexed to);

    /// @notice The account that a lot was offered to does not want it.
    event OfferRejected(uint256 indexed lotId, address indexed from, address indexed to);

    /// @notice An offer was withdrawn, or dropped because the lot was frozen.
    event OfferCancelled(uint256 indexed lotId, address indexed from, address indexed to);

    /// @notice A lot has left the chain: into a product, lost, exported. `purpose` is the hash of what it backs.
    event LotRetired(uint256 indexed lotId, address indexed owner, bytes32 indexed purpose);

    /// @notice A lot was frozen. `reason` is the hash of the document that says why.
    event LotHeld(uint256 indexed lotId, bytes32 reason);

    /// @notice A frozen lot is active again.
    event LotReleased(uint256 indexed lotId);

    /// @notice The operation has too few or too many parents or children.
    error OperationMalformed(OperationKind kind, uint256 parents, uint256 children);

    /// @notice A field is set that operations of this kind do not use.
    error OperationFieldUnused(OperationKind kind);

    /// @notice The hash of the footprint's method is 0.
    error FootprintMethodMissing();

    /// @notice An id made by an operation is 0 or no field element.
    error LotIdInvalid(uint256 lotId);

    /// @notice An id made by an operation was made before, also if that lot has ended since.
    error LotExists(uint256 lotId);

    /// @notice The lot is unknown, offered, held or has ended.
    error LotNotActive(uint256 lotId, LotStatus status);

    /// @notice There is no offer of the lot: none was made, or it has ended.
    error LotNotOffered(uint256 lotId, LotStatus status);

    /// @notice A lot can be offered neither to nobody nor to its owner.
    error OfferRecipientInvalid(uint256 lotId, address to);

    /// @notice An offer must end after the present second.
    error OfferExpiryPassed(uint256 lotId, uint40 expiry, uint256 timestamp);

    /// @notice The lot is offered to another account.
    error OfferNotToSender(uint256 lotId, address to, address sender);

    /// @notice The offer has run out.
    error OfferExpired(uint256 lotId, uint40 expiry, uint256 timestamp);

    /// @notice All parents of a merge have one owner.
    error LotOwnersDiffer(uint256 lotId, address owner, address expected);

    /// @notice A merge with `sameProvenance` joins lots of one provenance id.
    error LotProvenancesDiffer(uint256 lotId, uint32 provenanceId, uint32 expected);

    /// @notice The permit has been used for a mint or a refinement.
    error PermitUsed(uint256 permit);

    /// @notice The proof names another submitter.
    error SubmitterMismatch(address submitter, address sender);

    /// @notice Performs the operations in order; later ones may use lots made by earlier ones. All succeed or none.
    /// A single operation is a batch of one. The sender must own each parent or be approved for it; anyone may send a
    /// mint that names no submitter. Made lots go to the parents' owner, minted ones to the recipient; no receiver is
    /// called, so that nothing outside runs before the proofs were checked.
    /// @dev Reverts with the errors above, with those of {IERC721Errors} for parents that the sender may not use,
    /// DayOutOfRange, {IAccreditation-RegistryNotAccepted}, and the proof verifier's if any proof is wrong.
    function execute(Operation[] calldata operations) external;

    /// @notice Ends a lot of the sender's (or for which it is approved), recording the hash of what the lot backs.
    function retire(uint256 lotId, bytes32 purpose) external;

    /// @notice Offers a lot of the sender's (or for which it is approved). Until the offer ends, the lot cannot move, be
    /// used, retired, or pass a claim, so nothing changes behind the back of the account that it is offered to.
    /// @param expiry seconds since 1970, in the future; from then on the offer can only be rejected or cancelled.
    /// @param note the lot's opening, sealed to `to`, who opens it and recomputes the lot id before it accepts.
    function offer(uint256 lotId, address to, uint40 expiry, bytes calldata note) external;

    /// @notice Takes over a lot that is offered to the sender. Approvals end; the provenance id, and with it every claim,
    /// stays.
    function accept(uint256 lotId) external;

    /// @notice Ends an offer to the sender, whether or not it has run out.
    function reject(uint256 lotId) external;

    /// @notice Ends an offer of the sender's lot (or of one for which it is approved), whether or not it has run out.
    function cancel(uint256 lotId) external;

    /// @notice Freezes active and offered lots: a held one cannot move, be used, retired, or pass a claim. Its offer and
    /// the approval given for it end; an operator that its owner approved for all lots may move it again once it is
    /// released. Lots that have ended or are held already are passed over, so that a list does not fail because of one.
    /// By role.
    function hold(uint256[] calldata lotIds, bytes32 reason) external;

    /// @notice Makes held lots active again. Lots that are not held are passed over. By role.
    function release(uint256[] calldata lotIds) external;

    /// @notice The record of a lot, whatever its status; all zero for an unknown one.
    function lotOf(uint256 lotId) external view returns (Lot memory);

    /// @notice The offer of a lot, also if it has run out; all zero if there is none.
    function offerOf(uint256 lotId) external view returns (Offer memory);

    /// @notice What a retired lot backs; 0 for any other.
    function purposeOf(uint256 lotId) external view returns (bytes32);

    /// @notice Whether a permit has been used.
    function permitUsed(uint256 permit) external view returns (bool);

    /// @notice The provenances that a provenance was made from: none for a minted one, else in the parents' order.
    function parentProvenances(uint32 provenanceId) external view returns (uint32[] memory);

    /// @notice The last provenance id given.
    function provenanceCount() external view returns (uint32);

    /// @notice The sites under whose registry lots are made.
    function accreditation() external view returns (IAccreditation);

    /// @notice What checks the proofs.
    function proofVerifier() external view returns (IProofVerifier);

    /// @notice Hash of the method by which every footprint of this deployment was made: figures of different methods
    /// never mix.
    function footprintMethod() external view returns (bytes32);

    /// @notice How many days before today a proof may be dated.
    function dayTolerance() external view returns (uint256);
}
