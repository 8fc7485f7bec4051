// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IAccreditation} from "../interfaces/IAccreditation.sol";

/// @title What a leaf says of a site, packed into 100 bits as the circuits unpack it
/// @notice right 2 bits (1 mint, 2 refine) | grants 18 | permits 16 | unitGrams 32 | auditedOn 16 | validUntil 16
library SiteProfile {
    uint256 private constant _SETS = 0xfffff;
    uint256 private constant _PERMITS = 20;
    uint256 private constant _UNIT_GRAMS = 36;
    uint256 private constant _AUDITED_ON = 68;
    uint256 private constant _VALID_UNTIL = 84;

    /// @notice The profile of a site with this right, these terms and grants, under these dates; never 0. `grants` has
    /// 18 bits, the dates 16 each.
    function pack(
        IAccreditation.Right right,
        IAccreditation.Terms memory terms,
        uint256 grants,
        uint256 auditedOn,
        uint256 validUntil
    ) internal pure returns (uint104) {
        return
            uint104(
                (1 << uint256(right)) |
                    (grants << 2) |
                    (uint256(terms.permits) << _PERMITS) |
                    (uint256(terms.unitGrams) << _UNIT_GRAMS) |
                    (auditedOn << _AUDITED_ON) |
                    (validUntil << _VALID_UNTIL)
            );
    }

    /// @notice Whether `next` lacks a right or a grant of `old`, or has a smaller number or an earlier date.
    function isWorse(uint256 old, uint256 next) internal pure returns (bool) {
        return
            old & ~next & _SETS != 0 ||
            uint16(next >> _PERMITS) < uint16(old >> _PERMITS) ||
            uint32(next >> _UNIT_GRAMS) < uint32(old >> _UNIT_GRAMS) ||
            uint16(next >> _AUDITED_ON) < uint16(old >> _AUDITED_ON) ||
            uint16(next >> _VALID_UNTIL) < uint16(old >> _VALID_UNTIL);
    }
}
