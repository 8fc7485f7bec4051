// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title What a contract must answer to be bound to an accreditation
interface IAccredited {
    /// @notice The one accreditation whose registries it accepts.
    function accreditation() external view returns (address);

    /// @notice How many days before today a proof's day may be.
    function dayTolerance() external view returns (uint256);
}
