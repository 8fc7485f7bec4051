import { assert } from "chai";

import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import type { CircuitUnderTest } from "./circuit-harness.ts";

/** circomlib's IsZero leaves the inverse of 0 open, which nothing else reads. */
const FREE_BY_DESIGN = /\.inv$/;
/** circomlib's Num2Bits_strict fixes its 254 bits by a comparison, which the analysis does not follow. */
const FIXED_BY_ALIAS_CHECK = /\.h2bits\.out\[\d+\]$/;

/** Asserts that valid inputs leave no signal to the prover's choice. */
export function assertDetermined(circuit: CircuitUnderTest, ...valid: readonly CircuitInputs[]): void {
  for (const inputs of valid) {
    circuit.accepts(inputs);
    const free = circuit
      .freeSignals(inputs, FIXED_BY_ALIAS_CHECK)
      .filter((name) => !FREE_BY_DESIGN.test(name));
    assert.deepEqual(free.slice(0, 10), []);
  }
}

/** Asserts that every public signal takes part in a constraint: else a proof's could be exchanged. */
export function assertBound(circuit: CircuitUnderTest): void {
  assert.deepEqual(circuit.looseSignals(), []);
}
