import manifest from "../../circuits/circuits.json" with { type: "json" };
import { BASE_ORDER } from "../core/field.ts";
import { type CircuitName, circuitNames } from "../prover/manifest.ts";
import type { G1, G2, VerifyingKey } from "../prover/verifying-key.ts";
import { DEVELOPMENT_ALPHA } from "./layout.ts";
import { bytesOfDigits, digitsOf, keccakOf } from "./words.ts";

/** The hash of verifying keys, as `ProofVerifier` tells it. */
export function keysHashOf(words: readonly bigint[]): string {
  return keccakOf(bytesOfDigits(words.map(digitsOf).join("")));
}

/** The number of words that all keys together have. */
export const KEY_WORDS = manifest.circuits.reduce(
  (sum, { publicSignals }) => sum + 2 * (1 + count(publicSignals)) + 4,
  10,
);

/** Whether the keys rest on the development keys' powers of tau: by α, which all circuits share. */
export function areDevelopmentKeys([x, y]: readonly bigint[]): boolean {
  return x === DEVELOPMENT_ALPHA[0] && y === DEVELOPMENT_ALPHA[1];
}

/** The keys of all circuits, of the words that `ProofVerifier` takes: α, −β, −γ, then each circuit's points and −δ. */
export function verifyingKeysOf(words: readonly bigint[]): ReadonlyMap<CircuitName, VerifyingKey> {
  let at = 0;
  const word = () => words[at++] ?? 0n;
  const g1 = (): G1 => [word(), word()];
  const negatedG2 = (): G2 => [word(), word(), negated(word()), negated(word())];
  const [alpha, beta, gamma] = [g1(), negatedG2(), negatedG2()];
  return new Map(
    circuitNames.map((name, id) => {
      const points = 1 + count(manifest.circuits[id]?.publicSignals ?? []);
      const combination = Array.from({ length: points }, g1);
      return [name, { alpha, beta, gamma, combination, delta: negatedG2() }] as const;
    }),
  );
}

function count(signals: readonly { readonly size: number }[]): number {
  return signals.reduce((sum, { size }) => sum + size, 0);
}

function negated(y: bigint): bigint {
  return (BASE_ORDER - y) % BASE_ORDER;
}
