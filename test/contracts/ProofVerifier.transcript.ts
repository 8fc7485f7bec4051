import { expect } from "chai";
import { concat, getBytes, solidityPackedKeccak256, toBeHex } from "ethers";
import { network } from "hardhat";
import { before, describe, it } from "mocha";
import { z } from "zod/v4";

import { type BatchArguments, batchOf } from "../../scripts/bench/batch.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { allRealProofs, makeRealProofs, realProofsOf } from "../fixtures/real-proofs.ts";
import { developmentKeyWords } from "../../scripts/prover/key-words.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const fixture = async () => {
  const verifier = await ethers.deployContract("ProofVerifier", [developmentKeyWords()]);
  return { verifier, to: await verifier.getAddress() };
};

/** The address of the precompile that multiplies a point of G1 by the scalar behind it. */
const MULTIPLICATION = 7n;

const traceSchema = z.object({
  structLogs: z.array(z.object({ op: z.string(), stack: z.array(z.string()), memory: z.array(z.string()) })),
});

describe("ProofVerifier's transcript", () => {
  before(makeRealProofs);

  it("weighs A and C of each proof by one more power of the hash of all words than the proof before", async () => {
    const { verifier, to } = await networkHelpers.loadFixture(fixture);
    const [right, other] = await realProofsOf("claim");
    const batch = batchOf([right, other, right, other]);
    const packed = batch.flatMap((list) => [BigInt(list.length), ...list]);
    const types = packed.map(() => "uint256");
    const challenge = BigInt(solidityPackedKeccak256(types, packed)) % FIELD_ORDER;

    const data = verifier.interface.encodeFunctionData("verify", batch);
    const options = { enableMemory: true, disableStorage: true };
    const trace: unknown = await ethers.provider.send("debug_traceCall", [{ to, data }, "latest", options]);
    const scalars = traceSchema.parse(trace).structLogs.flatMap(({ op, stack, memory }) => {
      const [, callee, input] = stack.toReversed().map(BigInt);
      if (op !== "STATICCALL" || callee !== MULTIPLICATION) return [];
      const bytes = getBytes(concat(memory.map((word) => `0x${word.replace("0x", "")}`)));
      const at = Number(input) + 64;
      return [BigInt(ethers.hexlify(bytes.slice(at, at + 32)))];
    });
    // the first proof's weight is 1, which takes no multiplication
    const powers = [challenge, challenge ** 2n, challenge ** 3n].map((power) => power % FIELD_ORDER);
    expect(scalars.slice(0, 6)).to.deep.equal(powers.flatMap((power) => [power, power]));
  });

  it("lets no signal be one more or less, also where a proof stands alone and has the weight 1", async () => {
    const { verifier } = await networkHelpers.loadFixture(fixture);
    for (const statement of await allRealProofs()) {
      const [circuits, signals, proofs] = batchOf([statement]);
      await verifier.verify(circuits, signals, proofs);
      for (const [at, signal] of signals.entries()) {
        for (const other of [signal + 1n, signal === 0n ? FIELD_ORDER - 1n : signal - 1n]) {
          await expect(
            verifier.verify(circuits, signals.with(at, other), proofs),
          ).to.be.revertedWithCustomError(verifier, "VerifierProofRejected");
        }
      }
    }
  });

  it("is of the arrays where the call says that they lie, whatever lies behind them", async () => {
    const { verifier, to } = await networkHelpers.loadFixture(fixture);
    const [circuits, signals, proofs] = batchOf(await allRealProofs());
    const { selector } = verifier.interface.getFunction("verify");
    for (const behind of [0n, 1n, FIELD_ORDER, 2n ** 256n - 1n]) {
      const ask = async (batch: BatchArguments): Promise<string> => {
        const words = [0n, 0n, 0n];
        for (const [i, list] of batch.entries()) {
          words[i] = 32n * BigInt(words.length);
          words.push(BigInt(list.length), ...list, behind);
        }
        return ethers.provider.call({
          to,
          data: concat([selector, ...words.map((word) => toBeHex(word, 32))]),
        });
      };
      expect(await ask([circuits, signals, proofs])).to.equal("0x");
      await expect(ask([circuits, signals.with(-1, 1n), proofs])).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
    }
  });
});
