// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {
    ICobaltLot,
    MergeCommand,
    MintCommand,
    RefineCommand,
    SplitCommand
} from "../../../contracts/interfaces/ICobaltLot.sol";
import {IProofVerifier} from "../../../contracts/interfaces/IProofVerifier.sol";
import {Bn254} from "../../../contracts/lib/Bn254.sol";
import {Calendar} from "../../../contracts/lib/Calendar.sol";
import {Commands} from "../../../contracts/lib/Commands.sol";
import {Statements} from "../../../contracts/lib/Statements.sol";
import {EchoVerifier} from "../../fixtures/contracts/EchoVerifier.sol";

/// @title Batches of statements, drawn at random (P-20, P-29)
contract StatementsTest {
    using Statements for Statements.Batch;

    IProofVerifier private _echo;
    bytes[] private _commands;
    uint256[] private _circuits;
    uint256[] private _signals;
    uint256[] private _proofs;

    function setUp() external {
        _echo = IProofVerifier(address(new EchoVerifier()));
    }

    /// @notice `kinds` are the circuits of a batch, one to each of its up to 12 bytes; the words come from `seed`. The call
    /// must be the very one that the compiler makes of the arrays, whatever else lies in memory.
    function testFuzzTheVerifierIsAskedForEveryStatement(uint128 kinds, uint8 spare, uint256 seed) external {
        uint256 count = 1 + (seed % 12);
        for (uint256 i = 0; i < count; ++i) {
            _state(uint8(kinds >> (8 * i)) % 4, _hash(seed, i));
        }
        try this.ask(_commands, count + (spare % 4)) {
            assert(false);
        } catch (bytes memory reason) {
            assert(bytes4(reason) == EchoVerifier.Asked.selector);
            bytes memory call = abi.encodeCall(IProofVerifier.verify, (_circuits, _signals, _proofs));
            assert(keccak256(this.callIn(reason)) == keccak256(call));
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
        _state(Statements.SPLIT, 1);
        try this.ask(_commands, 1) {
            assert(false);
        } catch (bytes memory reason) {
            assert(bytes4(reason) == Statements.VerifierMissing.selector);
        }
    }

    /// @notice Puts a batch together as the contracts do, and has it verified.
    function ask(bytes[] calldata commands, uint256 capacity) external view {
        Statements.Batch memory batch = Statements.batch(capacity);
        for (uint256 i = 0; i < commands.length; ++i) {
            bytes4 selector = bytes4(commands[i]);
            if (selector == ICobaltLot.mint.selector) {
                batch.addMint(Commands.toMint(commands[i]));
            }
            if (selector == ICobaltLot.split.selector) {
                batch.addSplit(Commands.toSplit(commands[i]));
            }
            if (selector == ICobaltLot.merge.selector) {
                batch.addMerge(Commands.toMerge(commands[i]));
            }
            if (selector == ICobaltLot.refine.selector) {
                batch.addRefine(Commands.toRefine(commands[i]));
            }
        }
        batch.verify(_echo);
    }

    function callIn(bytes calldata reason) external pure returns (bytes memory) {
        return abi.decode(reason[4:], (bytes));
    }

    /// @dev Draws a command, and notes what its proof must be about.
    function _state(uint256 circuit, uint256 seed) private {
        uint256[8] memory proof;
        for (uint256 k = 0; k < 8; ++k) {
            _proofs.push(proof[k] = _hash(seed, 100 + k));
        }
        _circuits.push(circuit);
        (bytes32 documents, bytes memory note) = (bytes32(_hash(seed, 1)), abi.encode(_hash(seed, 2)));
        (uint256 one, uint256 other) = (_hash(seed, 3), _hash(seed, 4));
        uint256[] memory lots = _lots(seed);
        if (circuit == Statements.SPLIT) {
            SplitCommand memory split = SplitCommand(one, lots, documents, note, proof);
            _commands.push(abi.encodeCall(ICobaltLot.split, (split)));
            _signals.push(one);
            _pushEight(lots);
        } else if (circuit == Statements.MERGE) {
            bool same = seed & 1 == 1;
            MergeCommand memory merge = MergeCommand(lots, one, same, documents, note, proof);
            _commands.push(abi.encodeCall(ICobaltLot.merge, (merge)));
            _pushEight(lots);
            _signals.push(one);
            _signals.push(same ? 1 : 0);
        } else {
            address submitter = address(uint160(_hash(seed, 5)));
            uint256 day = uint16(_hash(seed, 6));
            address recipient = circuit == Statements.MINT ? address(uint160(_hash(seed, 7))) : address(0);
            if (circuit == Statements.MINT) {
                _commands.push(
                    abi.encodeCall(
                        ICobaltLot.mint,
                        (MintCommand(one, 8, day, 9, recipient, submitter, documents, note, proof))
                    )
                );
            } else {
                _commands.push(
                    abi.encodeCall(
                        ICobaltLot.refine,
                        (RefineCommand(one, other, 8, day, 9, submitter, documents, note, proof))
                    )
                );
            }
            _signals.push(one);
            if (circuit == Statements.REFINE) {
                _signals.push(other);
            }
            _signals.push(8);
            _signals.push(Calendar.whenOf(day));
            _signals.push(9);
            bytes memory bound = abi.encode(recipient, documents, keccak256(note), submitter);
            _signals.push(uint256(keccak256(bound)) % Bn254.ORDER);
        }
    }

    function _lots(uint256 seed) private pure returns (uint256[] memory lots) {
        lots = new uint256[](1 + (seed % 8));
        for (uint256 k = 0; k < lots.length; ++k) {
            lots[k] = _hash(seed, 10 + k);
        }
    }

    function _pushEight(uint256[] memory lots) private {
        for (uint256 k = 0; k < 8; ++k) {
            _signals.push(k < lots.length ? lots[k] : 0);
        }
    }

    function _hash(uint256 seed, uint256 k) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, k)));
    }
}
