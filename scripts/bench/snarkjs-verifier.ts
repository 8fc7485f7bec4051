import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { zKey } from "snarkjs";
import solc from "solc";

import { jsonAt, jsonText } from "../prover/json.ts";

export interface CompiledVerifier {
  readonly abi: string;
  readonly bytecode: string;
}

/** The verifier contract that snarkjs generates for a zkey, compiled with our contracts' settings. Call within `withCurve`. */
export async function snarkjsVerifier(zkey: string | Uint8Array): Promise<CompiledVerifier> {
  const templatePath = createRequire(import.meta.url)
    .resolve("snarkjs")
    .replace(/build[/\\]main\.cjs$|main\.js$/, "templates/verifier_groth16.sol.ejs");
  const source: unknown = await zKey.exportSolidityVerifier(zkey, {
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
