// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title Checks Groth16 proofs of Kobold's circuits, one or many, also of different circuits, in one pairing call
/// @notice A circuit is named by its position in circuits/circuits.json: mint 0, split 1, merge 2, refine 3, claim 4.
/// What a proof of each circuit establishes about its public signals is told where the signals are put together.
interface IProofVerifier {
    /// @notice What the contract was made with. Whose keys these are is told by {verifyingKeys}.
    event ProofVerifierDeployed(bytes32 keysHash);

    /// @notice Keys of these circuits take `expected` words.
    error KeysLengthInvalid(uint256 actual, uint256 expected);

    /// @notice What begins at this word of the keys is no point of its group, or the point at infinity.
    error KeyPointInvalid(uint256 word);

    /// @notice Two points of the keys that must differ are equal or opposite, so that false proofs are easily made: γ and
    /// a δ, or two δ.
    error KeyPointsEqual(uint256 word, uint256 other);

    /// @notice The batch holds no proof. An empty batch would be true of anything.
    error VerifierEmptyBatch();

    /// @notice No circuit has this number.
    error VerifierUnknownCircuit(uint256 circuit);

    /// @notice The circuits of the batch have `expected` public signals together, `actual` were given.
    error VerifierSignalsLength(uint256 expected, uint256 actual);

    /// @notice The proofs of the batch take `expected` words, `actual` were given.
    error VerifierProofsLength(uint256 expected, uint256 actual);

    /// @notice `signals[index]` is not below the scalar field's order: it would stand for another number.
    error VerifierSignalNotInField(uint256 index, uint256 signal);

    /// @notice (x, y), A or C of a proof, is no point: off the curve, or a coordinate not below the base field's order.
    error VerifierPointRejected(uint256 x, uint256 y);

    /// @notice A proof holds a B that is no point of G2's subgroup, or the first one an A that is no point of G1.
    error VerifierPairingRejected();

    /// @notice All is well formed, but at least one of the proofs does not hold for its signals.
    error VerifierProofRejected();

    /// @notice Returns if every proof holds, reverts if anything is malformed or any proof is wrong.
    /// @param circuits the circuit's number, proof by proof
    /// @param signals all public signals, proof by proof, each circuit's in the order of circuits/circuits.json
    /// @param proofs eight words a proof: A.x, A.y, B.x.im, B.x.re, B.y.im, B.y.re, C.x, C.y
    function verify(
        uint256[] calldata circuits,
        uint256[] calldata signals,
        uint256[] calldata proofs
    ) external view;

    /// @notice The keys of all circuits: α, −β, −γ; then for each circuit, in the order of their numbers, a point for the
    /// constant one and one for each public signal, and −δ. Points of G1 have two words, those of G2 four.
    function verifyingKeys() external view returns (uint256[] memory words);

    /// @notice The keccak of {verifyingKeys}, word behind word.
    function keysHash() external view returns (bytes32);
}
