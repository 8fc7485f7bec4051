import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import type { CircuitInputs, SignalValue } from "../../../scripts/core/circuit-inputs.ts";
import { KoboldError } from "../../../scripts/core/errors.ts";
import { FIELD_ORDER } from "../../../scripts/core/field.ts";
import { loadArtefacts } from "../../../scripts/prover/artefacts.ts";
import { circuitNames } from "../../../scripts/prover/manifest.ts";
import { calculateWitness } from "../../../scripts/prover/witness.ts";
import { holds } from "../../fuzz/relations.ts";
import { honestInputs } from "../../fixtures/circuits/honest-inputs.ts";

/** Ways to change one number; most make a statement false, some leave it true. */
const CHANGES: readonly ((value: bigint) => bigint)[] = [
  (v) => v + 1n,
  (v) => v - 1n,
  (v) => -v,
  () => 0n,
  () => 1n,
  (v) => 2n * v,
  (v) => v + 2n ** 30n,
  (v) => v + 2n ** 63n,
  (v) => v ^ 3n,
];

const change = fc.record({ signal: fc.nat(99), place: fc.nat(99), how: fc.nat(CHANGES.length - 1) });

/** The inputs with one number of one signal changed. */
function changed(
  inputs: CircuitInputs,
  { signal, place, how }: typeof change extends fc.Arbitrary<infer T> ? T : never,
) {
  const names = Object.keys(inputs);
  const name = names[signal % names.length] ?? "";
  let at = place % flat(inputs[name] ?? 0n).length;
  const visit = (value: SignalValue): SignalValue => {
    if (typeof value !== "bigint") return value.map(visit);
    const next = at-- === 0 ? (CHANGES[how]?.(value) ?? value) : value;
    return ((next % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER;
  };
  return { ...inputs, [name]: visit(inputs[name] ?? 0n) };
}

function flat(value: SignalValue): bigint[] {
  return typeof value === "bigint" ? [value] : value.flatMap(flat);
}

describe("The relations that stand in for the circuits (P-28)", () => {
  for (const [seed, circuit] of circuitNames.entries()) {
    it(`are those of ${circuit}: the calculator follows the same inputs`, async () => {
      const calculator = await WebAssembly.compile(loadArtefacts(circuit).wasm);
      const accepts = async (inputs: CircuitInputs) => {
        try {
          await calculateWitness(circuit, calculator, inputs);
          return true;
        } catch (error) {
          if (error instanceof KoboldError && error.code === "WITNESS_REJECTED") return false;
          throw error;
        }
      };
      const honest = honestInputs(circuit, "relations");
      expect([holds(circuit, honest), await accepts(honest)]).to.deep.equal([true, true]);
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(change, async (how) => {
          const inputs = changed(honest, how);
          const isTrue = holds(circuit, inputs);
          if (!isTrue) refused += 1;
          expect(await accepts(inputs)).to.equal(isTrue);
        }),
        { seed, numRuns: 40 },
      );
      expect(refused).to.be.greaterThan(12);
    });
  }
});
