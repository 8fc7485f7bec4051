import { expect } from "chai";
import fc from "fast-check";
import { after, before, describe, it } from "mocha";
import { groth16 } from "snarkjs";

import { FIELD_ORDER } from "../../../scripts/core/field.ts";
import { randomField } from "../../../scripts/core/random.ts";
import { loadArtefacts } from "../../../scripts/prover/artefacts.ts";
import { openCurve } from "../../../scripts/prover/curve.ts";
import { Engine } from "../../../scripts/prover/engine/engine.ts";
import { circuitNames } from "../../../scripts/prover/manifest.ts";
import { toSnarkjsProof } from "../../../scripts/prover/proof.ts";
import { calculateWitness } from "../../../scripts/prover/witness.ts";
import { compileEngine, engineSources } from "../../../scripts/setup/engine.ts";
import { honestInputs } from "../../fixtures/circuits/honest-inputs.ts";
import { engineInstance, engineModule, modulo } from "../../fixtures/engine.ts";
import { EnginePoints, multiple } from "../../fixtures/engine-points.ts";

// The engine's long run, `npm run test:engine`; the short one is beside it.

const SUMS = 10_000;
const STATEMENTS = 200;

describe("the engine, at length", () => {
  let release: () => Promise<void>;
  before(async () => {
    release = await openCurve();
  });
  after(async () => {
    await release();
  });

  it("is built to the same bytes each time", async () => {
    const built = Buffer.from(await compileEngine(engineSources()));
    expect(built.equals(await engineModule())).to.equal(true);
  });

  for (const group of ["G1", "G2"] as const) {
    it(`sums up ${SUMS} random lists of points of ${group} as the model does`, async () => {
      const engine = await engineInstance();
      const points = new EnginePoints(engine, group);
      // some 60 points, so that equal and opposite ones meet
      const point = fc.integer({ min: -30, max: 30 }).map((k) => modulo(BigInt(k), FIELD_ORDER));
      const scalar = fc.oneof(
        fc.constantFrom(0n, 1n, 2n, FIELD_ORDER - 1n),
        fc.nat(255).map(BigInt),
        fc.bigInt(0n, FIELD_ORDER - 1n),
        fc.bigInt(0n, FIELD_ORDER - 1n),
      );
      const terms = fc.array(fc.tuple(point, scalar), { maxLength: 400, size: "max" });
      fc.assert(
        fc.property(terms, (list) => {
          const expected = list.reduce((sum, [of, by]) => (sum + of * by) % FIELD_ORDER, 0n);
          const found = points.multiplyAndSum(list.map(([of, by]) => [multiple(group, of), by]));
          expect(found).to.deep.equal(multiple(group, expected));
        }),
        { numRuns: SUMS },
      );
    });
  }

  for (const name of circuitNames) {
    it(`proves ${STATEMENTS} statements by ${name}, each as snarkjs accepts it`, async () => {
      const engine = await Engine.create(await engineModule());
      const { wasm, zkey, vkey } = loadArtefacts(name);
      const calculator = await WebAssembly.compile(wasm);
      const key = engine.load(zkey);
      for (let i = 0; i < STATEMENTS; i += 1) {
        const witness = await calculateWitness(name, calculator, honestInputs(name, `long ${i}`));
        const { proof, publicSignals } = engine.prove(key, witness, randomField);
        expect(
          await groth16.verify(vkey, publicSignals.map(String), toSnarkjsProof(proof)),
          `statement ${i}`,
        ).to.equal(true);
      }
    });
  }
});
