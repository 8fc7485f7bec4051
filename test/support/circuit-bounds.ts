import { expect } from "chai";
import { describe, it } from "mocha";

import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { circuitUnderTest } from "./circuit-harness.ts";

// Every input of every circuit at the least and the greatest value that the design allows, and at the first value
// beyond: no lot is locked by a range that is one too tight, and none slips through one too wide.

/** Inputs that are accepted, and inputs that break the rules named and no other. */
export interface Bounds {
  readonly within: readonly CircuitInputs[];
  readonly beyond: readonly (readonly [CircuitInputs, string, ...string[]])[];
}
/** By the names of the inputs that they are about. */
export type BoundsTable = Readonly<Record<string, () => Bounds>>;

export const MASS_MAX = (1n << 32n) - 1n;
export const LANE_MAX = (1n << 30n) - 1n;
const LAST = FIELD_ORDER - 1n;

/** Nothing bounds it: it is only hashed. */
export const anything = (inputsOf: (value: bigint) => CircuitInputs) => (): Bounds => ({
  within: [inputsOf(0n), inputsOf(LAST)],
  beyond: [],
});

/**
 * @param derived the inputs that are hashes or a signature of the rest
 * @param honest names all inputs
 */
export function testBounds(
  name: string,
  derived: readonly string[],
  table: BoundsTable,
  honest: CircuitInputs,
): void {
  describe(`circuit ${name} at the bounds of`, () => {
    const circuit = circuitUnderTest(name);
    it("every input but those that are hashes or a signature of the rest", () => {
      const named = Object.keys(table).flatMap((names) => names.split(", "));
      expect([...named, ...derived].sort()).to.deep.equal(Object.keys(honest).sort());
    });
    for (const [names, boundsOf] of Object.entries(table)) {
      it(names, () => {
        const { within, beyond } = boundsOf();
        for (const inputs of within) circuit.accepts(inputs);
        for (const [inputs, ...rules] of beyond) circuit.rejects(inputs, ...rules);
      });
    }
  });
}
