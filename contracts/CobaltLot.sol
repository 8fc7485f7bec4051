// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {IAccreditation} from "./interfaces/IAccreditation.sol";
import {ICobaltLot, Lot, LotStatus, Offer, Operation, OperationKind} from "./interfaces/ICobaltLot.sol";
import {IProofVerifier} from "./interfaces/IProofVerifier.sol";
import {Ancestry} from "./lib/Ancestry.sol";
import {Bn254} from "./lib/Bn254.sol";
import {Calendar} from "./lib/Calendar.sol";
import {Construction} from "./lib/Construction.sol";
import {LotMetadata} from "./lib/LotMetadata.sol";
import {LotRecord, LotRecords} from "./lib/LotRecord.sol";
import {Statements} from "./lib/Statements.sol";

/// @title Cobalt lots
/// @notice See {ICobaltLot}.
/// @dev Ownership lives in one word per lot that outlasts the token, so {ERC721}'s own owners and balances stay unused.
contract CobaltLot is ERC721, AccessManaged, ICobaltLot {
    using Ancestry for Ancestry.Book;
    using Statements for Statements.Batch;

    /// @inheritdoc ICobaltLot
    IAccreditation public immutable accreditation;
    /// @inheritdoc ICobaltLot
    IProofVerifier public immutable proofVerifier;
    /// @inheritdoc ICobaltLot
    bytes32 public immutable footprintMethod;
    /// @inheritdoc ICobaltLot
    uint256 public immutable dayTolerance;

    mapping(uint256 lotId => LotRecord) private _lots;
    mapping(address owner => uint256) private _balances;
    /// There is an offer if and only if the lot's status is Offered.
    mapping(uint256 lotId => Offer) private _offers;
    mapping(uint256 lotId => bytes32) private _purposes;
    mapping(uint256 permit => bool) private _permitsUsed;
    Ancestry.Book private _ancestry;

    constructor(
        address authority_,
        IAccreditation accreditation_,
        IProofVerifier proofVerifier_,
        bytes32 footprintMethod_,
        uint256 dayTolerance_
    ) ERC721("Kobold cobalt lot", "COBALT") AccessManaged(authority_) {
        Construction.requireCode(authority_);
        Construction.requireCode(address(accreditation_));
        Construction.requireCode(address(proofVerifier_));
        Construction.requireTolerance(dayTolerance_);
        if (footprintMethod_ == 0) revert FootprintMethodMissing();
        accreditation = accreditation_;
        proofVerifier = proofVerifier_;
        footprintMethod = footprintMethod_;
        dayTolerance = dayTolerance_;
        _ancestry.open();
    }

    /// @inheritdoc ICobaltLot
    function execute(Operation[] calldata operations) external {
        Statements.Batch memory batch = Statements.batch(operations.length);
        for (uint256 i = 0; i < operations.length; ++i) {
            Operation calldata operation = operations[i];
            if (operation.kind == OperationKind.Mint) _mint(operation, batch);
            else if (operation.kind == OperationKind.Split) _split(operation, batch);
            else if (operation.kind == OperationKind.Merge) _merge(operation, batch);
            else if (operation.kind == OperationKind.Refine) _refine(operation, batch);
        }
        // An empty batch is refused by the verifier.
        batch.verify(proofVerifier);
    }

    /// @inheritdoc ICobaltLot
    function retire(uint256 lotId, bytes32 purpose) external {
        address owner = _end(lotId, LotStatus.Retired).owner();
        --_balances[owner];
        _purposes[lotId] = purpose;
        emit LotRetired(lotId, owner, purpose);
    }

    /// @inheritdoc ICobaltLot
    function offer(uint256 lotId, address to, uint40 expiry, bytes calldata note) external {
        LotRecord record = _requireActive(lotId);
        address owner = record.owner();
        _checkAuthorized(owner, msg.sender, lotId);
        if (to == address(0) || to == owner) revert OfferRecipientInvalid(lotId, to);
        if (expiry <= block.timestamp) revert OfferExpiryPassed(lotId, expiry, block.timestamp);
        _lots[lotId] = record.withStatus(LotStatus.Offered);
        _offers[lotId] = Offer({to: to, expiry: expiry});
        emit LotOffered(lotId, owner, to, expiry, note);
    }

    /// @inheritdoc ICobaltLot
    /// @dev No receiver is called: the sender asked for the lot itself.
    function accept(uint256 lotId) external {
        (LotRecord record, Offer memory ended) = _endOffer(lotId);
        if (ended.to != msg.sender) revert OfferNotToSender(lotId, ended.to, msg.sender);
        if (ended.expiry <= block.timestamp) revert OfferExpired(lotId, ended.expiry, block.timestamp);
        _move(lotId, record, ended.to);
        emit OfferAccepted(lotId, record.owner(), ended.to);
    }

    /// @inheritdoc ICobaltLot
    function reject(uint256 lotId) external {
        (LotRecord record, Offer memory ended) = _endOffer(lotId);
        if (ended.to != msg.sender) revert OfferNotToSender(lotId, ended.to, msg.sender);
        emit OfferRejected(lotId, record.owner(), ended.to);
    }

    /// @inheritdoc ICobaltLot
    function cancel(uint256 lotId) external {
        (LotRecord record, Offer memory ended) = _endOffer(lotId);
        _checkAuthorized(record.owner(), msg.sender, lotId);
        emit OfferCancelled(lotId, record.owner(), ended.to);
    }

    /// @inheritdoc ICobaltLot
    function hold(uint256[] calldata lotIds, bytes32 reason) external restricted {
        for (uint256 i = 0; i < lotIds.length; ++i) {
            uint256 lotId = lotIds[i];
            LotRecord record = _requireKnown(lotId);
            if (record.status() == LotStatus.Offered) {
                Offer memory ended;
                (record, ended) = _endOffer(lotId);
                emit OfferCancelled(lotId, record.owner(), ended.to);
            } else if (record.status() != LotStatus.Active) {
                continue;
            }
            // An approval given before would move the lot on the day of its release.
            _approve(address(0), lotId, address(0), false);
            _lots[lotId] = record.withStatus(LotStatus.Held);
            emit LotHeld(lotId, reason);
        }
    }

    /// @inheritdoc ICobaltLot
    function release(uint256[] calldata lotIds) external restricted {
        for (uint256 i = 0; i < lotIds.length; ++i) {
            uint256 lotId = lotIds[i];
            LotRecord record = _requireKnown(lotId);
            if (record.status() != LotStatus.Held) continue;
            _lots[lotId] = record.withStatus(LotStatus.Active);
            emit LotReleased(lotId);
        }
    }

    /// @inheritdoc ICobaltLot
    function lotOf(uint256 lotId) external view returns (Lot memory) {
        return _lots[lotId].toLot();
    }

    /// @inheritdoc ICobaltLot
    function offerOf(uint256 lotId) external view returns (Offer memory) {
        return _offers[lotId];
    }

    /// @inheritdoc ICobaltLot
    function purposeOf(uint256 lotId) external view returns (bytes32) {
        return _purposes[lotId];
    }

    /// @inheritdoc ICobaltLot
    function permitUsed(uint256 permit) external view returns (bool) {
        return _permitsUsed[permit];
    }

    /// @inheritdoc ICobaltLot
    function parentProvenances(uint32 provenanceId) external view returns (uint32[] memory) {
        return _ancestry.parentsOf(provenanceId);
    }

    /// @inheritdoc ICobaltLot
    function provenanceCount() external view returns (uint32) {
        return _ancestry.count();
    }

    /// @notice What is public about a lot, as JSON in a data URI.
    function tokenURI(uint256 lotId) public view override returns (string memory) {
        _requireOwned(lotId);
        Lot memory lot = _lots[lotId].toLot();
        return LotMetadata.uri(lotId, lot, _ancestry.parentsOf(lot.provenanceId));
    }

    /// @inheritdoc IERC721
    function balanceOf(address owner) public view override(ERC721, IERC721) returns (uint256) {
        if (owner == address(0)) revert ERC721InvalidOwner(address(0));
        return _balances[owner];
    }

    /// @dev To wallets, a lot that has ended has no owner.
    function _ownerOf(uint256 lotId) internal view override returns (address) {
        LotRecord record = _lots[lotId];
        return record.status() < LotStatus.Consumed ? record.owner() : address(0);
    }

    /// @dev Transfers only: operations make and end lots by {_create} and {_end}. As in {ERC721}, an `auth` of 0 asks for
    /// no authorization: whoever calls so has checked it.
    function _update(address to, uint256 lotId, address auth) internal override returns (address from) {
        from = _requireOwned(lotId);
        if (to == address(0)) revert ERC721InvalidReceiver(address(0));
        if (auth != address(0)) _checkAuthorized(from, auth, lotId);
        _move(lotId, _requireActive(lotId), to);
    }

    /// @dev Gives an active lot to another owner; the caller has checked that it may.
    function _move(uint256 lotId, LotRecord record, address to) private {
        address from = record.owner();
        _approve(address(0), lotId, address(0), false);
        // No overflow: `from` owns this lot, and there are fewer lots than 2^256.
        unchecked {
            --_balances[from];
            ++_balances[to];
        }
        _lots[lotId] = record.withOwner(to);
        emit Transfer(from, to, lotId);
    }

    /// @dev Deletes an offer, after which the lot is active.
    function _endOffer(uint256 lotId) private returns (LotRecord record, Offer memory ended) {
        record = _lots[lotId];
        if (record.status() != LotStatus.Offered) revert LotNotOffered(lotId, record.status());
        record = record.withStatus(LotStatus.Active);
        _lots[lotId] = record;
        ended = _offers[lotId];
        delete _offers[lotId];
    }

    function _mint(Operation calldata operation, Statements.Batch memory batch) private {
        _requireShape(operation, operation.parents.length == 0 && operation.children.length == 1);
        _requireUnused(operation, operation.sameProvenance);
        uint256 lotId = operation.children[0];
        address recipient = operation.recipient;
        if (recipient == address(0)) revert ERC721InvalidReceiver(address(0));
        _usePermit(operation, batch);
        uint32 provenanceId = _ancestry.add(0);
        _create(lotId, LotRecords.create(recipient, OperationKind.Mint, block.timestamp, provenanceId));
        ++_balances[recipient];
        emit LotMinted(
            lotId,
            provenanceId,
            operation.permit,
            operation.registry,
            operation.day,
            operation.documentsHash,
            operation.note
        );
        batch.addMint(
            lotId,
            operation.registry,
            Calendar.whenOf(operation.day),
            operation.permit,
            _contextOf(operation, recipient),
            operation.proof
        );
    }

    function _split(Operation calldata operation, Statements.Batch memory batch) private {
        uint256 count = operation.children.length;
        _requireShape(operation, operation.parents.length == 1 && count > 0 && count <= Statements.MAX_LOTS);
        _requireUnused(operation, operation.sameProvenance || _namesSite(operation));
        LotRecord parent = _end(operation.parents[0], LotStatus.Consumed);
        LotRecord piece = LotRecords.create(
            parent.owner(),
            OperationKind.Split,
            block.timestamp,
            parent.provenanceId()
        );
        for (uint256 i = 0; i < count; ++i) _create(operation.children[i], piece);
        _balances[parent.owner()] += count - 1;
        emit LotSplit(operation.parents[0], operation.children, operation.documentsHash, operation.note);
        batch.addSplit(operation.parents[0], operation.children, operation.proof);
    }

    function _merge(Operation calldata operation, Statements.Batch memory batch) private {
        uint256 count = operation.parents.length;
        _requireShape(operation, operation.children.length == 1 && count > 0 && count <= Statements.MAX_LOTS);
        _requireUnused(operation, _namesSite(operation));
        LotRecord first = _end(operation.parents[0], LotStatus.Consumed);
        uint32 provenanceId = first.provenanceId();
        uint256 ancestors = provenanceId;
        for (uint256 i = 1; i < count; ++i) {
            uint256 lotId = operation.parents[i];
            LotRecord parent = _end(lotId, LotStatus.Consumed);
            if (parent.owner() != first.owner()) revert LotOwnersDiffer(lotId, parent.owner(), first.owner());
            if (operation.sameProvenance && parent.provenanceId() != provenanceId) {
                revert LotProvenancesDiffer(lotId, parent.provenanceId(), provenanceId);
            }
            ancestors |= uint256(parent.provenanceId()) << (32 * i);
        }
        if (!operation.sameProvenance) provenanceId = _ancestry.add(ancestors);
        _create(
            operation.children[0],
            LotRecords.create(first.owner(), OperationKind.Merge, block.timestamp, provenanceId)
        );
        _balances[first.owner()] -= count - 1;
        emit LotsMerged(
            operation.children[0],
            provenanceId,
            operation.parents,
            operation.sameProvenance,
            operation.documentsHash,
            operation.note
        );
        batch.addMerge(operation.parents, operation.children[0], operation.sameProvenance, operation.proof);
    }

    function _refine(Operation calldata operation, Statements.Batch memory batch) private {
        _requireShape(operation, operation.parents.length == 1 && operation.children.length == 1);
        _requireUnused(operation, operation.sameProvenance || operation.recipient != address(0));
        (uint256 parentId, uint256 childId) = (operation.parents[0], operation.children[0]);
        LotRecord parent = _end(parentId, LotStatus.Consumed);
        _usePermit(operation, batch);
        uint32 provenanceId = _ancestry.add(parent.provenanceId());
        _create(
            childId,
            LotRecords.create(parent.owner(), OperationKind.Refine, block.timestamp, provenanceId)
        );
        emit LotRefined(
            parentId,
            childId,
            provenanceId,
            operation.permit,
            operation.registry,
            operation.day,
            operation.documentsHash,
            operation.note
        );
        batch.addRefine(
            parentId,
            childId,
            operation.registry,
            Calendar.whenOf(operation.day),
            operation.permit,
            _contextOf(operation, address(0)),
            operation.proof
        );
    }

    /// @dev Everything that a mint and a refinement must pass but the proof.
    function _usePermit(Operation calldata operation, Statements.Batch memory batch) private {
        if (operation.submitter != address(0) && operation.submitter != msg.sender) {
            revert SubmitterMismatch(operation.submitter, msg.sender);
        }
        Calendar.requireRecent(operation.day, dayTolerance);
        // Most of a batch rest on one registry, and nothing changes that while the batch runs. 0 is never accepted.
        if (operation.registry == 0 || operation.registry != batch.registry) {
            accreditation.requireRegistry(operation.registry);
            batch.registry = operation.registry;
        }
        if (_permitsUsed[operation.permit]) revert PermitUsed(operation.permit);
        _permitsUsed[operation.permit] = true;
    }

    /// @dev Stores a new lot; the caller keeps the balance.
    function _create(uint256 lotId, LotRecord record) private {
        if (lotId == 0 || lotId >= Bn254.ORDER) revert LotIdInvalid(lotId);
        if (_lots[lotId].exists()) revert LotExists(lotId);
        _lots[lotId] = record;
        emit Transfer(address(0), record.owner(), lotId);
    }

    /// @dev Ends a lot that the sender may use; the caller keeps the balance. A lot named twice is no longer active. Its
    /// approval stays in storage, out of reach: no id comes back, and {getApproved} reverts for a lot without owner.
    function _end(uint256 lotId, LotStatus status) private returns (LotRecord record) {
        record = _requireActive(lotId);
        _checkAuthorized(record.owner(), msg.sender, lotId);
        _lots[lotId] = record.withStatus(status);
        emit Transfer(record.owner(), address(0), lotId);
    }

    function _requireKnown(uint256 lotId) private view returns (LotRecord record) {
        record = _lots[lotId];
        if (!record.exists()) revert LotNotActive(lotId, LotStatus.Unknown);
    }

    function _requireActive(uint256 lotId) private view returns (LotRecord record) {
        record = _lots[lotId];
        if (record.status() != LotStatus.Active) revert LotNotActive(lotId, record.status());
    }

    function _requireShape(Operation calldata operation, bool fits) private pure {
        if (!fits) {
            revert OperationMalformed(operation.kind, operation.parents.length, operation.children.length);
        }
    }

    /// @dev A field that says nothing would seem to: a submitter does not protect a split.
    function _requireUnused(Operation calldata operation, bool used) private pure {
        if (used) revert OperationFieldUnused(operation.kind);
    }

    /// @dev Whether a field is set that only operations of a site have.
    function _namesSite(Operation calldata operation) private pure returns (bool) {
        return
            operation.registry | operation.day | operation.permit != 0 ||
            operation.recipient != address(0) ||
            operation.submitter != address(0);
    }

    function _contextOf(Operation calldata operation, address recipient) private pure returns (uint256) {
        return Statements.contextOf(recipient, operation.documentsHash, operation.note, operation.submitter);
    }
}
