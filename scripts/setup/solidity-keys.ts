import type { G1, G2, VerifyingKey } from "./verifying-key.ts";

const BASE_ORDER = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

/** A circuit and its verifying key, in the order of the circuits' numbers. */
export interface CircuitKey {
  readonly name: string;
  readonly key: VerifyingKey;
}

/**
 * `contracts/Keys.sol`. β, γ and δ are written negated, so that the contract multiplies pairings only.
 * @throws RangeError if the keys cannot share one batch: see `keysProblems`, which says so in words
 */
export function solidityKeys(circuits: readonly CircuitKey[]): string {
  const [first] = circuits;
  const problems = keysProblems(circuits);
  if (first === undefined || problems.length > 0) throw new RangeError(problems.join("; "));
  const names = circuits.map(({ name }, id) => `${name} ${id}`).join(", ");
  return `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.34;

// DEVELOPMENT KEYS, made from public beacons: whoever likes can forge proofs for them.
// Generated from circuits/keys by \`npx hardhat circuits setup\`; \`npx hardhat circuits verify\` compares.

/// @title The verifying keys of the circuits: ${names}
/// @notice What of the keys a pairing needs negated is written negated. Words are in the precompiles' order.
library Keys {
    uint256 internal constant CIRCUITS = ${circuits.length};
    uint256 internal constant MAX_SIGNALS = ${Math.max(...circuits.map(signalCount))};

    // What all circuits share, because it comes from their powers of tau: α, −β, −γ.
    bytes internal constant ALPHA =
${words(first.key.alpha, 8)};
    bytes internal constant MINUS_BETA =
${words(negated(first.key.beta), 8)};
    bytes internal constant MINUS_GAMMA =
${words(negated(first.key.gamma), 8)};

    /// @notice The number of public signals of a circuit, 0 if there is no such circuit.
    function signalCount(uint256 circuit) internal pure returns (uint256) {
        return (${signalCounts(circuits)} >> (circuit << 3)) & 0xff;
    }

    /// @notice What a circuit has for itself: a point for the constant one, one for each public signal, −δ.
    function circuitKey(uint256 circuit) internal pure returns (bytes memory) {
${circuits.map(circuitBranch).join("\n")}
        return "";
    }
}
`;
}

/** Why these keys cannot be used, or not together in one batch; empty if they can. */
export function keysProblems(circuits: readonly CircuitKey[]): string[] {
  const [first] = circuits;
  if (first === undefined) return ["there are no circuits"];
  return circuits.flatMap(({ name, key }, index) => [
    ...(same(key.alpha, first.key.alpha) ? [] : [`α of ${name} is not that of ${first.name}`]),
    ...(same(key.beta, first.key.beta) ? [] : [`β of ${name} is not that of ${first.name}`]),
    ...(same(key.gamma, first.key.gamma) ? [] : [`γ of ${name} is not that of ${first.name}`]),
    // Where a coordinate agrees, the points are equal or opposite, and either way proofs can be forged.
    ...(disjoint(key.delta, key.gamma) ? [] : [`γ and δ of ${name} have a coordinate in common`]),
    ...circuits
      .slice(0, index)
      .filter((other) => !disjoint(key.delta, other.key.delta))
      .map((other) => `δ of ${name} and of ${other.name} have a coordinate in common`),
  ]);
}

function circuitBranch({ name, key }: CircuitKey, id: number): string {
  return `        // ${name}
        if (circuit == ${id})
            return
${words([...key.combination.flat(), ...negated(key.delta)], 16)};`;
}

function signalCounts(circuits: readonly CircuitKey[]): string {
  const digits = circuits.map((circuit) => signalCount(circuit).toString(16).padStart(2, "0"));
  return `0x${digits.reverse().join("")}`;
}

function signalCount({ key }: CircuitKey): number {
  return key.combination.length - 1;
}

function words(values: readonly bigint[], indent: number): string {
  return values.map((value) => `${" ".repeat(indent)}hex"${hex(value)}"`).join("\n");
}

function hex(value: bigint): string {
  return value.toString(16).padStart(64, "0");
}

function negated([xIm, xRe, yIm, yRe]: G2): G2 {
  return [xIm, xRe, (BASE_ORDER - yIm) % BASE_ORDER, (BASE_ORDER - yRe) % BASE_ORDER];
}

function same(a: G1 | G2, b: G1 | G2): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}

function disjoint(a: G2, b: G2): boolean {
  return a.every((word, index) => word !== b[index]);
}
