// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {IAccreditation} from "./interfaces/IAccreditation.sol";
import {
    ICobaltLot,
    Lot,
    LotStatus,
    MergeCommand,
    MintCommand,
    Offer,
    OperationKind,
    RefineCommand,
    RetirementKind,
    SplitCommand
} from "./interfaces/ICobaltLot.sol";
import {IProofVerifier} from "./interfaces/IProofVerifier.sol";
import {Ancestry} from "./lib/Ancestry.sol";
import {Bn254} from "./lib/Bn254.sol";
import {Calendar} from "./lib/Calendar.sol";
import {Commands} from "./lib/Commands.sol";
import {Construction} from "./lib/Construction.sol";
import {LotMetadata} from "./lib/LotMetadata.sol";
import {LotRecord, LotRecords} from "./lib/LotRecord.sol";
import {Statements} from "./lib/Statements.sol";

/// @title Cobalt lots
/// @notice See {ICobaltLot}.
/// @dev Ownership lives in one word per lot that outlasts the token, so {ERC721}'s own owners and balances stay unused.
contract CobaltLot is ERC721, AccessManaged, IERC4906, ICobaltLot {
    using Ancestry for Ancestry.Book;
    using Statements for Statements.Batch;

    /// ERC-4906 has events only, so that its id is given by the standard.
    bytes4 private constant _ERC4906 = 0x49064906;

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
    /// What a permit made; 0 for one that was not used.
    mapping(uint256 permit => uint32 provenanceId) private _permits;
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
        emit CobaltLotDeployed(accreditation_, proofVerifier_, footprintMethod_, dayTolerance_);
    }

    /// @inheritdoc ICobaltLot
    function execute(bytes[] calldata commands) external {
        if (commands.length == 0) revert CommandsMissing();
        Statements.Batch memory batch = Statements.batch(commands.length);
        for (uint256 i = 0; i < commands.length; ++i) _run(commands[i], batch);
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
    function offer(uint256 lotId, address to, uint40 expiry, bytes memory note) public {
        LotRecord record = _requireActive(lotId);
        address owner = record.owner();
        _requireEntitled(owner, lotId);
        if (to == address(0) || to == owner) revert OfferRecipientInvalid(lotId, to);
        if (expiry <= block.timestamp) revert OfferExpiryPassed(lotId, expiry, block.timestamp);
        _setStatus(lotId, record, LotStatus.Offered);
        _offers[lotId] = Offer({to: to, expiry: expiry});
        emit LotOffered(lotId, owner, to, expiry, note);
    }

    /// @inheritdoc ICobaltLot
    /// @dev No receiver is called: the sender asked for the lot itself.
    function accept(uint256 lotId) public {
        (LotRecord record, Offer memory ended) = _endOffer(lotId);
        if (ended.to != msg.sender) revert OfferNotToSender(lotId, ended.to, msg.sender);
        if (ended.expiry <= block.timestamp) revert OfferExpired(lotId, ended.expiry, block.timestamp);
        _move(lotId, record, ended.to);
        emit OfferAccepted(lotId, record.owner(), ended.to);
    }

    /// @inheritdoc ICobaltLot
    function reject(uint256 lotId) public {
        (LotRecord record, Offer memory ended) = _endOffer(lotId);
        if (ended.to != msg.sender) revert OfferNotToSender(lotId, ended.to, msg.sender);
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
            if (record.status() != LotStatus.Held) continue;
            _setStatus(lotId, record, LotStatus.Active);
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
        return _permits[permit] != 0;
    }

    /// @inheritdoc ICobaltLot
    function provenanceOfPermit(uint256 permit) external view returns (uint32) {
        return _permits[permit];
    }

    /// @inheritdoc ICobaltLot
    function parentProvenances(uint32 provenanceId) external view returns (uint32[] memory) {
        return _ancestry.parentsOf(provenanceId);
    }

    /// @inheritdoc ICobaltLot
    function provenanceCount() external view returns (uint32) {
        return _ancestry.count();
    }

    /// @inheritdoc ICobaltLot
    function contractURI() external view returns (string memory) {
        return LotMetadata.contractUri(name(), symbol());
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return
            interfaceId == type(ICobaltLot).interfaceId ||
            interfaceId == _ERC4906 ||
            super.supportsInterface(interfaceId);
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
        if (recipient == address(0)) revert ERC721InvalidReceiver(address(0));
        _requireMade(command.day, command.registry, command.submitter, batch);
        uint32 provenanceId = _ancestry.add(0);
        _usePermit(command.permit, provenanceId);
        _create(lotId, LotRecords.create(recipient, OperationKind.Mint, block.timestamp, provenanceId));
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
        for (uint256 i = 0; i < children.length; ++i) _create(children[i], piece);
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
        if (!command.sameProvenance) provenanceId = _ancestry.add(ancestors);
        _create(
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
        _create(
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
        if (_permits[permit] != 0) revert PermitUsed(permit);
        _permits[permit] = provenanceId;
    }

    /// @dev Stores a new lot; the caller keeps the balance.
    function _create(uint256 lotId, LotRecord record) private {
        if (lotId == 0 || lotId >= Bn254.ORDER) revert LotIdInvalid(lotId);
        if (_lots[lotId].exists()) revert LotExists(lotId);
        _lots[lotId] = record;
        emit Transfer(address(0), record.owner(), lotId);
    }

    /// @dev Uses a lot up; the caller keeps the balance. A lot named twice is no longer active.
    function _consume(uint256 lotId) private returns (LotRecord record) {
        record = _end(lotId);
        _lots[lotId] = record.withStatus(LotStatus.Consumed);
    }

    /// @dev Takes a lot that the sender may use from its owner; the caller stores how it ended, and keeps the balance. The
    /// approval stays in storage, out of reach: no id comes back, and {getApproved} reverts for a lot without owner.
    function _end(uint256 lotId) private returns (LotRecord record) {
        record = _requireActive(lotId);
        _requireEntitled(record.owner(), lotId);
        emit Transfer(record.owner(), address(0), lotId);
    }

    /// @dev Stores what {tokenURI} shows of a lot that lives on.
    function _setStatus(uint256 lotId, LotRecord record, LotStatus status) private returns (LotRecord) {
        record = record.withStatus(status);
        _lots[lotId] = record;
        emit MetadataUpdate(lotId);
        return record;
    }

    /// @dev The sender is the owner, or approved for the lot, which an event then tells.
    function _requireEntitled(address owner, uint256 lotId) private {
        if (msg.sender == owner) return;
        _checkAuthorized(owner, msg.sender, lotId);
        emit LotOperated(lotId, msg.sender);
    }

    function _requireKnown(uint256 lotId) private view returns (LotRecord record) {
        record = _lots[lotId];
        if (!record.exists()) revert LotNotActive(lotId, LotStatus.Unknown);
    }

    function _requireActive(uint256 lotId) private view returns (LotRecord record) {
        record = _lots[lotId];
        if (record.status() != LotStatus.Active) revert LotNotActive(lotId, record.status());
    }

    function _requireCount(uint256 count) private pure {
        if (count == 0 || count > Statements.MAX_LOTS) revert LotCountInvalid(count);
    }
}
