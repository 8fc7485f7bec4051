import { expect } from "chai";
import { network } from "hardhat";
import { before, describe, it } from "mocha";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { batchOf, type ProvenStatement } from "../../scripts/bench/batch.ts";
import { withChanged } from "../support/with-changed.ts";
import { allRealProofs, makeRealProofs } from "../support/real-proofs.ts";
import { seededField } from "../support/random.ts";
import { revertOf } from "../support/revert.ts";
import { deploySnarkjsVerifiers } from "../../scripts/bench/snarkjs-verifiers.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const fixture = async () => ({
  verifier: await ethers.deployContract("ProofVerifier"),
  snarkjs: await deploySnarkjsVerifiers(ethers),
});

const CASES = 400;
const LARGEST_BATCH = 6;
const BASE_ORDER = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

const random = seededField("differential");
const below = (limit: number): number => Number(random() % BigInt(limit));
function pick<T>(list: readonly T[]): T {
  const picked = list[below(list.length)];
  if (picked === undefined) throw new RangeError("nothing to pick from");
  return picked;
}

/** Ways to alter a statement; some leave it true, as when a signal is exchanged for an equal one. */
const alterations: ((statement: ProvenStatement, other: ProvenStatement) => ProvenStatement)[] = [
  (s) => ({ ...s, signals: withChanged(s.signals, below(s.signals.length), (x) => (x + 1n) % FIELD_ORDER) }),
  (s) => ({ ...s, signals: withChanged(s.signals, below(s.signals.length), (x) => x + FIELD_ORDER) }),
  (s) => ({ ...s, signals: withChanged(s.signals, below(s.signals.length), random) }),
  (s) => ({ ...s, signals: [...s.signals].reverse() }),
  (s) => ({ ...s, signals: [...s.signals.slice(1), ...s.signals.slice(0, 1)] }),
  (s) => ({ ...s, proof: withChanged(s.proof, below(8), (x) => x + 1n) }),
  (s) => ({ ...s, proof: withChanged(s.proof, below(8), (x) => x + BASE_ORDER) }),
  (s) => ({ ...s, proof: withChanged(s.proof, pick([1, 7]), (y) => BASE_ORDER - y) }),
  (s) => ({ ...s, proof: s.proof.map((word, i) => (i < 2 ? 0n : word)) }),
  (s) => ({ ...s, proof: s.proof.map((word, i) => (i > 5 ? 0n : word)) }),
  (s) => ({ ...s, proof: s.proof.map((word, i) => (i > 1 && i < 6 ? 0n : word)) }),
  (s) => ({ ...s, proof: s.proof.map(() => 0n) }),
  (s) => ({ ...s, proof: s.proof.map(() => random()) }),
  // A and −A with −B: another proof of the same statement
  (s) => ({ ...s, proof: s.proof.map((word, i) => ([1, 4, 5].includes(i) ? BASE_ORDER - word : word)) }),
  (s, other) => ({ ...s, proof: other.proof }),
  (s, other) => ({ ...s, proof: [...s.proof.slice(0, 6), ...other.proof.slice(6)] }),
  (s, other) => ({ ...s, proof: [...other.proof.slice(0, 2), ...s.proof.slice(2)] }),
  (s, other) => ({ ...other, signals: other.signals.map((_, i) => s.signals[i] ?? 0n), proof: s.proof }),
];

describe("ProofVerifier beside the verifiers that snarkjs generates", () => {
  before(makeRealProofs);

  it(`gives the same answer in ${CASES} cases, valid, altered, permuted and mixed`, async () => {
    const { verifier, snarkjs } = await networkHelpers.loadFixture(fixture);
    const pool = await allRealProofs();
    const tally = { accepted: 0, rejected: 0, malleated: 0 };
    for (let i = 0; i < CASES; i += 1) {
      const batch = Array.from({ length: i % 3 === 0 ? 1 : 1 + below(LARGEST_BATCH) }, () => pick(pool));
      if (i % 2 === 1) {
        const at = below(batch.length);
        const alter = pick(alterations);
        batch[at] = alter(pick(batch.slice(at, at + 1)), pick(pool));
      }
      const theirs = await Promise.all(batch.map((statement) => snarkjs.accepts(statement)));
      const expected = theirs.every(Boolean);
      const refused = await revertOf(verifier.verify(...batchOf(batch)));
      expect(refused === undefined, `case ${i}: ${JSON.stringify(theirs)}, ${String(refused)}`).to.equal(
        expected,
      );
      tally[expected ? "accepted" : "rejected"] += 1;
      if (expected && i % 2 === 1) tally.malleated += 1;
    }
    expect(tally.accepted).to.be.at.least(CASES / 2);
    expect(tally.rejected).to.be.at.least(CASES / 3);
    // Among what is altered and still true are other proofs of the same statement.
    expect(tally.malleated).to.be.at.least(5);
  }).timeout(300_000);
});
