import solc from "solc";

import { jsonAt, jsonList, jsonObject, jsonText } from "../../scripts/prover/json.ts";
import { contractSources } from "./contract-sources.ts";

/** The parts of an artefact that depend on the code, as Hardhat writes them. */
export interface ContractCode {
  readonly bytecode: string;
  readonly deployedBytecode: string;
  readonly linkReferences: unknown;
  readonly deployedLinkReferences: unknown;
}

/** @property output what the compiler said */
export class SolidityError extends Error {
  readonly output: string;

  constructor(output: string) {
    super(`the Solidity compiler failed: ${output}`);
    this.output = output;
  }
}

/** Without the optimiser a contract compiles five times as fast; `shipped` is as hardhat.config.ts has it. */
export const OPTIMIZERS = {
  none: { enabled: false },
  shipped: { enabled: true, runs: 10_000 },
} as const;

/**
 * The code of all contracts in the files, by file and name.
 * @throws SolidityError
 */
export function compileContracts(
  root: string,
  files: readonly string[],
  overrides: ReadonlyMap<string, string>,
  optimizer: (typeof OPTIMIZERS)[keyof typeof OPTIMIZERS],
): Map<string, ContractCode> {
  if (files.length === 0) return new Map();
  const sources = contractSources(root, files, overrides);
  const kinds = ["bytecode", "deployedBytecode"].flatMap((kind) =>
    ["object", "linkReferences"].map((part) => `evm.${kind}.${part}`),
  );
  const output: unknown = JSON.parse(
    solc.compile(
      JSON.stringify({
        language: "Solidity",
        sources: Object.fromEntries([...sources].map(([name, content]) => [name, { content }])),
        settings: {
          evmVersion: "prague",
          optimizer,
          // else the code would differ with every blank
          metadata: { appendCBOR: false, bytecodeHash: "none" },
          outputSelection: Object.fromEntries(files.map((file) => [file, { "*": kinds }])),
        },
      }),
    ),
  );
  const errors = hasErrors(output) ? jsonList(output, "errors") : [];
  const fatal = errors.filter((error) => jsonText(error, "severity") === "error");
  if (fatal.length > 0) throw new SolidityError(fatal.map((e) => jsonText(e, "formattedMessage")).join("\n"));
  const codes = new Map<string, ContractCode>();
  for (const file of files) {
    for (const name of Object.keys(jsonObject(output, "contracts", file))) {
      const evm = jsonAt(output, "contracts", file, name, "evm");
      codes.set(`${file}:${name}`, {
        bytecode: `0x${jsonText(evm, "bytecode", "object")}`,
        deployedBytecode: `0x${jsonText(evm, "deployedBytecode", "object")}`,
        linkReferences: jsonAt(evm, "bytecode", "linkReferences"),
        deployedLinkReferences: jsonAt(evm, "deployedBytecode", "linkReferences"),
      });
    }
  }
  return codes;
}

function hasErrors(output: unknown): boolean {
  return typeof output === "object" && output !== null && "errors" in output;
}
