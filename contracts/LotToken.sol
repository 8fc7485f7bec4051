// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {ICobaltLot, Lot, LotStatus} from "./interfaces/ICobaltLot.sol";
import {Bn254} from "./lib/Bn254.sol";
import {LotRecord} from "./lib/LotRecord.sol";

/// @title Lots as tokens
/// @notice Who owns a lot and where it stands; what makes lots of lots is {CobaltLot}'s.
/// @dev Ownership lives in one word per lot that outlasts the token, so {ERC721}'s own owners and balances stay unused.
abstract contract LotToken is ERC721, IERC4906, ICobaltLot {
    /// ERC-4906 has events only, so that its id is given by the standard.
    bytes4 private constant _ERC4906 = 0x49064906;

    mapping(uint256 lotId => LotRecord) internal _lots;
    mapping(address owner => uint256) internal _balances;

    /// @inheritdoc ICobaltLot
    function lotOf(uint256 lotId) external view returns (Lot memory) {
        return _lots[lotId].toLot();
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return
            interfaceId == type(ICobaltLot).interfaceId ||
            interfaceId == _ERC4906 ||
            super.supportsInterface(interfaceId);
    }

    /// @inheritdoc IERC721
    function balanceOf(address owner) public view override(ERC721, IERC721) returns (uint256) {
        if (owner == address(0)) {
            revert ERC721InvalidOwner(address(0));
        }
        return _balances[owner];
    }

    /// @dev Transfers only: operations make and end lots by {_create} and {_end}. As in {ERC721}, an `auth` of 0 asks for
    /// no authorization: whoever calls so has checked it.
    function _update(address to, uint256 lotId, address auth) internal override returns (address from) {
        from = _requireOwned(lotId);
        if (to == address(0)) {
            revert ERC721InvalidReceiver(address(0));
        }
        if (auth != address(0)) {
            _checkAuthorized(from, auth, lotId);
        }
        _move(lotId, _requireActive(lotId), to);
    }

    /// @dev Gives an active lot to another owner; the caller has checked that it may.
    function _move(uint256 lotId, LotRecord record, address to) internal {
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

    /// @dev Stores a new lot; the caller keeps the balance.
    function _create(uint256 lotId, LotRecord record) internal {
        if (lotId == 0 || lotId >= Bn254.ORDER) {
            revert LotIdInvalid(lotId);
        }
        if (_lots[lotId].exists()) {
            revert LotExists(lotId);
        }
        _lots[lotId] = record;
        emit Transfer(address(0), record.owner(), lotId);
    }

    /// @dev Uses a lot up; the caller keeps the balance. A lot named twice is no longer active.
    function _consume(uint256 lotId) internal returns (LotRecord record) {
        record = _end(lotId);
        _lots[lotId] = record.withStatus(LotStatus.Consumed);
    }

    /// @dev Takes a lot that the sender may use from its owner; the caller stores how it ended, and keeps the balance. The
    /// approval stays in storage, out of reach: no id comes back, and {getApproved} reverts for a lot without owner.
    function _end(uint256 lotId) internal returns (LotRecord record) {
        record = _requireActive(lotId);
        _requireEntitled(record.owner(), lotId);
        emit Transfer(record.owner(), address(0), lotId);
    }

    /// @dev Stores what {tokenURI} shows of a lot that lives on.
    function _setStatus(uint256 lotId, LotRecord record, LotStatus status) internal returns (LotRecord) {
        record = record.withStatus(status);
        _lots[lotId] = record;
        emit MetadataUpdate(lotId);
        return record;
    }

    /// @dev The sender is the owner, or approved for the lot, which an event then tells.
    function _requireEntitled(address owner, uint256 lotId) internal {
        if (msg.sender == owner) {
            return;
        }
        _checkAuthorized(owner, msg.sender, lotId);
        emit LotOperated(lotId, msg.sender);
    }

    /// @dev To wallets, a lot that has ended has no owner.
    function _ownerOf(uint256 lotId) internal view override returns (address) {
        LotRecord record = _lots[lotId];
        return record.status() < LotStatus.Consumed ? record.owner() : address(0);
    }

    function _requireKnown(uint256 lotId) internal view returns (LotRecord record) {
        record = _lots[lotId];
        if (!record.exists()) {
            revert LotNotActive(lotId, LotStatus.Unknown);
        }
    }

    function _requireActive(uint256 lotId) internal view returns (LotRecord record) {
        record = _lots[lotId];
        if (record.status() != LotStatus.Active) {
            revert LotNotActive(lotId, record.status());
        }
    }
}
