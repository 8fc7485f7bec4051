import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod/v4";

import { type Check, failed, passed, skipped, warned } from "../core/check.ts";
import { phrase } from "../core/phrase.ts";
import { loadArtefacts } from "../prover/artefacts.ts";
import type { ProverChoice } from "../prover/create-prover.ts";
import { projectRoot } from "../prover/files.ts";
import { circuitNames } from "../prover/manifest.ts";
import { broken } from "./broken.ts";

/** Below it Hardhat does not run. */
const LEAST_NODE = [22, 13] as const;
/** From it on Node derives keys by Argon2id. */
const WHOLE_NODE = [24, 7] as const;

/** @param version such as `24.21.0` */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const reaches = ([least, leastMinor]: readonly [number, number]) =>
    major > least || (major === least && minor >= leastMinor);
  const remedy = phrase`run \`npm install\`, which brings Node 24, and start tasks with \`npx hardhat\``;
  if (!reaches(LEAST_NODE)) return failed("node", phrase`Node ${version} is too old`, remedy);
  if (reaches(WHOLE_NODE)) return passed("node", phrase`Node ${version}`);
  return warned(
    "node",
    phrase`Node ${version} has no Argon2id: it opens no vault that was made with it`,
    remedy,
  );
}

/** A compiler of hardhat.config.ts. */
export interface ConfiguredCompiler {
  readonly version: string;
  /** Its file; none where Hardhat would download it. */
  readonly path?: string | undefined;
}

const packageSchema = z.object({ version: z.string() });

/** Whether the installed compiler is the one that hardhat.config.ts names. */
export function checkCompiler({ version, path: file }: ConfiguredCompiler): Check {
  if (file === undefined) {
    return skipped(
      "compiler",
      phrase`solc ${version} comes by download, which Hardhat checks itself`,
      phrase`no action is needed`,
    );
  }
  const manifest = path.join(path.dirname(file), "package.json");
  const installed = existsSync(manifest)
    ? packageSchema.parse(JSON.parse(readFileSync(manifest, "utf8"))).version
    : phrase`none`;
  if (installed === version)
    return passed("compiler", phrase`solc ${version}, as hardhat.config.ts names it`);
  return failed(
    "compiler",
    phrase`hardhat.config.ts names solc ${version}, but ${installed} is installed`,
    phrase`run \`npm ci\``,
  );
}

/** Whether proving with each circuit is possible: its files are there and are those of the lock. */
export function checkKeys(root = projectRoot): Check[] {
  return circuitNames.map((name) => {
    const id = `keys/${name}`;
    try {
      loadArtefacts(name, root);
      return passed(id, phrase`circuit and keys of ${name} are those of the lock`);
    } catch (thrown) {
      return broken(id, thrown);
    }
  });
}

/** Who makes the proofs: where it is snarkjs though nobody asked for it, they take three times as long and more. */
export function checkProver(choice: ProverChoice): Check {
  if (choice.kind === "engine") return passed("prover", phrase`the proving engine runs here`);
  if (choice.kind === "native")
    return passed("prover", phrase`${choice.program} makes the proofs, as KOBOLD_PROVER says`);
  if (choice.reason === undefined)
    return passed("prover", phrase`snarkjs makes the proofs, as KOBOLD_PROVER says`);
  return warned(
    "prover",
    phrase`snarkjs makes the proofs, slowly, since the proving engine does not run here: ${choice.reason}`,
    phrase`use Node 24 or later on a processor with fused multiply-add, and run \`npx hardhat circuits build\``,
  );
}
