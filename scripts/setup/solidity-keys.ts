/** Words of what all circuits share, since it comes from their powers of tau: α, −β, −γ. */
const SHARED_WORDS = 2 + 4 + 4;

/**
 * `contracts/VerifyingKeys.sol`, which depends on the numbers of public signals alone.
 * @param circuits their names and numbers of public signals, in the order of their numbers
 */
export function solidityKeys(
  circuits: readonly { readonly name: string; readonly signals: number }[],
): string {
  const names = circuits.map(({ name }, id) => `${name} ${id}`).join(", ");
  let words = SHARED_WORDS;
  const branches = circuits.map(({ name, signals }, id) => {
    const first = words;
    words += 2 * (signals + 1) + 4;
    return `        // ${name}
        if (circuit == ${id}) {
            key = _room(${words - first});
${points(first, words, 12)}            return key;
        }
`;
  });
  const each = (line: (word: number) => string) => Array.from({ length: words }, (_, i) => line(i)).join("");
  return `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

import {IProofVerifier} from "./interfaces/IProofVerifier.sol";

// Generated from circuits/circuits.json by \`npx hardhat circuits setup\`.
// solhint-disable function-max-lines

/// @title The verifying keys of the circuits: ${names}
/// @notice Keys are given at deployment, so that the code is the same for all; each word is an immutable, since those are
/// the cheapest to read. Words are in the precompiles' order, and what a pairing needs negated is given negated: α, −β, −γ,
/// which all circuits share, then for each circuit a point for the constant one, one for each public signal, and −δ.
abstract contract VerifyingKeys {
    uint256 internal constant _CIRCUITS = ${circuits.length};
    uint256 internal constant _MAX_SIGNALS = ${Math.max(...circuits.map(({ signals }) => signals))};
    uint256 internal constant _KEY_WORDS = ${words};

${each((i) => `    uint256 private immutable _w${i};\n`)}
    /// @param words all of them, in order
    constructor(uint256[] memory words) {
        if (words.length != _KEY_WORDS) {
            revert IProofVerifier.KeysLengthInvalid(words.length, _KEY_WORDS);
        }
${each((i) => `        _w${i} = words[${i}];\n`)}    }

    /// @notice The number of public signals of a circuit, 0 if there is no such circuit.
    function _signalCount(uint256 circuit) internal pure returns (uint256) {
        return (${signalCounts(circuits)} >> (circuit << 3)) & 0xff;
    }

    /// @notice α, −β, −γ.
    function _sharedKey() internal view returns (uint256[] memory key) {
        key = _room(${SHARED_WORDS});
${points(0, SHARED_WORDS, 8)}    }

    /// @notice What a circuit has for itself: a point for the constant one, one for each public signal, −δ.
    function _circuitKey(uint256 circuit) internal view returns (uint256[] memory key) {
${branches.join("")}    }

    /// @dev An array whose words are not yet written.
    function _room(uint256 words) private pure returns (uint256[] memory key) {
        assembly ("memory-safe") {
            key := mload(0x40)
            mstore(0x40, add(key, shl(5, add(words, 1))))
            mstore(key, words)
        }
    }

    function _put(uint256[] memory key, uint256 at, uint256 x, uint256 y) private pure {
        assembly ("memory-safe") {
            let target := add(key, at)
            mstore(target, x)
            mstore(add(target, 32), y)
        }
    }
}
`;
}

/** Statements that write words into `key`, two by two. */
function points(first: number, end: number, indent: number): string {
  return Array.from({ length: (end - first) / 2 }, (_, i) => {
    const word = first + 2 * i;
    return `${" ".repeat(indent)}_put(key, ${32 * (2 * i + 1)}, _w${word}, _w${word + 1});\n`;
  }).join("");
}

function signalCounts(circuits: readonly { readonly signals: number }[]): string {
  const digits = circuits.map(({ signals }) => signals.toString(16).padStart(2, "0"));
  return `0x${digits.reverse().join("")}`;
}
