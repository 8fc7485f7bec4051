// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IParticipants} from "./interfaces/IParticipants.sol";

/// @title Participants
/// @notice See {IParticipants}.
contract Participants is IParticipants {
    struct Published {
        bytes32 key;
        uint256 count;
    }

    mapping(address owner => Published) private _published;

    /// @inheritdoc IParticipants
    function publish(uint256 index, bytes32 key) external {
        if (!_isUsable(key)) {
            revert KeyInvalid(key);
        }
        Published storage published = _published[msg.sender];
        if (index != published.count) {
            revert KeyIndexUnexpected(index, published.count);
        }
        published.key = key;
        published.count = index + 1;
        emit KeyPublished(msg.sender, index, key);
    }

    /// @inheritdoc IParticipants
    function keyOf(address owner) external view returns (bytes32 key, uint256 index) {
        Published storage published = _published[owner];
        key = published.key;
        index = key == 0 ? 0 : published.count - 1;
    }

    /// @dev A canonical key is below 2^255 - 19, so that none has a second spelling. Of those, five are points of low
    /// order, on the curve or its twist: 0, 1, two of order 8, and -1.
    function _isUsable(bytes32 key) private pure returns (bool) {
        // the lowest byte stands first; from 2^255 - 19 to 2^255 - 1 only that one differs
        bool isBelowPrime =
            uint8(key[31]) < 0x80 &&
                (uint8(key[0]) < 0xed || (uint256(key) | (0xff << 248)) != ~uint256(0x80));
        return
            isBelowPrime &&
            key != 0x0000000000000000000000000000000000000000000000000000000000000000 &&
            key != 0x0100000000000000000000000000000000000000000000000000000000000000 &&
            key != 0xe0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800 &&
            key != 0x5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157 &&
            key != 0xecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f;
    }
}
