import { expect } from "chai";
import { network } from "hardhat";
import { before, describe, it } from "mocha";

import { circuitNames } from "../../scripts/prover/manifest.ts";
import { callGas } from "../../scripts/bench/gas.ts";
import { batchOf, type ProvenStatement } from "../../scripts/bench/batch.ts";
import { makeRealProofs, realProofsOf, smallProofs } from "../fixtures/real-proofs.ts";
import { deploySnarkjsVerifiers } from "../../scripts/bench/snarkjs-verifiers.ts";
import { developmentKeyWords } from "../../scripts/prover/key-words.ts";

const { ethers, networkHelpers } = await network.create("simulated");

async function fixture() {
  const [sender] = await ethers.getSigners();
  if (sender === undefined) throw new Error("no account");
  const verifier = await ethers.deployContract("ProofVerifier", [developmentKeyWords()]);
  const to = await verifier.getAddress();
  const ours = (statements: readonly ProvenStatement[]): Promise<number> =>
    callGas(sender, { to, data: verifier.interface.encodeFunctionData("verify", batchOf(statements)) });
  return { ours, sender, verifier, snarkjs: await deploySnarkjsVerifiers(ethers) };
}

describe("ProofVerifier's gas", () => {
  before(makeRealProofs);

  it("is at most 1.03 times that of the verifier that snarkjs generates, for one proof", async () => {
    const { ours, sender, snarkjs } = await networkHelpers.loadFixture(fixture);
    for (const circuit of circuitNames) {
      const [statement] = await realProofsOf(circuit);
      const theirs = await callGas(sender, snarkjs(statement));
      expect(await ours([statement]), circuit).to.be.at.most(1.03 * theirs);
    }
  });

  it("is at most 0.9 times that where most places for lots are unused, which cost nothing", async () => {
    const { ours, sender, snarkjs } = await networkHelpers.loadFixture(fixture);
    for (const [name, statement] of await smallProofs()) {
      const theirs = await callGas(sender, snarkjs(statement));
      expect(await ours([statement]), name).to.be.at.most(0.9 * theirs);
    }
  });

  it("is at most 54,000 for each claim of a batch of 32, 56,500 for each other proof", async () => {
    const { ours } = await networkHelpers.loadFixture(fixture);
    for (const circuit of circuitNames) {
      const [first, second] = await realProofsOf(circuit);
      const batch = Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? first : second));
      expect((await ours(batch)) / batch.length, circuit).to.be.at.most(
        circuit === "claim" ? 54_000 : 56_500,
      );
    }
  });

  it("leaves the contract within the size limit", async () => {
    const { verifier } = await networkHelpers.loadFixture(fixture);
    const code = await ethers.provider.getCode(await verifier.getAddress());
    expect((code.length - 2) / 2).to.be.within(1, 24_576);
  });
});
