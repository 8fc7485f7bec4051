// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

/// @title Which provenances a provenance was made from
/// @notice Gives out provenance ids, counted from 1, and keeps the ids of up to eight parents for each.
/// @dev A blend has a word of its own, 32 bits a parent, lowest bits first. Most others have no parent (minted) or one
/// (refined): a new word for each would be the dearest part of a refinement. Their parents share a word by seven, which is
/// filled beside the counter, in a word that changes anyway, and moved to its place with the next id.
library Ancestry {
    struct Book {
        /// Lowest bits first: the next id, then the single parents of the ids in its group, 32 bits each.
        uint256 latest;
        mapping(uint256 group => uint256) groups;
        mapping(uint256 provenanceId => uint256) blends;
    }

    uint256 private constant _GROUP = 7;
    uint256 private constant _MAX_PARENTS = 8;

    /// @notice There are no more than 2^32 − 2 provenances.
    error ProvenanceIdsExhausted();

    /// @notice Makes a book ready that goes on from an id; id 0 is nobody's.
    function open(Book storage self, uint32 last) internal {
        self.latest = uint256(last) + 1;
    }

    /// @notice A new id for what was made from these parents.
    /// @param parents their ids, 32 bits each, lowest bits first; 0 if there are none.
    function add(Book storage self, uint256 parents) internal returns (uint32 provenanceId) {
        uint256 latest = self.latest;
        provenanceId = uint32(latest);
        if (provenanceId == type(uint32).max) {
            revert ProvenanceIdsExhausted();
        }
        // No overflow: ids have 32 bits, and a group and the counter fill a word.
        unchecked {
            uint256 place = provenanceId % _GROUP;
            if (place == 0 && latest != provenanceId) {
                self.groups[provenanceId / _GROUP - 1] = latest >> 32;
                latest = provenanceId;
            }
            if (parents > type(uint32).max) {
                self.blends[provenanceId] = parents;
            } else {
                latest |= parents << (32 * (place + 1));
            }
            self.latest = latest + 1;
        }
    }

    /// @notice The last id given.
    function count(Book storage self) internal view returns (uint32) {
        return uint32(self.latest) - 1;
    }

    /// @notice The parents of a provenance; none for an unknown one.
    function parentsOf(
        Book storage self,
        uint32 provenanceId
    ) internal view returns (uint32[] memory parents) {
        uint256 word = _word(self, provenanceId);
        uint256 length = 0;
        // Ids count from 1, so the first 0 ends the list.
        while (length < _MAX_PARENTS && uint32(word >> (32 * length)) != 0) {
            ++length;
        }
        parents = new uint32[](length);
        for (uint256 i = 0; i < length; ++i) {
            parents[i] = uint32(word >> (32 * i));
        }
    }

    function _word(Book storage self, uint32 provenanceId) private view returns (uint256) {
        uint256 blend = self.blends[provenanceId];
        if (blend != 0) {
            return blend;
        }
        uint256 group = provenanceId / _GROUP;
        // The next id may have begun a group, while the latest word still holds the one before.
        uint256 singles =
            group == (uint32(self.latest) - 1) / _GROUP ? self.latest >> 32 : self.groups[group];
        return uint32(singles >> (32 * (provenanceId % _GROUP)));
    }
}
