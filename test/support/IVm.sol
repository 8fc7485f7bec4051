// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

/// @dev The part of the test runner's cheat codes that is used here.
interface IVm {
    function warp(uint256 timestamp) external;
}
