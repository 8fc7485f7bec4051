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

/// @notice The operations that make lots, numbered as the circuits that prove them.
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
    /// Of a retired lot only.
    RetirementKind retirement;
}

/// @notice An owner's offer to hand a lot over; all zero if there is none.
struct Offer {
    address to;
    /// Seconds since 1970: the first at which the offer can no longer be accepted.
    uint40 expiry;
}

/// @notice Why a lot has left the chain.
enum RetirementKind {
    /// It backs a product: cells, packs, passports.
    Product,
    /// It is gone: spilt, stolen, left in tailings or slag.
    Loss,
    /// It is traded on where this chain does not follow.
    Export,
    /// It goes on in a successor of this deployment, which adopts it.
    Moved,
    /// It should not have been made: a booking that was wrong.
    Correction
}

/// @notice What a deployment goes on from; all zero if from none.
struct Predecessor {
    ICobaltLot cobaltLot;
    /// The cut: of the lots made there later, or of a provenance later than this, none is adopted.
    uint32 lastProvenanceId;
    /// Seconds since 1970.
    uint40 lastCreatedAt;
}

/// @notice New cobalt of an accredited mine or recycler.
struct MintCommand {
    uint256 lotId;
    /// The registry and the day that the proof is made under.
    uint256 registry;
    uint256 day;
    uint256 permit;
    address recipient;
    /// The only account that may send this command, or 0 for anyone.
    address submitter;
    bytes32 documentsHash;
    /// The lot's opening, sealed to its owner.
    bytes note;
    uint256[8] proof;
}

/// @notice A lot parted into 1 to 8.
struct SplitCommand {
    uint256 parent;
    uint256[] children;
    bytes32 documentsHash;
    bytes note;
    uint256[8] proof;
}

/// @notice 1 to 8 lots of one owner blended; with `sameProvenance` pieces of one lot joined.
struct MergeCommand {
    uint256[] parents;
    uint256 child;
    bool sameProvenance;
    bytes32 documentsHash;
    bytes note;
    uint256[8] proof;
}

/// @notice A lot refined, or otherwise processed, at an accredited site.
struct RefineCommand {
    uint256 parent;
    uint256 child;
    uint256 registry;
    uint256 day;
    uint256 permit;
    /// As of a mint; the sender must also be entitled to the parent.
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
        address submitter,
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
        address submitter,
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

    /// @notice A lot has left the chain. `purpose` is the hash of what it backs, or of the document that says why.
    event LotRetired(
        uint256 indexed lotId,
        address indexed owner,
        bytes32 indexed purpose,
        RetirementKind kind
    );

    /// @notice A lot of the predecessor goes on here, under its id and its provenance's.
    event LotAdopted(uint256 indexed lotId, uint32 indexed provenanceId, address indexed recipient);

    /// @notice Who used, retired or offered the lot, or withdrew its offer, where that was not its owner.
    event LotOperated(uint256 indexed lotId, address indexed operator);

    /// @notice What the contract was made with, which never changes.
    event CobaltLotDeployed(
        IAccreditation accreditation,
        IProofVerifier proofVerifier,
        bytes32 footprintMethod,
        uint256 dayTolerance,
        Predecessor predecessor
    );

    /// @notice A lot was frozen. `reason` is the hash of the document that says why.
    event LotHeld(uint256 indexed lotId, bytes32 reason);

    /// @notice A frozen lot is active again.
    event LotReleased(uint256 indexed lotId);

    /// @notice The list holds no command.
    error CommandsMissing();

    /// @notice No function that may be a command has this selector.
    error CommandUnknown(bytes4 selector);

    /// @notice A split makes, and a merge takes, 1 to 8 lots.
    error LotCountInvalid(uint256 count);

    /// @notice The hash of the footprint's method is 0.
    error FootprintMethodMissing();

    /// @notice There is no predecessor to adopt from, or to cut.
    error PredecessorMissing();

    /// @notice The predecessor's figures were made by another method.
    error FootprintMethodsDiffer(bytes32 predecessor, bytes32 expected);

    /// @notice The cut names a provenance or a second that has not come yet.
    error CutInFuture(uint32 lastProvenanceId, uint40 lastCreatedAt);

    /// @notice The predecessor's lot was not moved here, for this recipient.
    error LotNotMoved(uint256 lotId, address recipient);

    /// @notice The lot, or its provenance, was made after the cut.
    error LotAfterCut(uint256 lotId, uint32 provenanceId, uint40 createdAt);

    /// @notice An id made by an operation is 0 or no field element.
    error LotIdInvalid(uint256 lotId);

    /// @notice An id made by an operation was made before, here or in a predecessor, also if that lot has ended since.
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

    /// @notice Runs commands in order; later ones may use lots made by earlier ones. All succeed or none. Each command is
    /// the data of a call of {mint}, {split}, {merge}, {refine}, {offer}, {accept}, {reject}, {cancel} or {retire}, and
    /// does what that call would do; all proofs are checked together, after all changes of state.
    /// @dev Reverts with the errors of the commands, CommandMalformed, and the proof verifier's if any proof is wrong.
    function execute(bytes[] calldata commands) external;

    /// @notice Makes a lot for the recipient. Anyone may send it, if it names no submitter. No receiver is called, so that
    /// nothing outside runs before the proof was checked.
    /// @dev Reverts also with DayOutOfRange, {IAccreditation-RegistryNotAccepted}, and the proof verifier's errors.
    function mint(MintCommand calldata command) external;

    /// @notice Parts a lot of the sender's (or for which it is approved). The pieces go to the lot's owner.
    function split(SplitCommand calldata command) external;

    /// @notice Blends or joins lots of one owner, each the sender's or approved for it. The new lot goes to the owner.
    function merge(MergeCommand calldata command) external;

    /// @notice Refines a lot of the sender's (or for which it is approved). The new lot goes to the old one's owner.
    function refine(RefineCommand calldata command) external;

    /// @notice Ends a lot of the sender's (or for which it is approved).
    /// @param purpose the hash of what the lot backs, or of the document that says why it left.
    function retire(uint256 lotId, RetirementKind kind, bytes32 purpose) external;

    /// @notice Goes on with a lot that its owner has moved here: in the predecessor it was retired as
    /// {RetirementKind-Moved} with the purpose `keccak256(abi.encode("kobold/move/v1", chain id, this contract,
    /// recipient))`. Anyone may send it. Lot id, provenance id, kind and time of making stay; claims are proven anew.
    function adopt(uint256 lotId, address recipient) external;

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

    /// @notice The purpose that a lot was retired with; 0 for any other.
    function purposeOf(uint256 lotId) external view returns (bytes32);

    /// @notice Whether the lot was made or adopted here, or in a predecessor, whatever became of it.
    function isKnown(uint256 lotId) external view returns (bool);

    /// @notice Whether a permit has been used, here or in a predecessor.
    function permitUsed(uint256 permit) external view returns (bool);

    /// @notice The provenance that a mint or a refinement made here with this permit; 0 if it has not been used here.
    function provenanceOfPermit(uint256 permit) external view returns (uint32);

    /// @notice What marketplaces show of this contract: ERC-7572.
    function contractURI() external view returns (string memory);

    /// @notice The provenances that a provenance was made from: none for a minted one, else in the parents' order. Up to the
    /// cut these are the predecessor's, whose ids go on here.
    function parentProvenances(uint32 provenanceId) external view returns (uint32[] memory);

    /// @notice The last provenance id given; in a successor they go on from the cut.
    function provenanceCount() external view returns (uint32);

    /// @notice What this deployment goes on from; all zero if from none.
    function predecessor() external view returns (Predecessor memory);

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
