import { expect } from "chai";
import { solidityPackedKeccak256 } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import manifest from "../../circuits/circuits.json" with { type: "json" };
import { developmentKeyWords } from "../../scripts/prover/key-words.ts";
import { BASE_ORDER } from "../../scripts/core/field.ts";

const { ethers } = await network.create("simulated");
const WORDS = developmentKeyWords();
const [MINUS_BETA, MINUS_GAMMA, FIRST] = [2, 6, 10];
/** Where each circuit's points begin, and where its −δ stands. */
const CIRCUITS = manifest.circuits.reduce<{ name: string; at: number; delta: number }[]>(
  (all, { name, publicSignals }) => {
    const at = (all.at(-1)?.delta ?? FIRST - 4) + 4;
    const signals = publicSignals.reduce((count, { size }) => count + size, 0);
    return [...all, { name, at, delta: at + 2 * (signals + 1) }];
  },
  [],
);
/** On the twist, with x = 1, but of another order. */
const OUTSIDE = [
  0n,
  1n,
  5912654199736721486680175016176231956195085055698687135131307249486702594212n,
  18278151005453108793778860132295291098363647455926340152056652516292830556603n,
];
const deploy = (words: readonly bigint[]) => ethers.deployContract("ProofVerifier", [[...words]]);
/** The keys with some words from `at` on exchanged. */
const withWords = (at: number, ...words: readonly bigint[]) => WORDS.toSpliced(at, words.length, ...words);
const wordsAt = (at: number, count: number) => WORDS.slice(at, at + count);

describe("ProofVerifier's keys", () => {
  it("are told as they were given, with their hash", async () => {
    const verifier = await deploy(WORDS);
    expect(await verifier.verifyingKeys()).to.deep.equal(WORDS);
    const hash = solidityPackedKeccak256(["uint256[]"], [WORDS]);
    expect(await verifier.keysHash()).to.equal(hash);
    await expect(verifier.deploymentTransaction()).to.emit(verifier, "ProofVerifierDeployed").withArgs(hash);
  });

  it("change no byte of the code but themselves", async () => {
    // another δ for the first circuit, which is a point as good: that of the second, and the other way round
    const [{ delta: one } = { delta: 0 }, { delta: two } = { delta: 0 }] = CIRCUITS;
    const swapped = withWords(one, ...wordsAt(two, 4)).toSpliced(two, 4, ...wordsAt(one, 4));
    const masked = await Promise.all(
      [WORDS, swapped].map(async (words) => {
        const code = await ethers.provider.getCode(await (await deploy(words)).getAddress());
        const hash = BigInt(solidityPackedKeccak256(["uint256[]"], [words]));
        const digits = [...words, hash].map((word) => word.toString(16).padStart(64, "0"));
        return digits.reduce((text, word) => text.replaceAll(word, "-"), code);
      }),
    );
    // without the codes in a failure's message
    expect(masked[0] === masked[1], "the codes are equal").to.equal(true);
    expect(masked[0]?.split("-").length).to.be.greaterThan(WORDS.length);
  });

  it("are as many words as the circuits need", async () => {
    const { interface: errors } = await ethers.getContractFactory("ProofVerifier");
    for (const words of [[], WORDS.slice(1), [...WORDS, 0n]]) {
      await expect(deploy(words))
        .to.be.revertedWithCustomError({ interface: errors }, "KeysLengthInvalid")
        .withArgs(words.length, WORDS.length);
    }
  });

  it("are points of their groups, none at infinity: a signal whose point that is would not count", async () => {
    const { interface: errors } = await ethers.getContractFactory("ProofVerifier");
    const ofG1 = [0, ...CIRCUITS.flatMap(({ at, delta }) => [at, at + 2, delta - 2])];
    const ofG2 = [MINUS_BETA, MINUS_GAMMA, ...CIRCUITS.map(({ delta }) => delta)];
    const bad: [number, bigint[]][] = [
      ...ofG1.flatMap((at): [number, bigint[]][] => {
        const [x = 0n, y = 0n] = wordsAt(at, 2);
        return [
          [0n, 0n],
          [x, y + 1n],
          [x, 0n],
          [x + BASE_ORDER, y],
        ].map((words) => [at, words]);
      }),
      ...ofG2.flatMap((at): [number, bigint[]][] => {
        const [a = 0n, b = 0n, c = 0n, d = 0n] = wordsAt(at, 4);
        // the last is on the curve, but outside the subgroup
        return [[0n, 0n, 0n, 0n], [a, b, c, d + 1n], [b, a, c, d], OUTSIDE].map((words) => [at, words]);
      }),
    ];
    for (const [at, words] of bad) {
      await expect(deploy(withWords(at, ...words)), `${at}: ${words.join(" ")}`)
        .to.be.revertedWithCustomError({ interface: errors }, "KeyPointInvalid")
        .withArgs(at);
    }
  });

  it("have no δ that is γ or another's δ, nor opposite to it: false proofs would be easy", async () => {
    const { interface: errors } = await ethers.getContractFactory("ProofVerifier");
    const opposite = ([a = 0n, b = 0n, c = 0n, d = 0n]: readonly bigint[]) => [
      a,
      b,
      BASE_ORDER - c,
      BASE_ORDER - d,
    ];
    for (const [i, { delta }] of CIRCUITS.entries()) {
      const others = [MINUS_GAMMA, ...CIRCUITS.slice(0, i).map((circuit) => circuit.delta)];
      for (const other of others) {
        for (const point of [wordsAt(other, 4), opposite(wordsAt(other, 4))]) {
          await expect(deploy(withWords(delta, ...point)))
            .to.be.revertedWithCustomError({ interface: errors }, "KeyPointsEqual")
            .withArgs(delta, other);
        }
      }
    }
  });
});
