import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import type { Interface } from "ethers";
import { zKey } from "snarkjs";
import solc from "solc";

import { withCurve } from "../prover/curve.ts";
import { artefactPaths } from "../prover/files.ts";
import { jsonAt, jsonText } from "../prover/json.ts";
import { type CircuitName, circuitNames } from "../prover/manifest.ts";
import type { ProvenStatement } from "./batch.ts";

/** Deploys the verifier that snarkjs generates for each circuit. @returns gives address and calldata of one proof's check */
export async function deploySnarkjsVerifiers(ethers: HardhatEthers) {
  const [deployer] = await ethers.getSigners();
  const deployed = new Map<CircuitName, { to: string; verifier: Interface }>();
  await withCurve(async () => {
    for (const circuit of circuitNames) {
      const { abi, bytecode } = await snarkjsVerifier(circuit);
      const contract = await new ethers.ContractFactory(abi, bytecode, deployer).deploy();
      deployed.set(circuit, { to: await contract.getAddress(), verifier: contract.interface });
    }
  });
  return ({ circuit, signals, proof }: ProvenStatement) => {
    const contract = deployed.get(circuit);
    if (contract === undefined) throw new Error(`no verifier of ${circuit}`);
    const [ax, ay, bxIm, bxRe, byIm, byRe, cx, cy] = proof;
    const b = [
      [bxIm, bxRe],
      [byIm, byRe],
    ];
    const data = contract.verifier.encodeFunctionData("verifyProof", [[ax, ay], b, [cx, cy], signals]);
    return { to: contract.to, data };
  };
}

/** The contract that snarkjs generates for a circuit's key, compiled with our contracts' settings. */
async function snarkjsVerifier(circuit: CircuitName): Promise<{ abi: string; bytecode: string }> {
  const templatePath = createRequire(import.meta.url)
    .resolve("snarkjs")
    .replace(/build[/\\]main\.cjs$|main\.js$/, "templates/verifier_groth16.sol.ejs");
  const source: unknown = await zKey.exportSolidityVerifier(artefactPaths(circuit).zkey, {
    groth16: readFileSync(templatePath, "utf8"),
  });
  if (typeof source !== "string") throw new TypeError("snarkjs exports no Solidity");
  const input = {
    language: "Solidity",
    sources: { "Verifier.sol": { content: source } },
    settings: {
      evmVersion: "prague",
      optimizer: { enabled: true, runs: 10_000 },
      outputSelection: { "*": { Groth16Verifier: ["abi", "evm.bytecode.object"] } },
    },
  };
  const output: unknown = JSON.parse(solc.compile(JSON.stringify(input)));
  const contract = ["contracts", "Verifier.sol", "Groth16Verifier"];
  return {
    abi: JSON.stringify(jsonAt(output, ...contract, "abi")),
    bytecode: `0x${jsonText(output, ...contract, "evm", "bytecode", "object")}`,
  };
}
