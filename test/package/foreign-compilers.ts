import { readFileSync } from "node:fs";
import path from "node:path";

import { projectRoot } from "../../scripts/prover/files.ts";
import { jsonText } from "../../scripts/prover/json.ts";

export interface ForeignCompiler {
  readonly version: string;
  /** The compiler's file, as Hardhat is told of it. */
  readonly soljson: string;
}

/** The oldest compiler that OpenZeppelin's contracts allow, and the newest there is. */
export const FOREIGN_COMPILERS: readonly ForeignCompiler[] = ["solc-0.8.24", "solc-newest"].map((name) => {
  const folder = path.join(projectRoot, "node_modules", name);
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  return { version: jsonText(manifest, "version"), soljson: path.join(folder, "soljson.js") };
});
