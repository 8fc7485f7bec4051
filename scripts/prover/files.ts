import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { CircuitName } from "./manifest.ts";

/** The checkout, or the built package, which has the same folders. */
export const projectRoot = path.resolve(import.meta.dirname, "../..");

/** Whether sources lie here that are built where they lie; a package comes built and may be read-only. */
export function isCheckout(root = projectRoot): boolean {
  return existsSync(path.join(root, "hardhat.config.ts"));
}

export function lockPath(root: string): string {
  return path.join(root, "circuits/keys/artifacts.lock.json");
}

/** Not in the repository: see `makePowersOfTau`. */
export const powersOfTauPath = path.join(projectRoot, "circuits/build/powers-of-tau-14.dev.ptau");

/** The proving engine's module. */
export function enginePath(root = projectRoot): string {
  return path.join(root, "scripts/prover/engine/build/engine.wasm");
}

/** Where a circuit's files are. */
export function artefactPaths(
  circuit: CircuitName,
  root = projectRoot,
): Record<"r1cs" | "wasm" | "zkey" | "vkey", string> {
  const circuits = path.join(root, "circuits");
  return {
    r1cs: path.join(circuits, "build", circuit, `${circuit}.r1cs`),
    wasm: path.join(circuits, "build", circuit, `${circuit}.wasm`),
    zkey: path.join(circuits, "keys", `${circuit}.dev.zkey`),
    vkey: path.join(circuits, "keys", `${circuit}.dev.vkey.json`),
  };
}

/** @throws ARTEFACT_MISSING, naming the task that makes the file */
export function readArtefact(file: string, madeBy: "build" | "setup"): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (cause) {
    throw new KoboldError(
      "ARTEFACT_MISSING",
      phrase`${path.relative(projectRoot, file)} is missing`,
      madeBy === "build"
        ? phrase`run \`npx hardhat circuits build\``
        : phrase`restore circuits/keys from the repository, or run \`npx hardhat circuits setup\``,
      { cause },
    );
  }
}

/** In hex. */
export function sha256(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}
