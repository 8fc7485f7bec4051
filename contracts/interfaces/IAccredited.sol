// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Predecessor} from "./ICobaltLot.sol";

/// @title What a contract must answer to be bound to an accreditation
interface IAccredited {
    /// @notice The one accreditation whose registries it accepts.
    function accreditation() external view returns (address);

    /// @notice How many days before today a proof's day may be.
    function dayTolerance() external view returns (uint256);

    /// @notice The lots that it goes on from; all zero if from none.
    function predecessor() external view returns (Predecessor memory);
}
