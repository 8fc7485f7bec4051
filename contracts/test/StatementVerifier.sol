// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IProofVerifier} from "../interfaces/IProofVerifier.sol";

/// @title A proof verifier for tests
/// @notice The proof of a statement is eight times the hash of its circuit and signals, so that a test says what it
/// means to prove, and the contract under test is refused if it asks for anything else.
contract StatementVerifier is IProofVerifier {
    uint256 private constant _FIELD =
        21888242871839275222246405745257275088548364400416034343698204186575808495617;

    /// @inheritdoc IProofVerifier
    function verify(
        uint256[] calldata circuits,
        uint256[] calldata signals,
        uint256[] calldata proofs
    ) external pure {
        if (circuits.length == 0) revert VerifierEmptyBatch();
        if (proofs.length != 8 * circuits.length)
            revert VerifierProofsLength(8 * circuits.length, proofs.length);
        for (uint256 i = 0; i < signals.length; ++i) {
            if (signals[i] >= _FIELD) revert VerifierSignalNotInField(i, signals[i]);
        }
        uint256 start = 0;
        for (uint256 i = 0; i < circuits.length; ++i) {
            uint256 end = start + _signalCount(circuits[i]);
            if (end > signals.length) revert VerifierSignalsLength(end, signals.length);
            uint256 expected = uint256(keccak256(abi.encode(circuits[i], signals[start:end])));
            for (uint256 k = 0; k < 8; ++k) if (proofs[8 * i + k] != expected) revert VerifierProofRejected();
            start = end;
        }
        if (start != signals.length) revert VerifierSignalsLength(start, signals.length);
    }

    function _signalCount(uint256 circuit) private pure returns (uint256) {
        if (circuit > 4) revert VerifierUnknownCircuit(circuit);
        return [6, 9, 10, 7, 3][circuit];
    }
}
