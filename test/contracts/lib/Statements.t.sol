// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IProofVerifier} from "../../../contracts/interfaces/IProofVerifier.sol";
import {Bn254} from "../../../contracts/lib/Bn254.sol";
import {Statements} from "../../../contracts/lib/Statements.sol";
import {EchoVerifier} from "../../fixtures/solidity/EchoVerifier.sol";

/// @title Batches of statements, drawn at random (P-20, P-29)
contract StatementsTest {
    using Statements for Statements.Batch;

    IProofVerifier private _echo;
    uint256[] private _circuits;
    uint256[] private _signals;
    uint256[] private _proofs;

    function setUp() external {
        _echo = IProofVerifier(address(new EchoVerifier()));
    }

    /// @notice `kinds` are the circuits of a batch, one to each of its up to 16 bytes; the words come from `seed`. The call
    /// must be the one that the compiler makes of the arrays, whatever else lies in memory.
    function testFuzzTheVerifierIsAskedForEveryStatement(uint128 kinds, uint8 spare, uint256 seed) external {
        uint256 count = 1 + (seed % 12);
        for (uint256 i = 0; i < count; ++i) {
            uint256 circuit = uint8(kinds >> (8 * i)) % 5;
            _circuits.push(circuit);
            uint256 signals = [uint256(5), 9, 10, 6, 3][circuit];
            for (uint256 k = 0; k < signals; ++k) _signals.push(_word(seed, i, k));
            for (uint256 k = 0; k < 8; ++k) _proofs.push(_word(seed, i, 100 + k));
        }
        try this.ask(_circuits, _signals, _proofs, count + (spare % 4)) {
            assert(false);
        } catch (bytes memory reason) {
            bytes memory call = abi.encodeCall(IProofVerifier.verify, (_circuits, _signals, _proofs));
            // The gaps that the library leaves between the arrays are no part of what is said.
            assert(keccak256(_decoded(reason)) == keccak256(_arguments(call)));
        }
    }

    function testFuzzAContextBindsAllOfIt(
        address recipient,
        bytes32 documentsHash,
        bytes calldata note,
        address submitter,
        uint8 which
    ) external pure {
        uint256 context = Statements.contextOf(recipient, documentsHash, note, submitter);
        assert(context < Bn254.ORDER);
        uint256 expected =
            uint256(keccak256(abi.encode(recipient, documentsHash, keccak256(note), submitter))) %
                Bn254.ORDER;
        assert(context == expected);
        address other = address(uint160(recipient) ^ (uint160(which) + 1));
        assert(Statements.contextOf(other, documentsHash, note, submitter) != context);
        assert(Statements.contextOf(recipient, ~documentsHash, note, submitter) != context);
        other = address(uint160(submitter) ^ (uint160(which) + 1));
        assert(Statements.contextOf(recipient, documentsHash, note, other) != context);
        if (note.length != 0) {
            assert(Statements.contextOf(recipient, documentsHash, note[1:], submitter) != context);
        }
    }

    function testAVerifierWithoutCodeIsRefused() external {
        _echo = IProofVerifier(address(0x1234));
        _circuits.push(Statements.CLAIM);
        for (uint256 k = 0; k < 3; ++k) _signals.push(k);
        for (uint256 k = 0; k < 8; ++k) _proofs.push(k);
        try this.ask(_circuits, _signals, _proofs, 1) {
            assert(false);
        } catch (bytes memory reason) {
            assert(bytes4(reason) == Statements.VerifierMissing.selector);
        }
    }

    /// @notice Puts a batch together as the contracts do, and has it verified.
    function ask(
        uint256[] calldata circuits,
        uint256[] calldata signals,
        uint256[] calldata proofs,
        uint256 capacity
    ) external view {
        Statements.Batch memory batch = Statements.batch(capacity);
        uint256 at = 0;
        for (uint256 i = 0; i < circuits.length; ++i) {
            at += _add(batch, circuits[i], signals[at:], _proofAt(proofs, i));
        }
        batch.verify(_echo);
    }

    function _proofAt(
        uint256[] calldata proofs,
        uint256 index
    ) private pure returns (uint256[8] calldata proof) {
        uint256[] calldata words = proofs[8 * index:8 * index + 8];
        assembly ("memory-safe") {
            proof := words.offset
        }
    }

    function _add(
        Statements.Batch memory batch,
        uint256 circuit,
        uint256[] calldata s,
        uint256[8] calldata proof
    ) private pure returns (uint256) {
        if (circuit == Statements.MINT) {
            batch.addMint(s[0], s[1], s[2], s[3], s[4], proof);
            return 5;
        }
        if (circuit == Statements.SPLIT) {
            batch.addSplit(s[0], s[1:9], proof);
            return 9;
        }
        if (circuit == Statements.MERGE) {
            batch.addMerge(s[0:8], s[8], s[9] == 1, proof);
            return 10;
        }
        if (circuit == Statements.REFINE) {
            batch.addRefine(s[0], s[1], s[2], s[3], s[4], s[5], proof);
            return 6;
        }
        batch.addClaim(s[0], s[1], s[2], proof);
        return 3;
    }

    /// @dev Every tenth word is a truth value, so that it can be a merge's flag.
    function _word(uint256 seed, uint256 i, uint256 k) private pure returns (uint256) {
        uint256 word = uint256(keccak256(abi.encode(seed, i, k)));
        return k == 9 ? word & 1 : word;
    }

    /// @dev What {EchoVerifier} was asked, encoded anew.
    function _decoded(bytes memory reason) private view returns (bytes memory) {
        assert(bytes4(reason) == EchoVerifier.Asked.selector);
        return _arguments(this.callIn(reason));
    }

    function callIn(bytes calldata reason) external pure returns (bytes memory) {
        return abi.decode(reason[4:], (bytes));
    }

    function _arguments(bytes memory call) private view returns (bytes memory) {
        (uint256[] memory circuits, uint256[] memory signals, uint256[] memory proofs) = this.argumentsIn(
            call
        );
        return abi.encode(circuits, signals, proofs);
    }

    function argumentsIn(
        bytes calldata call
    ) external pure returns (uint256[] memory, uint256[] memory, uint256[] memory) {
        assert(bytes4(call) == IProofVerifier.verify.selector);
        return abi.decode(call[4:], (uint256[], uint256[], uint256[]));
    }
}
