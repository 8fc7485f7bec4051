// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

/// @dev Refuses everything, and says what it was asked.
contract EchoVerifier {
    error Asked(bytes callData);

    fallback() external {
        revert Asked(msg.data);
    }
}
