import { writeFileSync } from "node:fs";
import path from "node:path";

import { projectRoot } from "../prover/files.ts";
import { type CircuitKey, solidityKeys } from "./solidity-keys.ts";
import { tagsCircom, tagsSolidity } from "./tags-files.ts";

export const keysFile = "contracts/Keys.sol";

/** The files generated from core's table of tags: path in the project → text. */
export function tagFiles(): Map<string, string> {
  return new Map([
    ["circuits/lib/tags.circom", tagsCircom()],
    ["contracts/lib/Tags.sol", tagsSolidity()],
  ]);
}

export function writeTagFiles(): void {
  for (const [file, text] of tagFiles()) writeFileSync(path.join(projectRoot, file), text);
}

/** @throws RangeError if the keys cannot share one batch */
export function writeKeysFile(keys: readonly CircuitKey[]): void {
  writeFileSync(path.join(projectRoot, keysFile), solidityKeys(keys));
}
