import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { poseidon } from "../../scripts/core/poseidon.ts";

/** A lot as numbers without any check, for witnesses that core refuses to make. */
export interface LotFacts {
  readonly massGrams: bigint;
  readonly lanes: readonly bigint[];
  readonly oldestAudit: bigint;
  readonly salt: bigint;
}

/** The residue in 0 … FIELD_ORDER - 1: how a negative number or a quotient looks to a circuit. */
export function modulo(value: bigint): bigint {
  return ((value % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER;
}

/** The element that `divisor` times gives `value` in the field. */
export function quotient(value: bigint, divisor: bigint): bigint {
  let [power, base, result] = [FIELD_ORDER - 2n, modulo(divisor), modulo(value)];
  for (; power > 0n; power >>= 1n) {
    if ((power & 1n) === 1n) result = modulo(result * base);
    base = modulo(base * base);
  }
  return result;
}

export function hash(...inputs: readonly bigint[]): bigint {
  return poseidon(...inputs.map(modulo));
}

/** Four values to a word, 63 bits apart. */
export function words(values: readonly bigint[]): bigint[] {
  return [0, 4, 8, 12].map((first) =>
    modulo([0, 1, 2, 3].reduce((sum, l) => sum + (values[first + l] ?? 0n) * (1n << BigInt(63 * l)), 0n)),
  );
}

export function provenanceOf({ lanes, oldestAudit }: Pick<LotFacts, "lanes" | "oldestAudit">): bigint {
  return hash(...words(lanes), oldestAudit);
}

export function lotIdOf(lot: LotFacts): bigint {
  return hash(lot.massGrams, provenanceOf(lot), lot.salt);
}

/** A copy with `value` in place `k`. */
export function withAt<T>(values: readonly T[], k: number, value: T): T[] {
  return values.map((old, i) => (i === k ? value : old));
}

/** Indices 0 … count - 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
