// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IProofVerifier} from "../interfaces/IProofVerifier.sol";
import {Bn254} from "./Bn254.sol";

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

    /// @notice The arguments of one call of the proof verifier. The arrays lie in one stretch of memory, which is the
    /// call's data as it is: encoding them once more would cost as much as putting them together.
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
        bytes4 selector = IProofVerifier.verify.selector;
        uint256 signalsOffset = 32 * (_HEAD_WORDS + 1 + capacity);
        uint256 proofsOffset = signalsOffset + 32 * (1 + _MAX_SIGNALS * capacity);
        uint256 size = proofsOffset + 32 * (1 + _PROOF_WORDS * capacity);
        // Takes a word for the selector, which fills its last four bytes, and `size` bytes: the three offsets, which
        // count from after the selector, and the arrays, each with room behind it that the next one's offset skips.
        assembly ("memory-safe") {
            let start := mload(0x40)
            let head := add(start, 32)
            mstore(0x40, add(head, size))
            mstore(start, shr(224, selector))
            mstore(head, 96)
            mstore(add(head, 32), signalsOffset)
            mstore(add(head, 64), proofsOffset)
            mstore(self, add(head, 96))
            mstore(add(self, 32), add(head, signalsOffset))
            mstore(add(self, 64), add(head, proofsOffset))
            mstore(add(head, 96), 0)
            mstore(add(head, signalsOffset), 0)
            mstore(add(head, proofsOffset), 0)
        }
    }

    /// @notice Returns if every proof of the batch holds; else reverts with the verifier's error.
    function verify(Batch memory self, IProofVerifier verifier) internal view {
        if (address(verifier).code.length == 0) revert VerifierMissing(address(verifier));
        uint256[] memory circuits = self.circuits;
        uint256[] memory proofs = self.proofs;
        // The call's data begins with the selector, four bytes before the offsets, and ends with the last proof.
        assembly ("memory-safe") {
            let start := sub(circuits, 100)
            let end := add(proofs, shl(5, add(mload(proofs), 1)))
            if iszero(staticcall(gas(), verifier, start, sub(end, start), 0, 0)) {
                let free := mload(0x40)
                returndatacopy(free, 0, returndatasize())
                revert(free, returndatasize())
            }
        }
    }

    function addMint(
        Batch memory self,
        uint256 lotId,
        uint256 registry,
        uint256 when,
        uint256 permit,
        uint256 context,
        uint256[8] calldata proof
    ) internal pure {
        _begin(self, MINT, proof);
        _push(self.signals, lotId);
        _pushSite(self.signals, registry, when, permit, context);
    }

    function addSplit(
        Batch memory self,
        uint256 parent,
        uint256[] calldata children,
        uint256[8] calldata proof
    ) internal pure {
        _begin(self, SPLIT, proof);
        _push(self.signals, parent);
        _pushLots(self.signals, children);
    }

    function addMerge(
        Batch memory self,
        uint256[] calldata parents,
        uint256 child,
        bool sameProvenance,
        uint256[8] calldata proof
    ) internal pure {
        _begin(self, MERGE, proof);
        _pushLots(self.signals, parents);
        _push(self.signals, child);
        _push(self.signals, sameProvenance ? 1 : 0);
    }

    function addRefine(
        Batch memory self,
        uint256 parent,
        uint256 child,
        uint256 registry,
        uint256 when,
        uint256 permit,
        uint256 context,
        uint256[8] calldata proof
    ) internal pure {
        _begin(self, REFINE, proof);
        _push(self.signals, parent);
        _push(self.signals, child);
        _pushSite(self.signals, registry, when, permit, context);
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

    function _pushSite(
        uint256[] memory signals,
        uint256 registry,
        uint256 when,
        uint256 permit,
        uint256 context
    ) private pure {
        _push(signals, registry);
        _push(signals, when);
        _push(signals, permit);
        _push(signals, context);
    }

    /// @dev The circuits take eight lots; those not used have id 0.
    function _pushLots(uint256[] memory signals, uint256[] calldata lots) private pure {
        for (uint256 i = 0; i < MAX_LOTS; ++i) _push(signals, i < lots.length ? lots[i] : 0);
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
