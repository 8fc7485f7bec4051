import { assert } from "chai";

import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import type { CircuitUnderTest } from "./circuit-harness.ts";

/** The bits of Num2Bits_strict: 254, whose sum could wrap, but that circomlib's AliasCheck keeps it below the order. */
export const CHECKED_FOR_ALIASES = /\.h2bits\.n2b\.out\[\d+\]$/;

/** circomlib's IsZero leaves the inverse of 0 open, which nothing else reads. */
const INVERSE = /\.inv$/;

/**
 * Signals that are a quotient, by the last parts of their names, and why the divisor is never 0. All are inside
 * circomlib's EdDSAPoseidonVerifier, whose points are on the curve by BabyCheck, and 8 · assayer is a point P of
 * the subgroup's prime order, about 2^250.6, not neutral by the check of 4 · assayer's x.
 */
export const QUOTIENTS: readonly { readonly name: RegExp; readonly reason: string }[] = [
  {
    name: /\.(adder|eadder|adders\[\d+\]|addRight|cAdd)\.[xy]out$/,
    reason:
      "BabyAdd divides by 1 ± d·x1·x2·y1·y2: d is no square, so the addition law is complete on the curve",
  },
  {
    name: /\.e2m\.out\[\d\]$/,
    reason:
      "Edwards2Montgomery divides by 1 - y and x: 0 for points of order 1 and 2 only, and P's order is odd",
  },
  {
    name: /\.c?m2e(\[\d\])?\.out\[\d\]$/,
    reason: "Montgomery2Edwards divides by v and u + 1: v = 0 has order 2, and no point has u = -1",
  },
  {
    name: /\.(doubler|doublers\[\d+\]|dbl2|dblLast)\.lamda$/,
    reason: "MontgomeryDouble divides by 2·v: 0 for the point of order 2 only",
  },
  {
    name: /\.bits\[\d+\]\.adder\.lamda$/,
    reason: "adds 2^i·P to m·P with 0 < m < 2^i, i < 148: neither the same point nor the opposite one",
  },
  {
    name: /\.adr[3-8]\.lamda$/,
    reason: "adds 1·Q to k·Q with 2 ≤ k ≤ 7, or 1 to 2: neither the same point nor the opposite one",
  },
  {
    name: /\.(cadders|adders)\[\d+\]\.lamda$/,
    reason:
      "adds at most 2^249·Q to an m·Q that is larger, or 8^i·Q to Σ_{j<i} 8^j·Q, both below the order: never the " +
      "same point; where they are opposite, for one S, the constraint is λ·0 = 2·v and no witness exists",
  },
  {
    name: /\.eqCheck[XY]\.isz\.(out|in)$/,
    reason: "ForceEqualIfEnabled divides by `enabled`, which is 1, and then by isz.out, which is 1",
  },
];

/** Asserts that the inputs, whatever they are, leave no signal to the prover's choice; `valid` are some of them. */
export function assertDetermined(circuit: CircuitUnderTest, ...valid: readonly CircuitInputs[]): void {
  const { free, spare, quotients } = circuit.determination(CHECKED_FOR_ALIASES);
  assert.deepEqual(free.slice(0, 10), [], "signals are free");
  assert.deepEqual(
    spare.filter((name) => !INVERSE.test(name)),
    [],
    "signals are free where a divisor is 0",
  );
  const unexplained = quotients.filter(({ name }) => !QUOTIENTS.some((known) => known.name.test(name)));
  assert.deepEqual(unexplained.map(({ name }) => name).slice(0, 10), [], "quotients are unexplained");
  for (const inputs of valid) {
    circuit.accepts(inputs);
    const witness = circuit.witness(inputs);
    for (const { name, divisor } of quotients) assert.notEqual(divisor(witness), 0n, `${name}'s divisor`);
  }
}

/**
 * Asserts that every public signal takes part in a constraint, else a proof's could be exchanged, and that those named
 * follow from the other inputs: what is hashed is what is public.
 */
export function assertBound(circuit: CircuitUnderTest, ...derived: readonly string[]): void {
  assert.deepEqual(circuit.looseSignals(), []);
  const sought = new RegExp(`^main\\.(${derived.join("|")})(\\[\\d+\\])?$`);
  const { free } = circuit.determination(CHECKED_FOR_ALIASES, sought);
  assert.deepEqual(free.slice(0, 10), [], "public signals are not bound");
}
