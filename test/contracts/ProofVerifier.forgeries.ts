import { expect } from "chai";
import { solidityPackedKeccak256 } from "ethers";
import { network } from "hardhat";
import { before, describe, it } from "mocha";
import { groth16 } from "snarkjs";

import { BASE_ORDER, FIELD_ORDER } from "../../scripts/core/field.ts";
import { withCurve } from "../../scripts/prover/curve.ts";
import { artefactPaths } from "../../scripts/prover/files.ts";
import { jsonAt } from "../../scripts/prover/json.ts";
import { circuitNames } from "../../scripts/prover/manifest.ts";
import { toSnarkjsProof } from "../../scripts/prover/proof.ts";
import { type G1, parseVerifyingKey } from "../../scripts/prover/verifying-key.ts";
import { exportVerifyingKey } from "../../scripts/setup/export-verifying-key.ts";
import { type BatchArguments, batchOf, type ProvenStatement } from "../../scripts/bench/batch.ts";
import { g1On, GENERATOR } from "../models/g1.ts";
import { withChanged } from "../fixtures/with-changed.ts";
import { allRealProofs, makeRealProofs, realProofsOf, smallProofs } from "../fixtures/real-proofs.ts";
import { developmentKeyWords } from "../../scripts/prover/key-words.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const fixture = async () => ({
  verifier: await ethers.deployContract("ProofVerifier", [developmentKeyWords()]),
  harness: await ethers.deployContract("ProofVerifierHarness", [developmentKeyWords()]),
  caller: await ethers.deployContract("StaticCalls"),
});

const C = 6;
const { add, multiply } = g1On(ethers.provider);

const pointC = ({ proof }: ProvenStatement): G1 => [proof[C] ?? 0n, proof[C + 1] ?? 0n];
const withC = (statement: ProvenStatement, [x, y]: G1): ProvenStatement => ({
  ...statement,
  proof: [...statement.proof.slice(0, C), x, y],
});
const withSignal = (statement: ProvenStatement, at: number, difference: bigint): ProvenStatement => ({
  ...statement,
  signals: withChanged(statement.signals, at, (signal) => (signal + difference + FIELD_ORDER) % FIELD_ORDER),
});

describe("ProofVerifier against forgers", () => {
  before(makeRealProofs);

  it("rejects (α, β, −V) for any signals, which passes where δ is γ", async () => {
    const { verifier } = await networkHelpers.loadFixture(fixture);
    await withCurve(async () => {
      for (const circuit of circuitNames) {
        const exported = await exportVerifyingKey(artefactPaths(circuit).zkey);
        const { alpha, beta, combination } = parseVerifyingKey(exported);
        const signals = combination.slice(1).map((_, i) => BigInt(i + 1));
        let sum = combination[0] ?? GENERATOR;
        for (const [i, signal] of signals.entries()) {
          sum = await add(sum, await multiply(combination[i + 1] ?? GENERATOR, signal));
        }
        const proof = [...alpha, ...beta, sum[0], BASE_ORDER - sum[1]] as const;
        await expect(
          verifier.verify(...batchOf([{ circuit, signals, proof }])),
        ).to.be.revertedWithCustomError(verifier, "VerifierProofRejected");
        const careless = Object.assign({}, exported, { vk_delta_2: jsonAt(exported, "vk_gamma_2") });
        expect(await groth16.verify(careless, signals.map(String), toSnarkjsProof(proof))).to.equal(true);
      }
    });
  });

  it("rejects two wrong proofs that make up for one another under equal weights", async () => {
    const { verifier } = await networkHelpers.loadFixture(fixture);
    for (const circuit of circuitNames) {
      const [first, second] = await realProofsOf(circuit);
      const pairs = [
        [
          withC(first, await add(pointC(first), GENERATOR)),
          withC(second, await add(pointC(second), await multiply(GENERATOR, -1n))),
        ],
        [withSignal(first, 0, 1n), withSignal(second, 0, -1n)],
      ];
      for (const [left = first, right = second] of pairs) {
        // What equal weights would look at, the sums of C and of the signals, is as in the honest batch.
        expect(await add(pointC(left), pointC(right))).to.deep.equal(
          await add(pointC(first), pointC(second)),
        );
        expect(signalSums(left, right)).to.deep.equal(signalSums(first, second));
        await expect(verifier.verify(...batchOf([left, right]))).to.be.revertedWithCustomError(
          verifier,
          "VerifierProofRejected",
        );
      }
      await verifier.verify(...batchOf([first, second]));
    }
  });

  it("rejects wrong proofs that make up for one another under the weights of the honest batch", async () => {
    const { verifier, harness } = await networkHelpers.loadFixture(fixture);
    const [first, second] = await realProofsOf("claim");
    await verifier.verify(...batchOf([first, second]));
    const challenge = await harness.challenge(...batchOf([first, second]));
    for (const [left, right] of [
      [
        withC(first, await add(pointC(first), await multiply(GENERATOR, challenge))),
        withC(second, await add(pointC(second), await multiply(GENERATOR, -1n))),
      ],
      [withSignal(first, 2, challenge), withSignal(second, 2, -1n)],
    ] as const) {
      const weighted = async (a: ProvenStatement, b: ProvenStatement): Promise<G1> =>
        add(pointC(a), await multiply(pointC(b), challenge));
      expect(await weighted(left, right)).to.deep.equal(await weighted(first, second));
      expect(signalSums(left, right, challenge)).to.deep.equal(signalSums(first, second, challenge));
      await expect(verifier.verify(...batchOf([left, right]))).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
    }
  });

  it("rejects lots moved to or from the places that are not used, which are summed for nothing", async () => {
    const { verifier } = await networkHelpers.loadFixture(fixture);
    for (const [name, statement] of await smallProofs()) {
      await verifier.verify(...batchOf([statement]));
      const { signals } = statement;
      const used = signals.flatMap((signal, at) => (signal === 0n ? [] : [at]));
      const unused = signals.flatMap((signal, at) => (signal === 0n ? [at] : []));
      expect([used.length > 0, unused.length > 0], name).to.deep.equal([true, true]);
      const forged = [
        ...used.map((at) => signals.with(at, 0n)),
        ...unused.flatMap((at) => [1n, FIELD_ORDER - 1n].map((word) => signals.with(at, word))),
        // the same lot in another place
        ...used.flatMap((from) => unused.map((to) => signals.with(to, signals[from] ?? 0n).with(from, 0n))),
      ];
      for (const other of forged) {
        await expect(
          verifier.verify(...batchOf([{ ...statement, signals: other }])),
          name,
        ).to.be.revertedWithCustomError(verifier, "VerifierProofRejected");
      }
      for (const at of unused) {
        await expect(verifier.verify(...batchOf([{ ...statement, signals: signals.with(at, FIELD_ORDER) }])))
          .to.be.revertedWithCustomError(verifier, "VerifierSignalNotInField")
          .withArgs(at, FIELD_ORDER);
      }
    }
  });

  it("takes the challenge from the lengths and all words of the batch", async () => {
    const { harness } = await networkHelpers.loadFixture(fixture);
    const batch = batchOf(await allRealProofs());
    const packed = batch.flatMap((list) => [BigInt(list.length), ...list]);
    const hash = solidityPackedKeccak256(
      packed.map(() => "uint256"),
      packed,
    );
    expect(await harness.challenge(...batch)).to.equal(BigInt(hash) % FIELD_ORDER);
  });

  it("takes another challenge, and rejects the batch, when any one word grows by one", async () => {
    await rejectsEachChanged((word) => word + 1n);
  });

  it("takes another challenge, and rejects the batch, when any one word shrinks by one", async () => {
    await rejectsEachChanged((word) => BigInt.asUintN(256, word - 1n));
  });

  async function rejectsEachChanged(step: (word: bigint) => bigint): Promise<void> {
    const { verifier, harness, caller } = await networkHelpers.loadFixture(fixture);
    const batch = batchOf(await allRealProofs());
    const changed = [0, 1, 2].flatMap((part) =>
      Array.from({ length: batch[part]?.length ?? 0 }, (_, at): BatchArguments => {
        const change = (list: bigint[], i: number): bigint[] =>
          i === part ? withChanged(list, at, step) : list;
        return [change(batch[0], 0), change(batch[1], 1), change(batch[2], 2)];
      }),
    );
    expect(changed).to.have.lengthOf(batch.flat().length);
    const challenges = new Set<bigint>();
    for (const args of [batch, ...changed]) challenges.add(await harness.challenge(...args));
    expect(challenges.size).to.equal(changed.length + 1);

    const to = await verifier.getAddress();
    const accepted = async (some: readonly BatchArguments[]): Promise<boolean[]> => {
      const calls = some.map((args) => ({ to, data: verifier.interface.encodeFunctionData("verify", args) }));
      return [...(await caller.succeed(calls, 1_500_000n, { gasLimit: 1n << 24n }))];
    };
    // the honest batch among them shows that the gas suffices
    for (let from = 0; from < changed.length; from += 9) {
      const some = changed.slice(from, from + 9);
      expect(await accepted([...some, batch])).to.deep.equal([...some.map(() => false), true]);
    }
  }

  it("takes another challenge when a word moves from one array's end to the next one's beginning", async () => {
    const { harness } = await networkHelpers.loadFixture(fixture);
    const challenges = [
      await harness.challenge([1, 2], [3, 4], [5, 6]),
      await harness.challenge([1], [2, 3, 4], [5, 6]),
      await harness.challenge([1, 2], [3], [4, 5, 6]),
      await harness.challenge([1, 2], [3, 4, 5], [6]),
    ];
    expect(new Set(challenges).size).to.equal(challenges.length);
  });
});

function signalSums(left: ProvenStatement, right: ProvenStatement, weight = 1n): bigint[] {
  return left.signals.map((signal, i) => (signal + weight * (right.signals[i] ?? 0n)) % FIELD_ORDER);
}
