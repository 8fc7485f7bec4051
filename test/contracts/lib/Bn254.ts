import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { BASE_ORDER, FIELD_ORDER } from "../../../scripts/core/field.ts";
import type { G1 } from "../../../scripts/prover/verifying-key.ts";
import { g1On, GENERATOR } from "../../models/g1.ts";

const { ethers } = await network.create("simulated");
const harness = await ethers.deployContract("Bn254Harness");
const { add, multiply } = g1On(ethers.provider);

/** The generator of G2 in EIP-197, imaginary parts first. */
const G2 = [
  11559732032986387107991004021392285783925812861821192530917403151452391805634n,
  10857046999023057135944570762232829481370756359578518086990519993285655852781n,
  4082367875863433681332203403145435568316851327593401208105741076214120093531n,
  8495653923123431417604973247489272438418190587263600148770280649306958101930n,
];
const NO_POINT: G1 = [1n, 1n];
const [TWICE, THRICE] = await Promise.all([multiply(GENERATOR, 2n), multiply(GENERATOR, 3n)]);
/** Fills words that nothing may change. */
const FULL = 2n ** 256n - 1n;
const SCALARS = [0n, 1n, 2n, 3n, FIELD_ORDER - 1n];

const rejectsPoint = async (call: Promise<unknown>, [x, y]: G1): Promise<void> => {
  await expect(call).to.be.revertedWithCustomError(harness, "VerifierPointRejected").withArgs(x, y);
};
const rejectsPairing = async (call: Promise<unknown>): Promise<void> => {
  await expect(call).to.be.revertedWithCustomError(harness, "VerifierPairingRejected");
};

describe("Bn254", () => {
  it("puts a pair, its first point multiplied, into six words and no other", async () => {
    const eight = Array.from({ length: 8 }, () => FULL);
    for (const scalar of SCALARS) {
      const words = await harness.putPair(eight, 1, [FULL, ...TWICE, ...G2, FULL], 1, scalar);
      expect(words).to.deep.equal([FULL, ...(await multiply(TWICE, scalar)), ...G2, FULL]);
    }
    await rejectsPoint(harness.putPair(eight, 1, [FULL, ...NO_POINT, ...G2, FULL], 1, 2), NO_POINT);
  });

  it("adds a multiple to a point, in two words and no other", async () => {
    const words = [FULL, ...THRICE, FULL];
    for (const scalar of SCALARS) {
      const sum = await add(THRICE, await multiply(TWICE, scalar));
      expect(await harness.addScaled(words, 1, [FULL, ...TWICE, FULL], 1, scalar)).to.deep.equal([
        FULL,
        ...sum,
        FULL,
      ]);
    }
    for (const scalar of [1n, 2n]) {
      await rejectsPoint(harness.addScaled(words, 1, [FULL, ...NO_POINT, FULL], 1, scalar), NO_POINT);
    }
  });

  it("adds a combination of points, of the first as many as are asked for", async () => {
    const words = [FULL, ...THRICE, FULL];
    const points = [...GENERATOR, ...TWICE, ...NO_POINT];
    for (const first of SCALARS) {
      for (const second of SCALARS) {
        const sum = await add(await multiply(GENERATOR, first), await multiply(TWICE, second));
        expect(
          await harness.addCombination(words, 1, points, [FULL, first, second, FULL], 1, 2),
        ).to.deep.equal([FULL, ...(await add(THRICE, sum)), FULL]);
      }
    }
    for (const scalar of [1n, 2n]) {
      await rejectsPairing(harness.addCombination(words, 1, points, [1n, 1n, scalar], 0, 3));
      const firstIsNone = [...NO_POINT, ...TWICE];
      await rejectsPairing(harness.addCombination(words, 1, firstIsNone, [scalar, 1n], 0, 2));
    }
  });

  it("adds nothing for a scalar of 0, wherever it stands, and the rest as ever", async () => {
    const points = [...GENERATOR, ...TWICE, ...GENERATOR];
    for (const scalars of [
      [0n, 0n, 0n],
      [0n, 3n, 2n],
      [3n, 0n, 2n],
      [3n, 2n, 0n],
    ]) {
      const [a = 0n, b = 0n, c = 0n] = scalars;
      const expected = await add(THRICE, await multiply(GENERATOR, a + 2n * b + c));
      expect(await harness.addCombination([...THRICE], 0, points, scalars, 0, 3)).to.deep.equal([
        ...expected,
      ]);
    }
  });

  it("adds weighted signals, in the words of the sums and no other, and names one beyond the field", async () => {
    const sums = [FULL, 5n, FIELD_ORDER - 1n, 7n, FULL];
    expect(await harness.addWeighted(sums, 1, [FULL, 2n, 3n, FULL], 1, 3, 4)).to.deep.equal([
      FULL,
      9n,
      7n,
      19n,
      FULL,
    ]);
    for (const at of [1, 2]) {
      const signals = [0n, 2n, 3n].with(at, FIELD_ORDER);
      await expect(harness.addWeighted(sums, 1, signals, 1, 3, 4))
        .to.be.revertedWithCustomError(harness, "VerifierSignalNotInField")
        .withArgs(at, FIELD_ORDER);
    }
  });

  it("tells whether the product of pairings is one", async () => {
    const minus: G1 = [1n, BASE_ORDER - 2n];
    const pairs = [...TWICE, ...G2, ...minus, ...G2];
    expect(await harness.pairingIsOne([...pairs, ...minus, ...G2])).to.equal(true);
    expect(await harness.pairingIsOne(pairs)).to.equal(false);
    await rejectsPairing(harness.pairingIsOne([...pairs, ...NO_POINT, ...G2]));
  });

  it("copies a point of each group, and no word more", async () => {
    expect(await harness.copyG1([FULL, 1n, 2n, FULL], 1, [FULL, ...TWICE, 0n], 1)).to.deep.equal([
      FULL,
      ...TWICE,
      FULL,
    ]);
    const source = [FULL, ...G2, 0n];
    expect(await harness.copyG2([FULL, 1n, 2n, 3n, 4n, FULL], 1, source, 1)).to.deep.equal([
      FULL,
      ...G2,
      FULL,
    ]);
  });
});
