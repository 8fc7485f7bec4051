// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IProofVerifier} from "./interfaces/IProofVerifier.sol";
import {Bn254} from "./lib/Bn254.sol";
import {KeyPoints} from "./lib/KeyPoints.sol";
import {VerifyingKeys} from "./VerifyingKeys.sol";

/// @title Groth16 for one or many proofs of Kobold's circuits
/// @notice Proof i of circuit k holds if E_i = e(A, B) · e(α, −β) · e(V, −γ) · e(C, −δ_k) is one, where V is the
/// key's combination of the public signals. α, β, γ come from the powers of tau and are the same for all
/// circuits; δ_k is each circuit's own. Checked is that the product of all E_i^(w_i) is one, with weights
/// w_i = c^i for a challenge c: by bilinearity one pairing a proof, e(w_i·A, B), one for α with Σw_i, one for γ with
/// Σw_i·V_i and one a circuit for δ_k with Σw_i·C_i.
///
/// Transcript. c is the keccak of the three arrays as they are verified, one behind another, each with its length
/// before it: an injective encoding. So every circuit's number, every signal and every word of every proof is fixed
/// before c is known, and nothing else enters the product: the keys never change.
///
/// What is bound where. A circuit's number selects δ_k and V's points; the numbers also say how the signals are
/// shared out, and the lengths must fit to the word. A signal must be below the order r, so none has a second
/// reading. A and C are refused off the curve by the addition, multiplication or pairing precompile, B by the
/// pairing precompile also outside the subgroup. Which chain, contract and sender a proof is for is not this
/// contract's business: its signals say so (registry, context), and the caller puts them together.
///
/// Why this is sound. All E_i lie in a group of prime order r (G1 has no other subgroup), so with E_i = g^(x_i) the
/// product is g to the polynomial Σ x_i·c^i. If any E_i is not one, that polynomial is not zero and has at most N−1
/// roots c. A keccak hash, taken for a random 256-bit number and reduced modulo r, hits any one c with a probability
/// of at most 6/2^256, which is below 1.14/r. So a batch of N proofs of which any is wrong passes with a probability
/// of less than 1.14·(N−1)/r each time that one is tried, and trying means another word in the transcript, another
/// hash. Two wrong proofs that make up for one another under some weights do not under others, and which apply they
/// determine themselves. The first weight is 1: a batch of one is plain Groth16. That no E_i can be one without a
/// witness is Groth16's own soundness, which needs γ ≠ δ_k and a δ_k that nobody knows, for each circuit another.
///
/// Anyone can turn a Groth16 proof into another one of the same statement: never use a proof as an identifier.
contract ProofVerifier is IProofVerifier, VerifyingKeys {
    uint256 private constant PROOF_WORDS = 8;
    uint256 private constant PAIR_WORDS = 6;
    uint256 private constant G1_WORDS = 2;
    uint256 private constant G2_WORDS = 4;
    uint256 private constant C_WORD = 6;

    // The weighted sums of circuit k begin at word k · SUMS_WORDS: the point ΣwC, Σw, then Σw·signal for each
    // signal. Behind those of all circuits is Σw over all of them.
    uint256 private constant SUMS_WORDS = G1_WORDS + 1 + _MAX_SIGNALS;
    uint256 private constant SUM_OF_ALL = SUMS_WORDS * _CIRCUITS;

    /// @inheritdoc IProofVerifier
    bytes32 public immutable keysHash;

    /// @param words the keys of all circuits, as {verifyingKeys} gives them
    constructor(uint256[] memory words) VerifyingKeys(words) {
        uint256 gamma = G1_WORDS + G2_WORDS;
        KeyPoints.requireG1(words, 0, 1);
        KeyPoints.requireG2(words, G1_WORDS);
        KeyPoints.requireG2(words, gamma);
        uint256 at = gamma + G2_WORDS;
        uint256[] memory deltas = new uint256[](_CIRCUITS);
        for (uint256 circuit = 0; circuit < _CIRCUITS; ++circuit) {
            uint256 points = _signalCount(circuit) + 1;
            KeyPoints.requireG1(words, at, points);
            at += G1_WORDS * points;
            KeyPoints.requireG2(words, at);
            KeyPoints.requireOther(words, at, gamma);
            for (uint256 other = 0; other < circuit; ++other) {
                KeyPoints.requireOther(words, at, deltas[other]);
            }
            deltas[circuit] = at;
            at += G2_WORDS;
        }
        keysHash = keccak256(abi.encodePacked(words));
        emit ProofVerifierDeployed(keysHash);
    }

    /// @inheritdoc IProofVerifier
    function verifyingKeys() external view returns (uint256[] memory words) {
        words = new uint256[](_KEY_WORDS);
        uint256 at = _append(words, 0, _sharedKey());
        for (uint256 circuit = 0; circuit < _CIRCUITS; ++circuit) {
            at = _append(words, at, _circuitKey(circuit));
        }
    }

    /// @inheritdoc IProofVerifier
    function verify(
        uint256[] calldata circuits,
        uint256[] calldata signals,
        uint256[] calldata proofs
    ) external view {
        uint256 kinds = _requireWellFormed(circuits, signals.length, proofs.length);
        // The only weight of a batch of one is 1.
        uint256 challenge = circuits.length == 1 ? 0 : _challenge(circuits, signals, proofs);
        (uint256[] memory pairs, uint256[] memory sums) = _allocate(circuits.length, kinds);
        _putProofs(pairs, sums, circuits, signals, proofs, challenge);
        _putKeys(pairs, sums, circuits.length, kinds);
        if (!Bn254.pairingIsOne(pairs)) {
            revert VerifierProofRejected();
        }
    }

    /// @dev Returns the set of circuits that occur, a bit each.
    function _requireWellFormed(
        uint256[] calldata circuits,
        uint256 signalWords,
        uint256 proofWords
    ) private pure returns (uint256 kinds) {
        if (circuits.length == 0) {
            revert VerifierEmptyBatch();
        }
        uint256 expected = 0;
        // Cannot overflow: the length of an array that fits calldata bounds all of it.
        unchecked {
            for (uint256 i = 0; i < circuits.length; ++i) {
                uint256 circuit = Bn254.wordAt(circuits, i);
                if (circuit >= _CIRCUITS) {
                    revert VerifierUnknownCircuit(circuit);
                }
                kinds |= 1 << circuit;
                expected += _signalCount(circuit);
            }
            if (signalWords != expected) {
                revert VerifierSignalsLength(expected, signalWords);
            }
            expected = PROOF_WORDS * circuits.length;
            if (proofWords != expected) {
                revert VerifierProofsLength(expected, proofWords);
            }
        }
    }

    /// @dev Room for a pair a proof, those of α and γ and one of δ for each circuit that occurs; for the sums.
    function _allocate(
        uint256 proofCount,
        uint256 kinds
    ) private pure returns (uint256[] memory pairs, uint256[] memory sums) {
        // Cannot overflow: calldata bounds the number of proofs.
        unchecked {
            uint256 count = proofCount + 2;
            // Each round takes away the lowest bit.
            for (; kinds != 0; kinds &= kinds - 1) {
                ++count;
            }
            pairs = new uint256[](PAIR_WORDS * count);
            sums = new uint256[](SUM_OF_ALL + 1);
        }
    }

    /// @dev The keccak of the three arrays one behind another, each with its length before it, modulo the order.
    function _challenge(
        uint256[] calldata circuits,
        uint256[] calldata signals,
        uint256[] calldata proofs
    ) internal pure returns (uint256 challenge) {
        // Assembly, because abi.encode costs thrice as much. In calldata an array's length is the word before its
        // first element. What is hashed lies beyond the free memory pointer, and is not needed afterwards.
        assembly ("memory-safe") {
            let start := mload(0x40)
            let size := shl(5, add(circuits.length, 1))
            calldatacopy(start, sub(circuits.offset, 0x20), size)
            let end := add(start, size)
            size := shl(5, add(signals.length, 1))
            calldatacopy(end, sub(signals.offset, 0x20), size)
            end := add(end, size)
            size := shl(5, add(proofs.length, 1))
            calldatacopy(end, sub(proofs.offset, 0x20), size)
            challenge := keccak256(start, sub(add(end, size), start))
        }
        challenge %= Bn254.ORDER;
    }

    /// @dev Puts wA and B of each proof into `pairs`, and its wC, w and w·signals into its circuit's sums.
    function _putProofs(
        uint256[] memory pairs,
        uint256[] memory sums,
        uint256[] calldata circuits,
        uint256[] calldata signals,
        uint256[] calldata proofs,
        uint256 challenge
    ) private view {
        uint256 weight = 1;
        uint256 signal = 0;
        // Cannot overflow: these are positions within arrays.
        unchecked {
            for (uint256 i = 0; i < circuits.length; ++i) {
                uint256 word = PROOF_WORDS * i;
                Bn254.putPair(pairs, PAIR_WORDS * i, proofs, word, weight);
                uint256 next = Bn254.wordAt(circuits, i);
                uint256 sum = SUMS_WORDS * next;
                Bn254.addScaled(sums, sum, proofs, word + C_WORD, weight);
                next = signal + _signalCount(next);
                Bn254.addWeighted(sums, sum + G1_WORDS, signals, signal, next, weight);
                signal = next;
                weight = mulmod(weight, challenge, Bn254.ORDER);
            }
        }
    }

    /// @dev Puts the pairs of α, γ and each circuit's δ behind those of the proofs.
    function _putKeys(
        uint256[] memory pairs,
        uint256[] memory sums,
        uint256 proofCount,
        uint256 kinds
    ) private view {
        // Cannot overflow: these are positions within arrays.
        unchecked {
            uint256 alpha = PAIR_WORDS * proofCount;
            uint256 gamma = alpha + PAIR_WORDS;
            uint256 delta = gamma + PAIR_WORDS;
            uint256 weights = 0;
            for (uint256 k = 0; kinds >> k != 0; ++k) {
                if ((kinds >> k) & 1 == 0) {
                    continue;
                }
                uint256[] memory key = _circuitKey(k);
                uint256 sum = SUMS_WORDS * k;
                uint256 points = _signalCount(k) + 1;
                Bn254.addCombination(pairs, gamma, key, sums, sum + G1_WORDS, points);
                Bn254.copyG1(pairs, delta, sums, sum);
                Bn254.copyG2(pairs, delta + G1_WORDS, key, G1_WORDS * points);
                weights = addmod(weights, sums[sum + G1_WORDS], Bn254.ORDER);
                delta += PAIR_WORDS;
            }
            sums[SUM_OF_ALL] = weights;
            uint256[] memory shared = _sharedKey();
            Bn254.addCombination(pairs, alpha, shared, sums, SUM_OF_ALL, 1);
            Bn254.copyG2(pairs, alpha + G1_WORDS, shared, G1_WORDS);
            Bn254.copyG2(pairs, gamma + G1_WORDS, shared, G1_WORDS + G2_WORDS);
        }
    }

    function _append(
        uint256[] memory words,
        uint256 at,
        uint256[] memory key
    ) private pure returns (uint256) {
        for (uint256 i = 0; i < key.length; ++i) {
            words[at + i] = key[i];
        }
        return at + key.length;
    }
}
