// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IAccreditation} from "../interfaces/IAccreditation.sol";
import {IAccredited} from "../interfaces/IAccredited.sol";

/// @title A contract to bind an accreditation to, for tests
contract AccreditedStub is IAccredited {
    /// @inheritdoc IAccredited
    address public immutable accreditation;
    /// @inheritdoc IAccredited
    uint256 public immutable dayTolerance;

    error Contradiction(uint256 registry);

    constructor(address accreditation_, uint256 dayTolerance_) {
        accreditation = accreditation_;
        dayTolerance = dayTolerance_;
    }

    /// @notice Whether each registry is accepted, asked in both ways, and the time at which it was asked.
    function accepted(
        uint256[] calldata registries
    ) external view returns (bool[] memory answers, uint256 timestamp) {
        timestamp = block.timestamp;
        answers = new bool[](registries.length);
        for (uint256 i = 0; i < registries.length; ++i) {
            answers[i] = IAccreditation(accreditation).isAccepted(registries[i]);
            try IAccreditation(accreditation).requireRegistry(registries[i]) {
                if (!answers[i]) revert Contradiction(registries[i]);
            } catch {
                if (answers[i]) revert Contradiction(registries[i]);
            }
        }
    }
}
