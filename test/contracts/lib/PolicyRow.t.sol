// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {PolicyRow} from "../../../contracts/lib/PolicyRow.sol";

/// @title The parts of a policy's row, drawn at random (P-29)
contract PolicyRowTest {
    function testFuzzEveryPartIsReadFromItsPlace(
        uint24 attributes,
        uint16 shareFactor,
        uint16 primaryFactor,
        uint16 co2eFactor,
        uint16 auditFactor,
        int48 constantTerm
    ) external pure {
        attributes &= 0x3ffff;
        shareFactor &= 0x7fff;
        primaryFactor &= 0x7fff;
        co2eFactor &= 0x7fff;
        auditFactor &= 0x7fff;
        uint256 row =
            uint256(attributes) +
                uint256(shareFactor) * 2 ** 18 +
                uint256(primaryFactor) * 2 ** 33 +
                uint256(co2eFactor) * 2 ** 48 +
                uint256(auditFactor) * 2 ** 63 +
                uint256(uint48(constantTerm)) * 2 ** 78;
        assert(row <= PolicyRow.MASK && PolicyRow.MASK == 2 ** PolicyRow.BITS - 1);
        assert(PolicyRow.attributes(row) == attributes);
        assert(PolicyRow.shareFactor(row) == shareFactor);
        assert(PolicyRow.auditFactor(row) == auditFactor);
        assert(PolicyRow.constantTerm(row) == constantTerm);
    }
}
