// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {ProofVerifier} from "../ProofVerifier.sol";

/// @title Shows the challenge from which a batch takes its weights
contract ProofVerifierHarness is ProofVerifier {
    function challenge(
        uint256[] calldata circuits,
        uint256[] calldata signals,
        uint256[] calldata proofs
    ) external pure returns (uint256) {
        return _challenge(circuits, signals, proofs);
    }
}
