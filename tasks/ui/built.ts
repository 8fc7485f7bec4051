import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { isCheckout, projectRoot } from "../../scripts/prover/files.ts";
import { plainly } from "./action.ts";

/** The demo's `json` is a file. */
interface Printed {
  readonly json: boolean | string;
}
type Load<A extends Printed> = () => Promise<{ readonly default: NewTaskActionFunction<A> }>;

/** The action of a task that needs contracts and their types: what it imports is loaded once all is built. */
export function built<A extends Printed>(load: Load<A>): Load<A> {
  return async () => {
    try {
      ensureBuilt();
    } catch (thrown) {
      return {
        default: ({ json }) =>
          plainly(json === true, () => {
            throw thrown;
          }),
      };
    }
    return load();
  };
}

/**
 * Builds contracts and types unless they are of these very sources: asking Hardhat takes a second and more. An installed
 * package comes built.
 * @throws ARTEFACT_MISSING
 */
export function ensureBuilt(root = projectRoot): void {
  if (!isCheckout(root)) return;
  const stamp = path.join(root, "cache", "kobold-built");
  const present = sourcesHash(root);
  const isBuilt = ["artifacts", "types"].every((folder) => existsSync(path.join(root, folder)));
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
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, present);
}

function sourcesHash(root: string): string {
  const files = [
    ...globSync("{contracts,test/fixtures/contracts}/**/*.sol", { cwd: root }).sort(),
    "hardhat.config.ts",
    "package-lock.json",
  ];
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(path.join(root, file))).update("\0");
  }
  return hash.digest("hex");
}
