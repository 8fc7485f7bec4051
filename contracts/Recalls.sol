// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {ICobaltLot} from "./interfaces/ICobaltLot.sol";
import {IRecalls, Recall, RecallKind} from "./interfaces/IRecalls.sol";
import {Construction} from "./lib/Construction.sol";

/// @title Recalls
/// @notice See {IRecalls}.
contract Recalls is AccessManaged, IRecalls {
    uint256 private constant _MAX_ROOTS = 16;
    uint256 private constant _MAX_BLOCKING = 16;
    uint256 private constant _MAX_PARENTS = 8;

    /// @inheritdoc IRecalls
    uint256 public constant maxWalk = 128;
    /// @inheritdoc IRecalls
    ICobaltLot public immutable cobaltLot;

    /// @inheritdoc IRecalls
    uint256 public recallCount;
    mapping(uint256 recallId => Recall) private _recalls;
    uint256[] private _blocking;
    /// @inheritdoc IRecalls
    mapping(uint256 recallId => mapping(uint32 provenanceId => bool)) public isCleared;

    constructor(address authority_, ICobaltLot cobaltLot_) AccessManaged(authority_) {
        Construction.requireCode(authority_);
        Construction.requireCode(address(cobaltLot_));
        cobaltLot = cobaltLot_;
    }

    /// @inheritdoc IRecalls
    function open(
        uint32[] calldata roots,
        RecallKind kind,
        bytes32 reason,
        bool blocking
    ) external restricted returns (uint256 recallId) {
        if (roots.length == 0 || roots.length > _MAX_ROOTS) revert RecallRootsInvalid();
        uint32 before = 0;
        for (uint256 i = 0; i < roots.length; ++i) {
            if (roots[i] <= before) revert RecallRootsInvalid();
            before = roots[i];
        }
        if (before > cobaltLot.provenanceCount()) revert RecallRootsInvalid();
        recallId = ++recallCount;
        _recalls[recallId] = Recall({
            kind: kind,
            blocking: blocking,
            closed: false,
            reason: reason,
            roots: roots
        });
        if (blocking) {
            if (_blocking.length == _MAX_BLOCKING) revert RecallsTooMany(_MAX_BLOCKING);
            _blocking.push(recallId);
        }
        emit RecallOpened(recallId, kind, blocking, reason, roots);
    }

    /// @inheritdoc IRecalls
    function close(uint256 recallId) external restricted {
        Recall storage recall = _opened(recallId);
        recall.closed = true;
        if (recall.blocking) {
            uint256 last = _blocking.length - 1;
            for (uint256 i = 0; i < last; ++i) if (_blocking[i] == recallId) _blocking[i] = _blocking[last];
            _blocking.pop();
        }
        emit RecallClosed(recallId);
    }

    /// @inheritdoc IRecalls
    function exempt(uint256 recallId, uint32 provenanceId) external restricted {
        Recall storage recall = _opened(recallId);
        _requireExists(provenanceId, cobaltLot.provenanceCount());
        if (_isAmong(recall.roots, provenanceId)) revert RecallRootExempted(recallId, provenanceId);
        isCleared[recallId][provenanceId] = true;
        emit RecallExempted(recallId, provenanceId);
    }

    /// @inheritdoc IRecalls
    function check(uint256 recallId, uint32[] calldata provenanceIds) external {
        Recall memory recall = recallOf(recallId);
        uint32 count = cobaltLot.provenanceCount();
        for (uint256 i = 0; i < provenanceIds.length; ++i) {
            uint32 id = provenanceIds[i];
            // What is not made yet may come to be made of a root.
            _requireExists(id, count);
            if (isCleared[recallId][id] || _reaches(recallId, recall.roots, id)) continue;
            isCleared[recallId][id] = true;
            emit RecallChecked(recallId, id);
        }
    }

    /// @inheritdoc IRecalls
    function reaches(uint256 recallId, uint32 provenanceId) external view returns (bool) {
        _requireExists(provenanceId, cobaltLot.provenanceCount());
        return _reaches(recallId, recallOf(recallId).roots, provenanceId);
    }

    /// @inheritdoc IRecalls
    function requireClear(uint32 provenanceId) external view {
        uint256 count = _blocking.length;
        if (count == 0) return;
        _requireExists(provenanceId, cobaltLot.provenanceCount());
        for (uint256 i = 0; i < count; ++i) {
            uint256 recallId = _blocking[i];
            if (_reaches(recallId, _recalls[recallId].roots, provenanceId)) {
                revert ProvenanceRecalled(recallId, provenanceId);
            }
        }
    }

    /// @inheritdoc IRecalls
    function blockingRecalls() external view returns (uint256[] memory) {
        return _blocking;
    }

    /// @inheritdoc IRecalls
    function recallOf(uint256 recallId) public view returns (Recall memory recall) {
        recall = _recalls[recallId];
        if (recall.roots.length == 0) revert RecallUnknown(recallId);
    }

    /// @dev Walks up from a provenance. `pending` is ascending without repetition, and the largest is looked at first:
    /// parents are smaller than their child, so each comes up once, and none after its children.
    function _reaches(uint256 recallId, uint32[] memory roots, uint32 from) private view returns (bool) {
        uint32[] memory pending = new uint32[](1 + maxWalk * (_MAX_PARENTS - 1));
        pending[0] = from;
        uint256 length = 1;
        for (uint256 walked = 0; length != 0; ++walked) {
            uint32 id = pending[--length];
            // All others are smaller still.
            if (id < roots[0]) return false;
            if (isCleared[recallId][id]) continue;
            if (_isAmong(roots, id)) return true;
            if (walked == maxWalk) revert RecallWalkTooLong(recallId, from);
            uint32[] memory parents = cobaltLot.parentProvenances(id);
            for (uint256 i = 0; i < parents.length; ++i) length = _insert(pending, length, parents[i]);
        }
        return false;
    }

    /// @dev Puts an id in its place, unless it is there. @return the new length
    function _insert(uint32[] memory pending, uint256 length, uint32 id) private pure returns (uint256) {
        uint256 place = length;
        while (place != 0 && pending[place - 1] >= id) --place;
        if (place < length && pending[place] == id) return length;
        for (uint256 i = length; i > place; --i) pending[i] = pending[i - 1];
        pending[place] = id;
        return length + 1;
    }

    function _isAmong(uint32[] memory roots, uint32 id) private pure returns (bool) {
        for (uint256 i = 0; i < roots.length; ++i) if (roots[i] == id) return true;
        return false;
    }

    function _opened(uint256 recallId) private view returns (Recall storage recall) {
        recall = _recalls[recallId];
        if (recall.roots.length == 0) revert RecallUnknown(recallId);
        if (recall.closed) revert RecallIsClosed(recallId);
    }

    function _requireExists(uint32 provenanceId, uint32 count) private pure {
        if (provenanceId == 0 || provenanceId > count) revert RecallProvenanceUnknown(provenanceId);
    }
}
