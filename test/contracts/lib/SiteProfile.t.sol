// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IAccreditation} from "../../../contracts/interfaces/IAccreditation.sol";
import {SiteProfile} from "../../../contracts/lib/SiteProfile.sol";

/// @title What a leaf says of a site, drawn at random (P-29)
contract SiteProfileTest {
    function testFuzzEveryFieldHasItsBits(
        uint8 drawnRight,
        IAccreditation.Terms calldata terms,
        uint24 grants,
        uint16 auditedOn,
        uint16 validUntil
    ) external pure {
        IAccreditation.Right right = _rightOf(drawnRight);
        grants &= 0x3ffff;
        uint256 profile = SiteProfile.pack(right, terms, grants, auditedOn, validUntil);
        assert(profile >> 100 == 0);
        assert(profile & 3 == (right == IAccreditation.Right.Mint ? 1 : 2));
        assert((profile >> 2) & 0x3ffff == grants);
        assert((profile >> 20) & 0xffff == terms.permits);
        assert((profile >> 36) & 0xffffffff == terms.unitGrams);
        assert((profile >> 68) & 0xffff == auditedOn);
        assert(profile >> 84 == validUntil);
    }

    /// @notice `differ` selects the fields in which the two differ, so that often only one does.
    function testFuzzWorseIsWorseInSomeField(
        uint8 oldDrawn,
        uint8 nextDrawn,
        IAccreditation.Terms calldata old,
        IAccreditation.Terms calldata drawn,
        uint24 oldGrants,
        uint24 nextGrants,
        uint8 differ
    ) external pure {
        IAccreditation.Right oldRight = _rightOf(oldDrawn);
        IAccreditation.Right nextRight = _rightOf(differ & 1 == 0 ? oldDrawn : nextDrawn);
        IAccreditation.Terms memory next = drawn;
        if (differ & 2 == 0) {
            next.permits = old.permits;
        }
        if (differ & 4 == 0) {
            next.unitGrams = old.unitGrams;
        }
        if (differ & 8 == 0) {
            next.auditedOn = old.auditedOn;
        }
        if (differ & 16 == 0) {
            next.validUntil = old.validUntil;
        }
        if (differ & 32 == 0) {
            nextGrants = oldGrants;
        }
        // Neighbours are the likeliest to be taken for one another.
        if (differ & 64 != 0 && old.permits > 0) {
            next.permits = old.permits - 1;
        }
        bool expected =
            oldRight != nextRight ||
                next.permits < old.permits ||
                next.unitGrams < old.unitGrams ||
                next.auditedOn < old.auditedOn ||
                next.validUntil < old.validUntil ||
                (oldGrants & 0x3ffff) & ~(nextGrants & 0x3ffff) != 0;
        assert(
            SiteProfile.isWorse(_pack(oldRight, old, oldGrants), _pack(nextRight, next, nextGrants)) ==
                expected
        );
    }

    function testFuzzNothingIsWorseThanItself(uint104 profile) external pure {
        assert(!SiteProfile.isWorse(profile, profile));
    }

    function _rightOf(uint8 drawn) private pure returns (IAccreditation.Right) {
        return IAccreditation.Right(drawn % 2);
    }

    function _pack(
        IAccreditation.Right right,
        IAccreditation.Terms memory terms,
        uint24 grants
    ) private pure returns (uint256) {
        return SiteProfile.pack(right, terms, grants & 0x3ffff, terms.auditedOn, terms.validUntil);
    }
}
