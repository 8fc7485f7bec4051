import { bn254 } from "@noble/curves/bn254.js";
import { expect } from "chai";
import { describe, it } from "mocha";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import type { ProofWords } from "../../scripts/prover/proof.ts";
import { type KeyedProof, verifyBatch } from "../../scripts/prover/verify-batch.ts";
import { ProofVerifier } from "../../scripts/prover/verify-proof.ts";
import type { G1, G2, VerifyingKey } from "../../scripts/prover/verifying-key.ts";
import { seededField } from "../fixtures/random.ts";

const random = seededField("batches");
const { Fr } = bn254.fields;

function g1(scalar: bigint): G1 {
  const { x, y } = bn254.G1.Point.BASE.multiply(scalar).toAffine();
  return [x, y];
}

function g2(scalar: bigint): G2 {
  const { x, y } = bn254.G2.Point.BASE.multiply(scalar).toAffine();
  return [x.c1, x.c0, y.c1, y.c0];
}

/** A key of which everything is known, as of the development keys, so that proofs are made by hand for any statement. */
function knownKey(signals: number, [a, b, c]: readonly [bigint, bigint, bigint]) {
  const d = random();
  const points = Array.from({ length: signals + 1 }, random);
  const key: VerifyingKey = {
    ...{ alpha: g1(a), beta: g2(b), gamma: g2(c), delta: g2(d) },
    combination: points.map(g1),
  };
  /** With C = (rs − ab − c·Σ signal·point) / d, and `extra` of G beside. */
  const prove = (values: readonly bigint[], extra = 0n): KeyedProof => {
    const [r, s] = [random(), random()];
    const sum = points.reduce(
      (all, point, i) => Fr.add(all, Fr.mul(point, i === 0 ? 1n : (values[i - 1] ?? 0n))),
      0n,
    );
    const top = Fr.sub(Fr.sub(Fr.mul(r, s), Fr.mul(a, b)), Fr.mul(c, sum));
    const proof: ProofWords = [...g1(r), ...g2(s), ...g1(Fr.add(Fr.div(top, d), extra))];
    return { key, signals: values, proof };
  };
  return { key, prove };
}

const shared = [random(), random(), random()] as const;
const first = knownKey(3, shared);
const second = knownKey(5, shared);
// another ceremony's, as of a deployment before
const foreign = knownKey(3, [random(), random(), random()]);
const values = (count: number) => Array.from({ length: count }, random);

describe("a batch of proofs", () => {
  const proofs = [
    ...Array.from({ length: 4 }, () => first.prove(values(3))),
    ...Array.from({ length: 3 }, () => second.prove(values(5))),
    foreign.prove(values(3)),
  ];

  it("holds if each does, also of several keys, alone, and empty", () => {
    for (const { key, proof, signals } of proofs)
      expect(new ProofVerifier(key).verify(proof, signals)).to.equal(true);
    expect(verifyBatch(proofs)).to.equal(true);
    expect(verifyBatch(proofs.slice(0, 1))).to.equal(true);
    expect(verifyBatch([])).to.equal(true);
  });

  it("does not hold if any proof or signal is another", () => {
    const [one] = proofs;
    if (one === undefined) throw new RangeError("no proof");
    const others: readonly KeyedProof[] = [
      { ...one, signals: one.signals.with(1, 5n) },
      { ...one, key: foreign.key },
      { ...one, signals: one.signals.slice(1) },
      // the same modulo the field's order
      { ...one, signals: one.signals.with(0, (one.signals[0] ?? 0n) + FIELD_ORDER) },
      first.prove(one.signals, 1n),
      { ...one, proof: [one.proof[0] + 1n, ...rest(one.proof)] },
    ];
    for (const [i, other] of others.entries()) {
      expect(verifyBatch([other]), `alone, ${i}`).to.equal(false);
      expect(verifyBatch(proofs.with(3, other)), `among others, ${i}`).to.equal(false);
    }
  });

  it("does not hold where two wrong proofs make up for each other, as they would with weights that are known", () => {
    const wrong = [first.prove(values(3), 7n), first.prove(values(3), FIELD_ORDER - 7n)];
    for (const each of wrong) expect(verifyBatch([each])).to.equal(false);
    expect(verifyBatch(wrong, (bytes) => void bytes.fill(1))).to.equal(true);
    for (let i = 0; i < 3; i++) expect(verifyBatch(wrong)).to.equal(false);
  });

  it("lets no proof out, whatever is drawn", () => {
    expect(verifyBatch([first.prove(values(3), 1n), ...proofs], (bytes) => void bytes.fill(0))).to.equal(
      false,
    );
  });
});

function rest([, ay, ...others]: ProofWords): [bigint, bigint, bigint, bigint, bigint, bigint, bigint] {
  return [ay, ...others];
}
