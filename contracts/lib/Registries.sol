// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

/// @title The registries that proofs may be made against
/// @notice The current one, and for a while those before it, back to the last restrictive change. Any number may follow
/// one another within the window: none pushes another out.
library Registries {
    /// @dev A registry that was the current one: accepted until `until`, if nothing restrictive came after it.
    struct Superseded {
        uint64 epoch;
        uint64 until;
    }

    struct History {
        /// 0 if there is none.
        uint256 current;
        /// Counts the restrictive changes.
        uint64 epoch;
        mapping(uint256 registry => Superseded) superseded;
    }

    /// @notice Makes `next` the current registry.
    /// @param restrictive whether all older ones end at once
    /// @param window seconds for which the one before lives on otherwise
    function change(History storage self, uint256 next, bool restrictive, uint256 window) internal {
        uint256 old = self.current;
        if (restrictive) {
            ++self.epoch;
        } else if (old != 0) {
            self.superseded[old] = Superseded({epoch: self.epoch, until: uint64(block.timestamp + window)});
        }
        self.current = next;
    }

    /// @notice Whether proofs against this registry are accepted now.
    function isAccepted(History storage self, uint256 registry) internal view returns (bool) {
        if (registry == 0) {
            return false;
        }
        // The current one first: a registry that comes back is current again, whatever was noted of it before.
        if (registry == self.current) {
            return true;
        }
        Superseded memory old = self.superseded[registry];
        return old.epoch == self.epoch && block.timestamp <= old.until;
    }
}
