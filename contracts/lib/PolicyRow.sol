// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

/// @title The parts of a policy's row
/// @notice Lowest bits first: attributes 18, shareFactor 15, primaryFactor 15, co2eFactor 15, auditFactor 15, constant 48.
library PolicyRow {
    uint256 internal constant BITS = 126;
    uint256 internal constant MASK = (1 << BITS) - 1;
    uint256 private constant _ATTRIBUTES = 0x3ffff;
    uint256 private constant _FACTOR = 0x7fff;

    /// @notice The set of attributes whose shares are added; bit j is attribute j.
    function attributes(uint256 row) internal pure returns (uint256) {
        return row & _ATTRIBUTES;
    }

    function shareFactor(uint256 row) internal pure returns (uint256) {
        return (row >> 18) & _FACTOR;
    }

    function auditFactor(uint256 row) internal pure returns (uint256) {
        return (row >> 63) & _FACTOR;
    }

    /// @notice The signed constant.
    function constantTerm(uint256 row) internal pure returns (int256) {
        return int48(uint48(row >> 78));
    }
}
