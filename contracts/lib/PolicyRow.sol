// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

/// @title The parts of a policy's row
/// @notice Lowest bits first: attributes 14, shareFactor 16, primaryFactor 16, co2eFactor 16, auditFactor 16, constant 48.
library PolicyRow {
    uint256 internal constant BITS = 126;
    uint256 internal constant MASK = (1 << BITS) - 1;

    /// @notice The set of attributes whose shares are added; bit j is attribute j.
    function attributes(uint256 row) internal pure returns (uint256) {
        return row & 0x3fff;
    }

    function shareFactor(uint256 row) internal pure returns (uint256) {
        return uint16(row >> 14);
    }

    function auditFactor(uint256 row) internal pure returns (uint256) {
        return uint16(row >> 62);
    }

    /// @notice The signed constant.
    function constantTerm(uint256 row) internal pure returns (int256) {
        return int48(uint48(row >> 78));
    }
}
