// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IClaims} from "../interfaces/IClaims.sol";
import {ClaimGate} from "../oem/ClaimGate.sol";

/// @title The least that a buyer's contract needs
contract GreenIntake is ClaimGate {
    constructor(
        IClaims claims,
        uint256[] memory policies,
        uint256 massPolicy
    ) ClaimGate(claims, policies, massPolicy, 30) {}

    /// @notice Takes the sender's lot.
    function accept(uint256 lotId) external onlyProven(lotId) {
        claims.cobaltLot().transferFrom(msg.sender, address(this), lotId);
    }
}
