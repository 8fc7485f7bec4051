import type { NetworkConnection } from "hardhat/types/network";

import { batchOf, type ProvenStatement } from "./batch.ts";
import { callGas, gasOf } from "./gas.ts";
import { deploySnarkjsVerifiers } from "./snarkjs-verifiers.ts";
import { batchSizes, type MeasuredOperation, type OperationRun } from "./workload.ts";
import { developmentKeyWords } from "../prover/key-words.ts";

/** The gas of checking an operation's proofs: ours for each proof of a batch, and that of snarkjs's verifier. */
export interface VerifierGas {
  readonly oursEach: readonly number[];
  readonly snarkjs: number;
}

/** Checks the workload's proofs by the deployed verifiers, ours and those that snarkjs generates. */
export async function measureVerifiers(
  { ethers }: NetworkConnection,
  runs: ReadonlyMap<MeasuredOperation, OperationRun>,
): Promise<Map<MeasuredOperation, VerifierGas>> {
  const [sender] = await ethers.getSigners();
  if (sender === undefined) throw new Error("the chain has no account");
  const verifier = await ethers.deployContract("ProofVerifier", [developmentKeyWords()]);
  const to = await verifier.getAddress();
  const snarkjs = await deploySnarkjsVerifiers(ethers);
  const measured = new Map<MeasuredOperation, VerifierGas>();
  for (const [operation, { circuit, proven }] of runs) {
    const statements = proven.map(({ proof, publicSignals }): ProvenStatement => ({
      circuit,
      signals: publicSignals,
      proof,
    }));
    const oursEach: number[] = [];
    for (const size of batchSizes) {
      const batch = batchOf(statements.slice(0, size));
      const data = verifier.interface.encodeFunctionData("verify", batch);
      oursEach.push((await callGas(sender, { to, data })) / size);
    }
    const [first] = statements;
    if (first === undefined) throw new Error(`no proof: ${operation}`);
    measured.set(operation, { oursEach, snarkjs: await callGas(sender, snarkjs(first)) });
  }
  return measured;
}

/** The gas of minting and transferring OpenZeppelin's ERC-721 as it is, between accounts that hold one already. */
export async function measurePlainToken({
  ethers,
}: NetworkConnection): Promise<{ mint: number; transfer: number }> {
  const [owner, buyer] = await ethers.getSigners();
  if (!owner || !buyer) throw new Error("the chain has too few accounts");
  const token = await ethers.deployContract("PlainToken");
  // Ids as long as a lot's, which is a hash.
  const id = (n: number): bigint => BigInt(ethers.id(`plain token ${n}`));
  await gasOf(token.mint(owner.address, id(1)));
  await gasOf(token.mint(buyer.address, id(2)));
  const mint = await gasOf(token.mint(owner.address, id(3)));
  return { mint, transfer: await gasOf(token.transferFrom(owner, buyer, id(3))) };
}
