import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { groth16 } from "snarkjs";

import { FIELD_ORDER } from "../../../scripts/core/field.ts";
import { loadArtefacts } from "../../../scripts/prover/artefacts.ts";
import { Engine } from "../../../scripts/prover/engine/engine.ts";
import { circuitNames } from "../../../scripts/prover/manifest.ts";
import { toSnarkjsProof } from "../../../scripts/prover/proof.ts";
import { calculateWitness } from "../../../scripts/prover/witness.ts";
import { EXTREMES } from "../../fixtures/circuits/extremes.ts";
import { engineModule } from "../../fixtures/engine.ts";
import { inTurn, openReference, type Reference } from "../../fixtures/engine-reference.ts";

const [R, S] = [FIELD_ORDER - 1n, FIELD_ORDER / 7n];

describe("the engine's proofs at both ends of the inputs", () => {
  let engine: Engine;
  let reference: Reference;
  before(async () => {
    engine = await Engine.create(await engineModule());
    reference = await openReference();
  });
  after(() => reference.release());

  for (const name of circuitNames) {
    for (const [i, end] of ["least", "greatest"].entries()) {
      it(`are snarkjs's to the last bit: ${name}, the ${end}`, async () => {
        const { wasm, zkey, vkey } = loadArtefacts(name);
        const inputs = EXTREMES[name][i] ?? {};
        const witness = await calculateWitness(name, await WebAssembly.compile(wasm), inputs);
        const made = engine.prove(engine.load(zkey), witness, inTurn(R, S));
        expect(made).to.deep.equal(await reference.prove(zkey, witness, R, S));
        const { proof, publicSignals } = made;
        expect(await groth16.verify(vkey, publicSignals.map(String), toSnarkjsProof(proof))).to.equal(true);
      });
    }
  }
});
