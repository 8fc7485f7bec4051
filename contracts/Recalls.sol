// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";

import {ICobaltLot} from "./interfaces/ICobaltLot.sol";
import {IRecalls, Recall, RecallKind} from "./interfaces/IRecalls.sol";
import {Construction} from "./lib/Construction.sol";

/// @title Recalls
/// @notice See {IRecalls}.
contract Recalls is AccessManaged, IRecalls {
    using BitMaps for BitMaps.BitMap;

    uint256 private constant _MAX_ROOTS = 16;
    uint256 private constant _MAX_BLOCKING = 16;
    uint256 private constant _MAX_WALK = 128;

    /// @inheritdoc IRecalls
    ICobaltLot public immutable cobaltLot;

    /// @inheritdoc IRecalls
    uint256 public recallCount;
    mapping(uint256 recallId => Recall) private _recalls;
    /// Ids of 32 bits, so that all sixteen are two words to read: nobody opens more than 2^32 recalls.
    uint32[] private _blocking;
    /// Provenances beside each other were often made by one firm, and are walked together: 256 of them share a word.
    mapping(uint256 recallId => BitMaps.BitMap) private _cleared;

    constructor(address authority_, ICobaltLot cobaltLot_) AccessManaged(authority_) {
        Construction.requireCode(authority_);
        Construction.requireCode(address(cobaltLot_));
        cobaltLot = cobaltLot_;
        emit RecallsDeployed(cobaltLot_);
    }

    /// @inheritdoc IRecalls
    function open(
        uint32[] calldata roots,
        RecallKind kind,
        bytes32 reason,
        bool blocking
    ) external restricted returns (uint256 recallId) {
        if (roots.length == 0 || roots.length > _MAX_ROOTS) {
            revert RecallRootsInvalid();
        }
        uint32 before = 0;
        for (uint256 i = 0; i < roots.length; ++i) {
            if (roots[i] <= before) {
                revert RecallRootsInvalid();
            }
            before = roots[i];
        }
        if (before > cobaltLot.provenanceCount()) {
            revert RecallRootsInvalid();
        }
        recallId = ++recallCount;
        _recalls[recallId] = Recall({kind: kind, blocking: blocking, closed: false, roots: roots});
        if (blocking) {
            if (_blocking.length == _MAX_BLOCKING) {
                revert RecallsTooMany(_MAX_BLOCKING);
            }
            _blocking.push(uint32(recallId));
        }
        emit RecallOpened(recallId, kind, blocking, reason, roots);
    }

    /// @inheritdoc IRecalls
    function close(uint256 recallId) external restricted {
        Recall storage recall = _opened(recallId);
        recall.closed = true;
        emit RecallClosed(recallId);
        if (!recall.blocking) {
            return;
        }
        uint256 last = _blocking.length - 1;
        for (uint256 i = 0; i < last; ++i) {
            if (_blocking[i] == recallId) {
                _blocking[i] = _blocking[last];
            }
        }
        _blocking.pop();
    }

    /// @inheritdoc IRecalls
    function exempt(uint256 recallId, uint32 provenanceId) external restricted {
        uint32[] memory roots = _opened(recallId).roots;
        _requireExists(provenanceId, cobaltLot.provenanceCount());
        for (uint256 i = 0; i < roots.length; ++i) {
            if (roots[i] == provenanceId) {
                revert RecallRootExempted(recallId, provenanceId);
            }
        }
        _cleared[recallId].set(provenanceId);
        emit RecallExempted(recallId, provenanceId);
    }

    /// @inheritdoc IRecalls
    function check(uint256 recallId, uint32[] calldata provenanceIds) external {
        uint32[] memory roots = recallOf(recallId).roots;
        uint32 count = cobaltLot.provenanceCount();
        for (uint256 i = 0; i < provenanceIds.length; ++i) {
            uint32 id = provenanceIds[i];
            // What is not made yet may come to be made of a root.
            _requireExists(id, count);
            if (_cleared[recallId].get(id)) {
                continue;
            }
            (bool isReached, ) = _walk(recallId, roots, id, _MAX_WALK);
            if (isReached) {
                continue;
            }
            _cleared[recallId].set(id);
            emit RecallChecked(recallId, id);
        }
    }

    /// @inheritdoc IRecalls
    function reaches(uint256 recallId, uint32 provenanceId) external view returns (bool isReached) {
        _requireExists(provenanceId, cobaltLot.provenanceCount());
        (isReached, ) = _walk(recallId, recallOf(recallId).roots, provenanceId, _MAX_WALK);
    }

    /// @inheritdoc IRecalls
    function requireClear(uint32 provenanceId) external view {
        uint256 count = _blocking.length;
        if (count == 0) {
            return;
        }
        _requireExists(provenanceId, cobaltLot.provenanceCount());
        uint256 left = _MAX_WALK;
        bool isReached;
        for (uint256 i = 0; i < count; ++i) {
            uint256 recallId = _blocking[i];
            (isReached, left) = _walk(recallId, _recalls[recallId].roots, provenanceId, left);
            if (isReached) {
                revert ProvenanceRecalled(recallId, provenanceId);
            }
        }
    }

    /// @inheritdoc IRecalls
    function isCleared(uint256 recallId, uint32 provenanceId) external view returns (bool) {
        return _cleared[recallId].get(provenanceId);
    }

    /// @inheritdoc IRecalls
    function blockingRecalls() external view returns (uint32[] memory) {
        return _blocking;
    }

    /// @inheritdoc IRecalls
    function maxWalk() external pure returns (uint256) {
        return _MAX_WALK;
    }

    /// @inheritdoc IRecalls
    function recallOf(uint256 recallId) public view returns (Recall memory recall) {
        recall = _recalls[recallId];
        if (recall.roots.length == 0) {
            revert RecallUnknown(recallId);
        }
    }

    /// @dev Walks up from a provenance. `pending` is ascending without repetition, and its largest is looked at first:
    /// parents are smaller than their child, so each comes up once, and none before a child of its own. Roots, ascending
    /// as well, drop away from behind as the walk passes below them.
    /// @param budget how many provenances may be looked at
    /// @return isReached whether the recall reaches it
    /// @return left how many more may be looked at by walks to come
    function _walk(
        uint256 recallId,
        uint32[] memory roots,
        uint32 from,
        uint256 budget
    ) private view returns (bool isReached, uint256 left) {
        if (from < roots[0]) {
            return (false, budget);
        }
        if (budget == 0) {
            revert RecallWalkTooLong(recallId, from);
        }
        BitMaps.BitMap storage cleared = _cleared[recallId];
        uint32[] memory pending = new uint32[](budget);
        uint256 length = 1;
        uint256 root = roots.length - 1;
        pending[0] = from;
        left = budget;
        while (length != 0) {
            uint32 id = pending[--length];
            --left;
            if (cleared.get(id)) {
                continue;
            }
            // Not below the first: nothing that is smaller is looked at.
            while (roots[root] > id) {
                --root;
            }
            if (roots[root] == id) {
                return (true, left);
            }
            uint32[] memory parents = cobaltLot.parentProvenances(id);
            for (uint256 i = 0; i < parents.length; ++i) {
                if (parents[i] < roots[0]) {
                    continue;
                }
                length = _insert(pending, length, parents[i]);
                if (length > left) {
                    revert RecallWalkTooLong(recallId, from);
                }
            }
        }
    }

    /// @dev Puts an id in its place, unless it is there. @return the new length
    function _insert(uint32[] memory pending, uint256 length, uint32 id) private pure returns (uint256) {
        uint256 place = length;
        while (place != 0 && pending[place - 1] > id) {
            --place;
        }
        if (place != 0 && pending[place - 1] == id) {
            return length;
        }
        for (uint256 i = length; i > place; --i) {
            pending[i] = pending[i - 1];
        }
        pending[place] = id;
        return length + 1;
    }

    function _opened(uint256 recallId) private view returns (Recall storage recall) {
        recall = _recalls[recallId];
        if (recall.roots.length == 0) {
            revert RecallUnknown(recallId);
        }
        if (recall.closed) {
            revert RecallIsClosed(recallId);
        }
    }

    function _requireExists(uint32 provenanceId, uint32 count) private pure {
        if (provenanceId == 0 || provenanceId > count) {
            revert RecallProvenanceUnknown(provenanceId);
        }
    }
}
