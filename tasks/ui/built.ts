import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";

/** Builds contracts and types unless they are of these very sources: asking Hardhat takes a second and more. @throws ARTEFACT_MISSING */
export function ensureBuilt({ config }: HardhatRuntimeEnvironment): void {
  const { artifacts, cache, root } = config.paths;
  const stamp = path.join(cache, "kobold-built");
  const present = sourcesHash(root);
  const isBuilt = [artifacts, path.join(root, "types")].every((folder) => existsSync(folder));
  if (isBuilt && existsSync(stamp) && readFileSync(stamp, "utf8") === present) return;
  // in a process of its own, because it writes to standard output, which is for answers
  const cli = path.join(root, "node_modules", "hardhat", "dist", "src", "cli.js");
  const { status } = spawnSync(process.execPath, [cli, "build", "--quiet"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) {
    throw new KoboldError(
      "ARTEFACT_MISSING",
      phrase`the contracts can't be built`,
      phrase`look at what \`npx hardhat build\` says`,
    );
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, present);
}

function sourcesHash(root: string): string {
  const files = [
    ...globSync("{contracts,test/fixtures/contracts}/**/*.sol", { cwd: root }).sort(),
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
