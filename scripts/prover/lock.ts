import { z } from "zod/v4";

import { lockPath, projectRoot, readArtefact } from "./files.ts";

const circuitLockSchema = z.object({
  beacon: z.string(),
  sources: z.string(),
  r1cs: z.string(),
  wasm: z.string(),
  zkey: z.string(),
  vkey: z.string(),
});
export type CircuitLock = Readonly<z.output<typeof circuitLockSchema>>;

const lockSchema = z.object({
  /** Versions of the npm packages `circom2` and `snarkjs`. */
  circom: z.string(),
  snarkjs: z.string(),
  powersOfTau: z.object({ beacon: z.string(), sha256: z.string() }).readonly(),
  circuits: z.record(z.string(), circuitLockSchema).readonly(),
});
/** What one set of development keys was made from and consists of; hashes are SHA-256 in hex. */
export type KeysLock = Readonly<z.output<typeof lockSchema>>;

/** Reads the lock file. @throws ARTEFACT_MISSING; ZodError if it has another shape */
export function readLock(root = projectRoot): KeysLock {
  return lockSchema.parse(JSON.parse(Buffer.from(readArtefact(lockPath(root), "setup")).toString("utf8")));
}
