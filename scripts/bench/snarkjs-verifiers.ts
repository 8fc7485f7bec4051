import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";

import { withCurve } from "../prover/curve.ts";
import { artefactPaths } from "../prover/files.ts";
import { circuitNames } from "../prover/manifest.ts";
import type { ProvenStatement } from "./batch.ts";
import { snarkjsVerifier } from "./snarkjs-verifier.ts";

/** The verifier that snarkjs generates for each circuit, deployed. */
export interface SnarkjsVerifiers {
  /** Address and calldata of the check of one proof. */
  call(statement: ProvenStatement): { to: string; data: string };
  accepts(statement: ProvenStatement): Promise<boolean>;
}

export async function deploySnarkjsVerifiers(ethers: HardhatEthers): Promise<SnarkjsVerifiers> {
  const [deployer] = await ethers.getSigners();
  const deployed = await withCurve(async () => {
    const contracts = new Map<string, { to: string; encode: (statement: ProvenStatement) => string }>();
    for (const circuit of circuitNames) {
      const { abi, bytecode } = await snarkjsVerifier(artefactPaths(circuit).zkey);
      const contract = await new ethers.ContractFactory(abi, bytecode, deployer).deploy();
      const encode = ({ signals, proof: [ax, ay, bxIm, bxRe, byIm, byRe, cx, cy] }: ProvenStatement) =>
        contract.interface.encodeFunctionData("verifyProof", [
          [ax, ay],
          [
            [bxIm, bxRe],
            [byIm, byRe],
          ],
          [cx, cy],
          signals,
        ]);
      contracts.set(circuit, { to: await contract.getAddress(), encode });
    }
    return contracts;
  });
  const call = (statement: ProvenStatement) => {
    const contract = deployed.get(statement.circuit);
    if (contract === undefined) throw new Error(`no verifier of ${statement.circuit}`);
    return { to: contract.to, data: contract.encode(statement) };
  };
  return {
    call,
    accepts: async (statement) => BigInt(await ethers.provider.call(call(statement))) === 1n,
  };
}
