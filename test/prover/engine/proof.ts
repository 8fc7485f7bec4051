import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { groth16 } from "snarkjs";

import { FIELD_ORDER } from "../../../scripts/core/field.ts";
import { loadArtefacts } from "../../../scripts/prover/artefacts.ts";
import { Engine } from "../../../scripts/prover/engine/engine.ts";
import { type CircuitName, circuitNames } from "../../../scripts/prover/manifest.ts";
import { type ProofWords, toSnarkjsProof } from "../../../scripts/prover/proof.ts";
import { ProofVerifier } from "../../../scripts/prover/verify-proof.ts";
import { parseVerifyingKey } from "../../../scripts/prover/verifying-key.ts";
import { calculateWitness } from "../../../scripts/prover/witness.ts";
import { honestInputs } from "../../fixtures/circuits/honest-inputs.ts";
import { engineModule } from "../../fixtures/engine.ts";
import { inTurn, openReference, type Reference } from "../../fixtures/engine-reference.ts";

const R = FIELD_ORDER / 3n;
const S = FIELD_ORDER / 5n;

async function circuit(name: CircuitName, seed = "engine") {
  const { wasm, zkey, vkey } = loadArtefacts(name);
  const witness = await calculateWitness(name, await WebAssembly.compile(wasm), honestInputs(name, seed));
  return { witness, zkey, vkey, verifier: new ProofVerifier(parseVerifyingKey(vkey)) };
}

describe("the engine's proofs", () => {
  let engine: Engine;
  let reference: Reference;
  before(async () => {
    engine = await Engine.create(await engineModule());
    reference = await openReference();
  });
  after(() => reference.release());

  for (const name of circuitNames) {
    it(`are snarkjs's to the last bit, for equal randomness: ${name}`, async () => {
      const { zkey, witness, vkey } = await circuit(name);
      const key = engine.load(zkey);
      for (const [r, s] of name === "claim"
        ? ([
            [R, S],
            [0n, FIELD_ORDER - 1n],
            [1n, 0n],
          ] as const)
        : ([[R, S]] as const)) {
        const made = engine.prove(key, witness, inTurn(r, s));
        expect(made).to.deep.equal(await reference.prove(zkey, witness, r, s));
        const { proof, publicSignals } = made;
        expect(await groth16.verify(vkey, publicSignals.map(String), toSnarkjsProof(proof))).to.equal(true);
      }
    });
  }

  it("hide the witness behind both scalars: A behind r, B behind s, C behind both", async () => {
    const { zkey, witness, verifier } = await circuit("claim");
    const key = engine.load(zkey);
    const make = (r: bigint, s: bigint) => engine.prove(key, witness, inTurn(r, s));
    const [one, otherR, otherS] = [make(R, S), make(R + 1n, S), make(R, S + 1n)];
    for (const { proof, publicSignals } of [one, otherR, otherS])
      expect(verifier.verify(proof, publicSignals)).to.equal(true);
    const same = (a: ProofWords, b: ProofWords) =>
      [a.slice(0, 2), a.slice(2, 6), a.slice(6)].map(
        (part, i) => part.join() === [b.slice(0, 2), b.slice(2, 6), b.slice(6)][i]?.join(),
      );
    expect(same(one.proof, otherR.proof)).to.deep.equal([false, true, false]);
    expect(same(one.proof, otherS.proof)).to.deep.equal([true, false, false]);
  });

  it("of a witness that is no solution hold for nobody", async () => {
    const { zkey, witness, verifier } = await circuit("claim");
    const key = engine.load(zkey);
    const elements = witness.length - 32 * key.wires;
    for (const wire of [0, 1, key.publicSignals + 1, key.wires >> 1, key.wires - 1]) {
      const wrong = witness.slice();
      const at = elements + 32 * wire;
      wrong[at] = (wrong[at] ?? 0) ^ 1;
      const { proof, publicSignals } = engine.prove(key, wrong, inTurn(R, S));
      expect(verifier.verify(proof, publicSignals), `wire ${wire}`).to.equal(false);
    }
    // nor does anything stay behind
    const { proof, publicSignals } = engine.prove(key, witness, inTurn(R, S));
    expect(verifier.verify(proof, publicSignals)).to.equal(true);
  });

  it("are not made of what is no witness of the circuit", async () => {
    const { zkey, witness } = await circuit("claim");
    const key = engine.load(zkey);
    const other = await circuit("split");
    const large = witness.slice();
    large.fill(255, large.length - 32);
    const foreign = witness.slice();
    foreign[28] = (foreign[28] ?? 0) ^ 1; // of the field's order
    for (const wrong of [other.witness, witness.slice(0, -32), witness.slice(0, 40), large, foreign]) {
      expect(() => engine.prove(key, wrong, inTurn(R, S))).to.throw(RangeError);
    }
  });
});

describe("a proving key that is damaged", () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(await engineModule());
  });

  /** Where the content of each section begins, and how long it is. */
  const sectionsOf = (file: Uint8Array) => {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const found = new Map<number, { readonly start: number; readonly size: number }>();
    for (let at = 12; at < file.length;) {
      const size = Number(view.getBigUint64(at + 4, true));
      found.set(view.getUint32(at, true), { start: at + 12, size });
      at += 12 + size;
    }
    return found;
  };

  it("makes no proof that holds and is another", async () => {
    const { zkey, witness, verifier } = await circuit("claim");
    const honest = engine.prove(engine.load(zkey), witness, inTurn(R, S));
    let wrong = 0;
    let tried = 0;
    for (const [section, { start, size }] of sectionsOf(zkey)) {
      // 3 is what only verifying takes, 10 the ceremony's record
      if (section === 3 || section === 10) continue;
      for (const part of [0.3, 0.97]) {
        const damaged = zkey.slice();
        const at = start + Math.floor(part * size);
        damaged[at] = (damaged[at] ?? 0) ^ 0x11;
        tried += 1;
        try {
          const { proof, publicSignals } = engine.prove(engine.load(damaged), witness, inTurn(R, S));
          // a point whose scalar is 0 does no harm
          if (verifier.verify(proof, publicSignals)) expect(proof).to.deep.equal(honest.proof);
          else wrong += 1;
        } catch (error) {
          expect(error).to.be.instanceOf(RangeError);
          wrong += 1;
        }
      }
    }
    // the damage was not all where nobody looks
    expect(wrong).to.be.above(tried / 3);
  });

  it("is refused where it is cut short, or no proving key", () => {
    const { zkey, wasm } = loadArtefacts("claim");
    for (const length of [0, 3, 20, 200, 5_000, zkey.length >> 1, zkey.length - 100_000])
      expect(() => engine.load(zkey.slice(0, length)), `${length} bytes`).to.throw(RangeError);
    expect(() => engine.load(wasm)).to.throw(RangeError);
  });
});
