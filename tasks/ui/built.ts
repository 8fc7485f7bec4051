import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

/** Builds contracts and types unless they are of these very sources: asking Hardhat takes a second and more. */
export async function ensureBuilt({ config, tasks }: HardhatRuntimeEnvironment): Promise<void> {
  const { artifacts, cache, root } = config.paths;
  const stamp = path.join(cache, "kobold-built");
  const present = sourcesHash(root);
  const isBuilt = [artifacts, path.join(root, "types")].every((folder) => existsSync(folder));
  if (isBuilt && existsSync(stamp) && readFileSync(stamp, "utf8") === present) return;
  await tasks.getTask("build").run({ quiet: true });
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, present);
}

function sourcesHash(root: string): string {
  const files = [
    ...globSync("contracts/**/*.sol", { cwd: root }).sort(),
    "hardhat.config.ts",
    "package-lock.json",
  ];
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  return hash.digest("hex");
}
