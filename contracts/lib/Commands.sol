// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {MergeCommand, MintCommand, RefineCommand, SplitCommand} from "../interfaces/ICobaltLot.sol";

/// @title The arguments of commands, where they stand in calldata
/// @notice A command is the data of a call, as `abi.encodeCall` writes it: four bytes of selector, the offset of the only
/// argument, which is always 32, and the argument. Read in place, since a copy in memory would cost 1,500 gas each.
/// @dev What an argument names by an offset of its own (lots, note) is bounds-checked by the compiler against all of
/// calldata: a sender that points beyond its command reads other bytes that it sent itself.
library Commands {
    uint256 private constant _ARGUMENT = 4 + 32;
    uint256 private constant _PROOF_WORDS = 8;

    /// @notice The data is too short for its function, or its argument stands elsewhere than right behind the offset.
    error CommandMalformed(bytes4 selector);

    function toMint(bytes calldata data) internal pure returns (MintCommand calldata command) {
        uint256 at = _argumentOf(data, 8 + _PROOF_WORDS);
        assembly ("memory-safe") {
            command := at
        }
    }

    function toSplit(bytes calldata data) internal pure returns (SplitCommand calldata command) {
        uint256 at = _argumentOf(data, 4 + _PROOF_WORDS);
        assembly ("memory-safe") {
            command := at
        }
    }

    function toMerge(bytes calldata data) internal pure returns (MergeCommand calldata command) {
        uint256 at = _argumentOf(data, 5 + _PROOF_WORDS);
        assembly ("memory-safe") {
            command := at
        }
    }

    function toRefine(bytes calldata data) internal pure returns (RefineCommand calldata command) {
        uint256 at = _argumentOf(data, 8 + _PROOF_WORDS);
        assembly ("memory-safe") {
            command := at
        }
    }

    /// @dev Where the argument begins in calldata, if there is room for its `words` words.
    function _argumentOf(bytes calldata data, uint256 words) private pure returns (uint256 at) {
        if (data.length < _ARGUMENT + 32 * words || uint256(bytes32(data[4:_ARGUMENT])) != 32) {
            revert CommandMalformed(bytes4(data));
        }
        assembly {
            at := add(data.offset, _ARGUMENT)
        }
    }
}
