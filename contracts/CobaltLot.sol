// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

import {IAccreditation} from "./interfaces/IAccreditation.sol";
import {
    ICobaltLot,
    Lot,
    LotStatus,
    MergeCommand,
    MintCommand,
    Offer,
    OperationKind,
    Predecessor,
    RefineCommand,
    RetirementKind,
    SplitCommand
} from "./interfaces/ICobaltLot.sol";
import {IProofVerifier} from "./interfaces/IProofVerifier.sol";
import {LotToken} from "./LotToken.sol";
import {Ancestry} from "./lib/Ancestry.sol";
import {Calendar} from "./lib/Calendar.sol";
import {Commands} from "./lib/Commands.sol";
import {Construction} from "./lib/Construction.sol";
import {LotMetadata} from "./lib/LotMetadata.sol";
import {LotRecord, LotRecords} from "./lib/LotRecord.sol";
import {Statements} from "./lib/Statements.sol";

/// @title Cobalt lots
/// @notice See {ICobaltLot}.
contract CobaltLot is LotToken, AccessManaged {
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

    ICobaltLot private immutable _predecessor;
    uint32 private immutable _lastProvenanceId;
    uint40 private immutable _lastCreatedAt;

    /// There is an offer if and only if the lot's status is Offered.
    mapping(uint256 lotId => Offer) private _offers;
    mapping(uint256 lotId => bytes32) private _purposes;
    /// What a permit made; 0 for one that was not used.
    mapping(uint256 permit => uint32 provenanceId) private _permits;
    Ancestry.Book private _ancestry;

    constructor(
        address authority_,
        IAccreditation accreditation_,
        IProofVerifier proofVerifier_,
        bytes32 footprintMethod_,
        uint256 dayTolerance_,
        Predecessor memory predecessor_
    ) ERC721("Kobold cobalt lot", "COBALT") AccessManaged(authority_) {
        Construction.requireCode(authority_);
        Construction.requireCode(address(accreditation_));
        Construction.requireCode(address(proofVerifier_));
        Construction.requireTolerance(dayTolerance_);
        if (footprintMethod_ == 0) {
            revert FootprintMethodMissing();
        }
        accreditation = accreditation_;
        proofVerifier = proofVerifier_;
        footprintMethod = footprintMethod_;
        dayTolerance = dayTolerance_;
        _requireSucceeds(predecessor_, footprintMethod_);
        _predecessor = predecessor_.cobaltLot;
        _lastProvenanceId = predecessor_.lastProvenanceId;
        _lastCreatedAt = predecessor_.lastCreatedAt;
        _ancestry.open(predecessor_.lastProvenanceId);
        emit CobaltLotDeployed(accreditation_, proofVerifier_, footprintMethod_, dayTolerance_, predecessor_);
    }

    /// @inheritdoc ICobaltLot
    function execute(bytes[] calldata commands) external {
        if (commands.length == 0) {
            revert CommandsMissing();
        }
        Statements.Batch memory batch = Statements.batch(commands.length);
        for (uint256 i = 0; i < commands.length; ++i) {
            _run(commands[i], batch);
        }
        batch.verify(proofVerifier);
    }

    /// @inheritdoc ICobaltLot
    function mint(MintCommand calldata command) external {
        Statements.Batch memory batch = Statements.batch(1);
        _mint(command, batch);
        batch.verify(proofVerifier);
    }

    /// @inheritdoc ICobaltLot
    function split(SplitCommand calldata command) external {
        Statements.Batch memory batch = Statements.batch(1);
        _split(command, batch);
        batch.verify(proofVerifier);
    }

    /// @inheritdoc ICobaltLot
    function merge(MergeCommand calldata command) external {
        Statements.Batch memory batch = Statements.batch(1);
        _merge(command, batch);
        batch.verify(proofVerifier);
    }

    /// @inheritdoc ICobaltLot
    function refine(RefineCommand calldata command) external {
        Statements.Batch memory batch = Statements.batch(1);
        _refine(command, batch);
        batch.verify(proofVerifier);
    }

    /// @inheritdoc ICobaltLot
    function retire(uint256 lotId, RetirementKind kind, bytes32 purpose) public {
        LotRecord record = _end(lotId);
        _lots[lotId] = record.retired(kind);
        address owner = record.owner();
        --_balances[owner];
        _purposes[lotId] = purpose;
        emit LotRetired(lotId, owner, purpose, kind);
    }

    /// @inheritdoc ICobaltLot
    /// @dev The lot keeps what it was made by and when, so that a successor of this deployment adopts it on no other terms.
    function adopt(uint256 lotId, address recipient) external {
        if (address(_predecessor) == address(0)) {
            revert PredecessorMissing();
        }
        if (recipient == address(0)) {
            revert ERC721InvalidReceiver(address(0));
        }
        Lot memory lot = _predecessor.lotOf(lotId);
        bytes32 purpose = keccak256(abi.encode("kobold/move/v1", block.chainid, address(this), recipient));
        bool moved = lot.status == LotStatus.Retired && lot.retirement == RetirementKind.Moved;
        if (!moved || _predecessor.purposeOf(lotId) != purpose) {
            revert LotNotMoved(lotId, recipient);
        }
        if (lot.provenanceId > _lastProvenanceId || lot.createdAt > _lastCreatedAt) {
            revert LotAfterCut(lotId, lot.provenanceId, lot.createdAt);
        }
        _create(lotId, LotRecords.create(recipient, lot.kind, lot.createdAt, lot.provenanceId));
        ++_balances[recipient];
        emit LotAdopted(lotId, lot.provenanceId, recipient);
    }

    /// @inheritdoc ICobaltLot
    function offer(uint256 lotId, address to, uint40 expiry, bytes memory note) public {
        LotRecord record = _requireActive(lotId);
        address owner = record.owner();
        _requireEntitled(owner, lotId);
        if (to == address(0) || to == owner) {
            revert OfferRecipientInvalid(lotId, to);
        }
        if (expiry <= block.timestamp) {
            revert OfferExpiryPassed(lotId, expiry, block.timestamp);
        }
        _setStatus(lotId, record, LotStatus.Offered);
        _offers[lotId] = Offer({to: to, expiry: expiry});
        emit LotOffered(lotId, owner, to, expiry, note);
    }

    /// @inheritdoc ICobaltLot
    /// @dev No receiver is called: the sender asked for the lot itself.
    function accept(uint256 lotId) public {
        (LotRecord record, Offer memory ended) = _endOffer(lotId);
        if (ended.to != msg.sender) {
            revert OfferNotToSender(lotId, ended.to, msg.sender);
        }
        if (ended.expiry <= block.timestamp) {
            revert OfferExpired(lotId, ended.expiry, block.timestamp);
        }
        _move(lotId, record, ended.to);
        emit OfferAccepted(lotId, record.owner(), ended.to);
    }

    /// @inheritdoc ICobaltLot
    function reject(uint256 lotId) public {
        (LotRecord record, Offer memory ended) = _endOffer(lotId);
        if (ended.to != msg.sender) {
            revert OfferNotToSender(lotId, ended.to, msg.sender);
        }
        emit OfferRejected(lotId, record.owner(), ended.to);
    }

    /// @inheritdoc ICobaltLot
    function cancel(uint256 lotId) public {
        (LotRecord record, Offer memory ended) = _endOffer(lotId);
        _requireEntitled(record.owner(), lotId);
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
            _setStatus(lotId, record, LotStatus.Held);
            emit LotHeld(lotId, reason);
        }
    }

    /// @inheritdoc ICobaltLot
    function release(uint256[] calldata lotIds) external restricted {
        for (uint256 i = 0; i < lotIds.length; ++i) {
            uint256 lotId = lotIds[i];
            LotRecord record = _requireKnown(lotId);
            if (record.status() != LotStatus.Held) {
                continue;
            }
            _setStatus(lotId, record, LotStatus.Active);
            emit LotReleased(lotId);
        }
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
    function isKnown(uint256 lotId) external view returns (bool) {
        return _lots[lotId].exists() || _wasKnown(lotId);
    }

    /// @inheritdoc ICobaltLot
    function permitUsed(uint256 permit) public view returns (bool) {
        if (_permits[permit] != 0) {
            return true;
        }
        return address(_predecessor) != address(0) && _predecessor.permitUsed(permit);
    }

    /// @inheritdoc ICobaltLot
    function provenanceOfPermit(uint256 permit) external view returns (uint32) {
        return _permits[permit];
    }

    /// @inheritdoc ICobaltLot
    function parentProvenances(uint32 provenanceId) external view returns (uint32[] memory) {
        return _parentsOf(provenanceId);
    }

    /// @inheritdoc ICobaltLot
    function provenanceCount() external view returns (uint32) {
        return _ancestry.count();
    }

    /// @inheritdoc ICobaltLot
    function predecessor() external view returns (Predecessor memory) {
        return
            Predecessor({
                cobaltLot: _predecessor,
                lastProvenanceId: _lastProvenanceId,
                lastCreatedAt: _lastCreatedAt
            });
    }

    /// @inheritdoc ICobaltLot
    function contractURI() external view returns (string memory) {
        return LotMetadata.contractUri(name(), symbol());
    }

    /// @notice What is public about a lot, as JSON in a data URI.
    function tokenURI(uint256 lotId) public view override returns (string memory) {
        _requireOwned(lotId);
        Lot memory lot = _lots[lotId].toLot();
        return LotMetadata.uri(lotId, lot, _parentsOf(lot.provenanceId));
    }

    /// @dev Deletes an offer, after which the lot is active.
    function _endOffer(uint256 lotId) private returns (LotRecord record, Offer memory ended) {
        record = _lots[lotId];
        if (record.status() != LotStatus.Offered) {
            revert LotNotOffered(lotId, record.status());
        }
        record = _setStatus(lotId, record, LotStatus.Active);
        ended = _offers[lotId];
        delete _offers[lotId];
    }

    function _run(bytes calldata command, Statements.Batch memory batch) private {
        bytes4 selector = bytes4(command);
        if (selector == this.mint.selector) {
            _mint(Commands.toMint(command), batch);
        } else if (selector == this.split.selector) {
            _split(Commands.toSplit(command), batch);
        } else if (selector == this.merge.selector) {
            _merge(Commands.toMerge(command), batch);
        } else if (selector == this.refine.selector) {
            _refine(Commands.toRefine(command), batch);
        } else if (selector == this.offer.selector) {
            (uint256 lotId, address to, uint40 expiry, bytes memory note) = abi.decode(
                command[4:],
                (uint256, address, uint40, bytes)
            );
            offer(lotId, to, expiry, note);
        } else if (selector == this.accept.selector) {
            accept(abi.decode(command[4:], (uint256)));
        } else if (selector == this.reject.selector) {
            reject(abi.decode(command[4:], (uint256)));
        } else if (selector == this.cancel.selector) {
            cancel(abi.decode(command[4:], (uint256)));
        } else if (selector == this.retire.selector) {
            (uint256 lotId, RetirementKind kind, bytes32 purpose) = abi.decode(
                command[4:],
                (uint256, RetirementKind, bytes32)
            );
            retire(lotId, kind, purpose);
        } else {
            revert CommandUnknown(selector);
        }
    }

    function _mint(MintCommand calldata command, Statements.Batch memory batch) private {
        (uint256 lotId, address recipient) = (command.lotId, command.recipient);
        if (recipient == address(0)) {
            revert ERC721InvalidReceiver(address(0));
        }
        _requireMade(command.day, command.registry, command.submitter, batch);
        uint32 provenanceId = _ancestry.add(0);
        _usePermit(command.permit, provenanceId);
        _make(lotId, LotRecords.create(recipient, OperationKind.Mint, block.timestamp, provenanceId));
        ++_balances[recipient];
        emit LotMinted(
            lotId,
            provenanceId,
            command.permit,
            command.registry,
            command.day,
            command.submitter,
            command.documentsHash,
            command.note
        );
        batch.addMint(command);
    }

    function _split(SplitCommand calldata command, Statements.Batch memory batch) private {
        uint256[] calldata children = command.children;
        _requireCount(children.length);
        LotRecord parent = _consume(command.parent);
        LotRecord piece = LotRecords.create(
            parent.owner(),
            OperationKind.Split,
            block.timestamp,
            parent.provenanceId()
        );
        for (uint256 i = 0; i < children.length; ++i) {
            _make(children[i], piece);
        }
        _balances[parent.owner()] += children.length - 1;
        emit LotSplit(command.parent, children, command.documentsHash, command.note);
        batch.addSplit(command);
    }

    function _merge(MergeCommand calldata command, Statements.Batch memory batch) private {
        uint256[] calldata parents = command.parents;
        _requireCount(parents.length);
        LotRecord first = _consume(parents[0]);
        uint32 provenanceId = first.provenanceId();
        uint256 ancestors = provenanceId;
        for (uint256 i = 1; i < parents.length; ++i) {
            LotRecord parent = _consume(parents[i]);
            if (parent.owner() != first.owner()) {
                revert LotOwnersDiffer(parents[i], parent.owner(), first.owner());
            }
            if (command.sameProvenance && parent.provenanceId() != provenanceId) {
                revert LotProvenancesDiffer(parents[i], parent.provenanceId(), provenanceId);
            }
            ancestors |= uint256(parent.provenanceId()) << (32 * i);
        }
        if (!command.sameProvenance) {
            provenanceId = _ancestry.add(ancestors);
        }
        _make(
            command.child,
            LotRecords.create(first.owner(), OperationKind.Merge, block.timestamp, provenanceId)
        );
        _balances[first.owner()] -= parents.length - 1;
        emit LotsMerged(
            command.child,
            provenanceId,
            parents,
            command.sameProvenance,
            command.documentsHash,
            command.note
        );
        batch.addMerge(command);
    }

    function _refine(RefineCommand calldata command, Statements.Batch memory batch) private {
        (uint256 parentId, uint256 childId) = (command.parent, command.child);
        LotRecord parent = _consume(parentId);
        _requireMade(command.day, command.registry, command.submitter, batch);
        uint32 provenanceId = _ancestry.add(parent.provenanceId());
        _usePermit(command.permit, provenanceId);
        _make(
            childId,
            LotRecords.create(parent.owner(), OperationKind.Refine, block.timestamp, provenanceId)
        );
        emit LotRefined(
            parentId,
            childId,
            provenanceId,
            command.permit,
            command.registry,
            command.day,
            command.submitter,
            command.documentsHash,
            command.note
        );
        batch.addRefine(command);
    }

    /// @dev Whether a site's proof may be of this day and registry, and sent by the sender.
    function _requireMade(
        uint256 day,
        uint256 registry,
        address submitter,
        Statements.Batch memory batch
    ) private view {
        if (submitter != address(0) && submitter != msg.sender) {
            revert SubmitterMismatch(submitter, msg.sender);
        }
        Calendar.requireRecent(day, dayTolerance);
        // Most of a batch rest on one registry, and nothing changes that while the batch runs. 0 is never accepted.
        if (registry == 0 || registry != batch.registry) {
            accreditation.requireRegistry(registry);
            batch.registry = registry;
        }
    }

    function _usePermit(uint256 permit, uint32 provenanceId) private {
        if (permitUsed(permit)) {
            revert PermitUsed(permit);
        }
        _permits[permit] = provenanceId;
    }

    /// @dev Stores the lot of an operation; the caller keeps the balance. Who has sold a lot knows its opening: it could make
    /// that very id here, and so keep the buyer's lot out.
    function _make(uint256 lotId, LotRecord record) private {
        if (_wasKnown(lotId)) {
            revert LotExists(lotId);
        }
        _create(lotId, record);
    }

    function _wasKnown(uint256 lotId) private view returns (bool) {
        return address(_predecessor) != address(0) && _predecessor.isKnown(lotId);
    }

    function _parentsOf(uint32 provenanceId) private view returns (uint32[] memory) {
        return
            provenanceId <= _lastProvenanceId && address(_predecessor) != address(0)
                ? _predecessor.parentProvenances(provenanceId)
                : _ancestry.parentsOf(provenanceId);
    }

    /// @dev Whether a deployment may go on from another.
    function _requireSucceeds(Predecessor memory predecessor_, bytes32 footprintMethod_) private view {
        ICobaltLot lots = predecessor_.cobaltLot;
        if (address(lots) == address(0)) {
            if (predecessor_.lastProvenanceId != 0 || predecessor_.lastCreatedAt != 0) {
                revert PredecessorMissing();
            }
            return;
        }
        Construction.requireCode(address(lots));
        if (lots.footprintMethod() != footprintMethod_) {
            revert FootprintMethodsDiffer(lots.footprintMethod(), footprintMethod_);
        }
        if (
            predecessor_.lastProvenanceId > lots.provenanceCount() ||
            predecessor_.lastCreatedAt > block.timestamp
        ) {
            revert CutInFuture(predecessor_.lastProvenanceId, predecessor_.lastCreatedAt);
        }
    }

    function _requireCount(uint256 count) private pure {
        if (count == 0 || count > Statements.MAX_LOTS) {
            revert LotCountInvalid(count);
        }
    }
}
