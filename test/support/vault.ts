import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

import { KoboldError, type ErrorCode } from "../../scripts/core/errors.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import type { KdfParameters } from "../../scripts/vault/kdf.ts";
import { createVault, openVault, type Vault, type VaultOptions } from "../../scripts/vault/vault.ts";
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

/** Options of vaults that are cheap to open and have a clock that stands still. */
export const OPTIONS: VaultOptions = { kdf: FAST_KDF, waitMs: 0, now: () => 1_773_648_000_000 };
export const newLot = (lot: Lot) => ({ place: PLACE, id: lotId(lot), lot });

/** A vault in a folder of its own, closed, with `count` lots. */
export async function withVault(
  count: number,
  work: (file: string, lots: Lot[]) => void | Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const file = path.join(folder, "firm.vault");
    const next = lotSource("vault");
    const lots = Array.from({ length: count }, () => next());
    const vault = createVault(file, PASSPHRASE, OPTIONS);
    for (const lot of lots) vault.lots.put(newLot(lot));
    vault.close();
    await work(file, lots);
  });
}

/** Opens a vault for `work` and closes it again. */
export function opened<T>(file: string, work: (vault: Vault) => T, options: VaultOptions = OPTIONS): T {
  const vault = openVault(file, PASSPHRASE, options);
  try {
    return work(vault);
  } finally {
    vault.close();
  }
}

/** Changes the closed file by SQL, as someone who does not know the passphrase can. */
export function tamper(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}

/** The code of the error that opening throws; undefined if it opens. */
export const openCode = (file: string, passphrase = PASSPHRASE) =>
  codeOf(() => {
    openVault(file, passphrase, OPTIONS).close();
  });
