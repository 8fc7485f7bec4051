// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {Ancestry} from "../../contracts/lib/Ancestry.sol";

/// @dev Adds provenances at random, and remembers their parents in the plainest way.
contract AncestryHandler {
    using Ancestry for Ancestry.Book;

    Ancestry.Book private _book;
    uint256[] private _expected;

    constructor() {
        _book.open();
        _expected.push(0);
    }

    /// @param count of the parents, mostly none or one
    function add(uint8 count, uint256 seed) external {
        uint256 parents = 0;
        uint256 known = _expected.length - 1;
        uint256 wanted = count % 4 == 3 ? 2 + ((count >> 4) % 7) : count % 2;
        for (uint256 i = 0; i < wanted && known != 0; ++i) {
            parents |= (1 + (uint256(keccak256(abi.encode(seed, i))) % known)) << (32 * i);
        }
        assert(_book.add(parents) == _expected.length);
        _expected.push(parents);
    }

    /// @notice Whether the book says the same of every provenance, and nothing of those to come.
    function agrees() external view returns (bool) {
        if (_book.count() != _expected.length - 1) return false;
        for (uint32 id = 0; id < _expected.length + 8; ++id) {
            uint256 word = id < _expected.length ? _expected[id] : 0;
            uint32[] memory parents = _book.parentsOf(id);
            for (uint256 i = 0; i < parents.length; ++i) {
                if (parents[i] != uint32(word >> (32 * i))) return false;
            }
            if (word >> (32 * parents.length) != 0 && parents.length < 8) return false;
        }
        return true;
    }
}
