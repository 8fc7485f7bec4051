// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {MergeCommand, MintCommand, RefineCommand, SplitCommand} from "../interfaces/ICobaltLot.sol";
import {IProofVerifier} from "../interfaces/IProofVerifier.sol";
import {Bn254} from "./Bn254.sol";
import {Calendar} from "./Calendar.sol";

/// @title Statements that proofs are checked against
/// @notice The one place where public signals are put in their circuit's order. A statement is added to a batch under the
/// number of its circuit; both follow circuits/circuits.json, which a test compares. `when` is {Calendar-whenOf} of the
/// proof's day.
///
/// | circuit  | public signals                                  |
/// | -------- | ----------------------------------------------- |
/// | 0 mint   | lotId, registry, when, permit, context          |
/// | 1 split  | parent, children[8]                             |
/// | 2 merge  | parents[8], child, sameProvenance               |
/// | 3 refine | parent, child, registry, when, permit, context  |
/// | 4 claim  | lotId, policyId, day                            |
library Statements {
    uint256 internal constant MINT = 0;
    uint256 internal constant SPLIT = 1;
    uint256 internal constant MERGE = 2;
    uint256 internal constant REFINE = 3;
    uint256 internal constant CLAIM = 4;

    /// @notice How many lots a split makes, or a merge takes, at most.
    uint256 internal constant MAX_LOTS = 8;

    uint256 private constant _HEAD_WORDS = 3;
    uint256 private constant _MAX_SIGNALS = 10;
    uint256 private constant _PROOF_WORDS = 8;

    /// @notice The arguments of one call of the proof verifier. The arrays lie in one stretch of memory, each with room for
    /// as many statements as may come, and are moved together for the call: encoding them once more would cost as much as
    /// putting them together.
    struct Batch {
        uint256[] circuits;
        uint256[] signals;
        uint256[] proofs;
        /// The registry that was last found accepted; 0 before the first. Not part of the call.
        uint256 registry;
    }

    /// @notice The verifier's address has no code, so that anything would pass.
    error VerifierMissing(address verifier);

    /// @notice An empty batch with room for `capacity` statements of any kind.
    function batch(uint256 capacity) internal pure returns (Batch memory self) {
        uint256 signalsOffset = 32 * (_HEAD_WORDS + 1 + capacity);
        uint256 proofsOffset = signalsOffset + 32 * (1 + _MAX_SIGNALS * capacity);
        uint256 size = proofsOffset + 32 * (1 + _PROOF_WORDS * capacity);
        // Takes a word for the selector, which fills its last four bytes, and `size` bytes: the three offsets, and the
        // arrays, each with its room behind it.
        assembly ("memory-safe") {
            let head := add(mload(0x40), 32)
            mstore(0x40, add(head, size))
            mstore(self, add(head, 96))
            mstore(add(self, 32), add(head, signalsOffset))
            mstore(add(self, 64), add(head, proofsOffset))
            mstore(add(head, 96), 0)
            mstore(add(head, signalsOffset), 0)
            mstore(add(head, proofsOffset), 0)
        }
    }

    /// @notice Returns if every proof of the batch holds, also if it has none; else reverts with the verifier's error. The
    /// batch can't be added to afterwards.
    function verify(Batch memory self, IProofVerifier verifier) internal view {
        if (self.circuits.length == 0) {
            return;
        }
        if (address(verifier).code.length == 0) {
            revert VerifierMissing(address(verifier));
        }
        bytes4 selector = IProofVerifier.verify.selector;
        // Moves signals and proofs up to what stands before them, so that no unused room reaches the verifier. The call's
        // data begins with the selector, four bytes before the offsets, which count from after it.
        assembly ("memory-safe") {
            let circuits := mload(self)
            let head := sub(circuits, 96)
            let end := add(circuits, shl(5, add(mload(circuits), 1)))
            mstore(sub(head, 32), shr(224, selector))
            mstore(head, 96)
            for {
                let i := 32
            } lt(i, 96) {
                i := add(i, 32)
            } {
                let array := mload(add(self, i))
                let size := shl(5, add(mload(array), 1))
                mcopy(end, array, size)
                mstore(add(head, i), sub(end, head))
                end := add(end, size)
            }
            let start := sub(head, 4)
            if iszero(staticcall(gas(), verifier, start, sub(end, start), 0, 0)) {
                let free := mload(0x40)
                returndatacopy(free, 0, returndatasize())
                revert(free, returndatasize())
            }
        }
    }

    function addMint(Batch memory self, MintCommand calldata command) internal view {
        _begin(self, MINT, command.proof);
        uint256[] memory signals = self.signals;
        _push(signals, command.lotId);
        _push(signals, command.registry);
        _push(signals, Calendar.whenOf(command.day));
        _push(signals, command.permit);
        _push(signals, contextOf(command.recipient, command.documentsHash, command.note, command.submitter));
    }

    function addSplit(Batch memory self, SplitCommand calldata command) internal pure {
        _begin(self, SPLIT, command.proof);
        _push(self.signals, command.parent);
        _pushLots(self.signals, command.children);
    }

    function addMerge(Batch memory self, MergeCommand calldata command) internal pure {
        _begin(self, MERGE, command.proof);
        _pushLots(self.signals, command.parents);
        _push(self.signals, command.child);
        _push(self.signals, command.sameProvenance ? 1 : 0);
    }

    function addRefine(Batch memory self, RefineCommand calldata command) internal view {
        _begin(self, REFINE, command.proof);
        uint256[] memory signals = self.signals;
        _push(signals, command.parent);
        _push(signals, command.child);
        _push(signals, command.registry);
        _push(signals, Calendar.whenOf(command.day));
        _push(signals, command.permit);
        // The child's owner is the parent's, whatever the proof says.
        _push(signals, contextOf(address(0), command.documentsHash, command.note, command.submitter));
    }

    function addClaim(
        Batch memory self,
        uint256 lotId,
        uint256 policyId,
        uint256 day,
        uint256[8] calldata proof
    ) internal pure {
        _begin(self, CLAIM, proof);
        _push(self.signals, lotId);
        _push(self.signals, policyId);
        _push(self.signals, day);
    }

    /// @notice What a site's proof is bound to, so that a copy is worth nothing: for whom, with which documents and note,
    /// and sent by whom (0: by anyone).
    function contextOf(
        address recipient,
        bytes32 documentsHash,
        bytes calldata note,
        address submitter
    ) internal pure returns (uint256) {
        return
            uint256(keccak256(abi.encode(recipient, documentsHash, keccak256(note), submitter))) %
            Bn254.ORDER;
    }

    function _begin(Batch memory self, uint256 circuit, uint256[8] calldata proof) private pure {
        _push(self.circuits, circuit);
        uint256[] memory proofs = self.proofs;
        // Appends the eight words at once. {batch} reserved the room.
        assembly ("memory-safe") {
            let length := mload(proofs)
            calldatacopy(add(proofs, shl(5, add(length, 1))), proof, 256)
            mstore(proofs, add(length, 8))
        }
    }

    /// @dev The circuits take eight lots; those not used have id 0.
    function _pushLots(uint256[] memory signals, uint256[] calldata lots) private pure {
        for (uint256 i = 0; i < MAX_LOTS; ++i) {
            _push(signals, i < lots.length ? lots[i] : 0);
        }
    }

    /// @dev Appends a word. No statement has more signals than {batch} reserves for it.
    function _push(uint256[] memory array, uint256 value) private pure {
        assembly ("memory-safe") {
            let length := add(mload(array), 1)
            mstore(array, length)
            mstore(add(array, shl(5, length)), value)
        }
    }
}
