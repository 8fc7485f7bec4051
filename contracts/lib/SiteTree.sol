// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {PoseidonT3} from "poseidon-solidity/PoseidonT3.sol";

import {IAccreditation} from "../interfaces/IAccreditation.sol";

/// @title The tree of the accredited sites, with every node stored
/// @notice A lean incremental Merkle tree: a node is P2 of its two children, and a left child without a right one stands
/// for both. Roots are those of zk-kit's LeanIMT, which keeps no nodes and so wants a path with every change: a path
/// that another change in the same block makes stale. Here a change needs none. Leaves are told apart by their index, so
/// the caller sees to it that a leaf names its site.
library SiteTree {
    struct Tree {
        /// Leaves that the tree has or had.
        uint128 size;
        /// Levels above the leaves: the least d with size ≤ 2^d.
        uint128 depth;
        /// By level · 2^32 + index.
        mapping(uint256 position => uint256) nodes;
    }

    /// @notice Leaves of the deepest tree that the circuits take, 16 levels.
    uint256 internal constant MAX_LEAVES = 1 << 16;

    /// @notice Appends a leaf. @return index its place, which it keeps
    function insert(Tree storage self, uint256 leaf) internal returns (uint256 index) {
        index = self.size;
        if (index == MAX_LEAVES) {
            revert IAccreditation.TreeFull();
        }
        // No overflow: there are at most 2^16 leaves.
        unchecked {
            if (index == 1 << self.depth) {
                ++self.depth;
            }
            self.size = uint128(index + 1);
        }
        update(self, index, leaf);
    }

    /// @notice Puts another leaf in the place of the one at `index`, which is below the tree's size; 0 for none.
    function update(Tree storage self, uint256 index, uint256 leaf) internal {
        // No overflow: indices have 16 bits, levels 5.
        unchecked {
            uint256 depth = self.depth;
            uint256 last = self.size - 1;
            uint256 node = leaf;
            self.nodes[index] = node;
            for (uint256 level = 0; level < depth; ++level) {
                uint256 row = level << 32;
                if (index & 1 == 1) {
                    node = PoseidonT3.hash([self.nodes[row | (index - 1)], node]);
                } else if (index < last) {
                    node = PoseidonT3.hash([node, self.nodes[row | (index + 1)]]);
                }
                index >>= 1;
                last >>= 1;
                self.nodes[((level + 1) << 32) | index] = node;
            }
        }
    }

    /// @notice The root; 0 of an empty tree, and of a tree whose only leaf is out.
    function root(Tree storage self) internal view returns (uint256) {
        return self.nodes[uint256(self.depth) << 32];
    }
}
