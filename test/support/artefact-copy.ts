import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { artefactPaths, lockPath, projectRoot } from "../../scripts/prover/files.ts";
import { circuitNames } from "../../scripts/prover/manifest.ts";

/** Runs something on a copy of circuits, keys and what is generated from them, which it may spoil. */
export async function withArtefactCopy<T>(use: (root: string) => Promise<T> | T): Promise<T> {
  const root = mkdtempSync(path.join(tmpdir(), "kobold-artefacts-"));
  const sources = ["circuits/main", "circuits/templates", "circuits/lib"];
  const generated = ["contracts/Keys.sol", "contracts/lib/Tags.sol"];
  const made = [lockPath(""), ...circuitNames.flatMap((name) => Object.values(artefactPaths(name, "")))];
  try {
    for (const file of [...sources, ...generated, ...made]) {
      cpSync(path.join(projectRoot, file), path.join(root, file), { recursive: true });
    }
    symlinkSync(path.join(projectRoot, "node_modules"), path.join(root, "node_modules"), "junction");
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
