import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { KoboldError, type ErrorCode } from "../../scripts/core/errors.ts";
import type { Lot } from "../../scripts/core/lot.ts";
import type { KdfParameters } from "../../scripts/vault/kdf.ts";
import { seededField } from "./random.ts";

export const PASSPHRASE = "correct horse battery staple";
/** Argon2id as cheap as it gets: what these tests try is not its cost. */
export const FAST_KDF: KdfParameters = { name: "argon2id", memoryKib: 8, passes: 1, parallelism: 1 };
export const PLACE = { chainId: 31_337n, contract: `0x${"c0".repeat(20)}` };
export const FIRM = `0x${"f1".repeat(20)}`;

/** Runs `work` with a folder that is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "kobold-vault-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A source of lots that differ in salt, the same in every run. */
export function lotSource(seed: string): (massGrams?: bigint) => Lot {
  const random = seededField(seed);
  return (massGrams = 1_000n) => ({
    massGrams,
    provenance: {
      co2eMargin: 1_000_000_000n,
      co2ePrimary: 5n,
      shares: Array.from({ length: 14 }, (_, j) => (j % 2 === 0 ? 1_000_000_000n : 160_016_799n)),
      oldestAudit: 20_000,
    },
    salt: random(),
  });
}

/** The code of the KoboldError that `work` throws; undefined if it throws none. */
export function codeOf(work: () => unknown): ErrorCode | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof KoboldError) return error.code;
    throw error;
  }
  return undefined;
}
