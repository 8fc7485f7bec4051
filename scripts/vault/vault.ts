import { copyFileSync, existsSync, linkSync, rmSync } from "node:fs";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";

import { z } from "zod/v4";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { AssayLog } from "./assay-record.ts";
import { describeHolder, dropHolder, noteHolder } from "./holder.ts";
import { Journal } from "./journal.ts";
import { type KdfParameters, requireUsablePassphrase } from "./kdf.ts";
import { newVaultKeys, openKeyHeader, sealKeyHeader, type VaultKeys } from "./key-header.ts";
import { LotStore } from "./lot-store.ts";
import { PermitStore } from "./permit-store.ts";
import { RecordCipher } from "./record-cipher.ts";
import { RecordStore } from "./record-store.ts";
import { RecordTable } from "./record-table.ts";
import { createTables, CURRENT_SCHEMA, type RecordKind, requireVault, type Schema } from "./schema.ts";
import { type SiteRecord, siteRecordSchema, type TraceRecord, traceRecordSchema } from "./site-record.ts";
import {
  createPrivate,
  type DatabaseOptions,
  guarded,
  notCreated,
  openExclusively,
  syncToDisk,
} from "./sqlite.ts";

export interface VaultOptions extends DatabaseOptions {
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number;
  /** How a new key is derived from the passphrase. */
  readonly kdf?: KdfParameters;
  readonly schema?: Schema;
}

const namedTextSchema = z.object({ name: z.string(), value: z.string() });
type NamedText = z.output<typeof namedTextSchema>;

/**
 * A firm's openings, secrets and operations, one encrypted file for this process alone until `close`. Every write is
 * on disk when it returns; `transaction` joins several into one.
 */
export class Vault {
  readonly file: string;
  readonly lots: LotStore;
  readonly sites: RecordStore<SiteRecord>;
  /** What the tracing authority was told of sites. */
  readonly traces: RecordStore<TraceRecord>;
  readonly permits: PermitStore;
  readonly journal: Journal;
  readonly assays: AssayLog;
  /** Openings of lots that an assayer is asked to sign, by sample. */
  readonly drafts: RecordStore<NamedText>;
  /** The firm's own assayer: its private key, and the sites that it works for. */
  readonly assayers: RecordStore<NamedText>;
  /** What the firm calls policies, in each deployment. */
  readonly policyNames: RecordStore<NamedText>;
  /** The deployments that the firm works on, by their keys. */
  readonly deployments: RecordStore<NamedText>;
  /** Anything small by name that can be had again: how far recovery has come, when the last backup was. */
  readonly settings: RecordStore<NamedText>;
  readonly #db: DatabaseSync;
  readonly #keys: VaultKeys;
  readonly #table: RecordTable;
  #open = true;

  constructor(file: string, db: DatabaseSync, keys: VaultKeys, version: number, options: VaultOptions) {
    const { now = Date.now, schema = CURRENT_SCHEMA } = options;
    this.file = file;
    this.#db = db;
    this.#keys = keys;
    const table = new RecordTable(file, db, new RecordCipher(keys), version);
    table.verifyInventory();
    table.migrate(schema);
    this.#table = table;
    this.lots = new LotStore(table, now);
    this.sites = new RecordStore(table, "site", siteRecordSchema, ({ name }) => name);
    this.traces = new RecordStore(table, "trace", traceRecordSchema, ({ siteKey }) => siteKey.toString());
    this.permits = new PermitStore(table);
    this.journal = new Journal(table, this.lots, this.permits, now);
    this.assays = new AssayLog(table);
    const namedTexts = (kind: RecordKind) =>
      new RecordStore(table, kind, namedTextSchema, ({ name }) => name);
    this.drafts = namedTexts("draft");
    this.assayers = namedTexts("assayer");
    this.policyNames = namedTexts("policyName");
    this.deployments = namedTexts("deployment");
    this.settings = namedTexts("setting");
    noteHolder(file, new Date());
  }

  /** All writes of `work`, or none if it throws; on disk when this returns. */
  transaction<T>(work: () => T): T {
    return this.#table.transaction(work);
  }

  /**
   * Puts the vault under a new passphrase. Copies made before still open with the old one, and hold the same data key:
   * if the old passphrase is known to others, destroy them too.
   * @throws VAULT_PASSPHRASE
   */
  changePassphrase(current: string | Uint8Array, next: string | Uint8Array, kdf?: KdfParameters): void {
    requireUsablePassphrase(next);
    openKeyHeader(headerOf(this.#db, this.file), current).dataKey.fill(0);
    const header = sealKeyHeader(this.#keys, next, kdf);
    this.transaction(() => {
      this.#db.prepare("UPDATE vault SET header = ?").run(header);
    });
    // the log, too, must not keep the old header
    guarded(this.file, () => {
      this.#db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    });
  }

  /**
   * Writes a copy of this moment's vault to a new file, under the same passphrase, opens every record of it, and only
   * then gives it its name.
   * @returns how many records of each kind it holds
   * @throws VAULT_ACCESS if the file exists, VAULT_FULL, VAULT_CORRUPT
   */
  backup(target: string): Record<RecordKind, number> {
    return createWhole(target, (partial) => {
      guarded(partial, () => {
        this.#db.prepare("VACUUM INTO ?").run(partial);
      });
      const { vaultId, dataKey } = this.#keys;
      const keys = { vaultId, dataKey: Buffer.from(dataKey) };
      const copy = openWith(partial, {}, () => keys);
      try {
        return copy.check();
      } finally {
        copy.close();
      }
    });
  }

  /** Opens every record. @returns how many there are of each kind @throws VAULT_CORRUPT */
  check(): Record<RecordKind, number> {
    this.#table.verifyInventory();
    return {
      lot: this.lots.list().length,
      site: this.sites.list().length,
      trace: this.traces.list().length,
      permit: this.permits.list().length,
      operation: this.journal.list().length,
      assay: this.assays.list().length,
      setting: this.settings.list().length,
      draft: this.drafts.list().length,
      assayer: this.assayers.list().length,
      policyName: this.policyNames.list().length,
      deployment: this.deployments.list().length,
    };
  }

  /** Lets others open the vault, and overwrites its data key in memory. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    dropHolder(this.file);
    this.#db.close();
    this.#keys.dataKey.fill(0);
  }
}

/**
 * Makes a new vault and opens it. It appears under its name only when it is whole.
 * @throws VAULT_ACCESS if the file exists, VAULT_PASSPHRASE if the passphrase is too short
 */
export function createVault(
  file: string,
  passphrase: string | Uint8Array,
  options: VaultOptions = {},
): Vault {
  requireUsablePassphrase(passphrase);
  const { version } = options.schema ?? CURRENT_SCHEMA;
  createWhole(file, (partial) => {
    const keys = newVaultKeys();
    const header = sealKeyHeader(keys, passphrase, options.kdf);
    const cipher = new RecordCipher(keys);
    guarded(partial, () => {
      const { db } = openExclusively(partial, options, () => undefined);
      createTables(db, version);
      db.prepare("INSERT INTO vault VALUES (1, ?, ?)").run(
        header,
        RecordTable.emptyInventory(cipher, version),
      );
      db.close();
    });
    keys.dataKey.fill(0);
  });
  return openVault(file, passphrase, options);
}

/**
 * Opens a vault for this process alone, checks it, and brings it to the current schema.
 * @throws VAULT_ACCESS, VAULT_BUSY, VAULT_PASSPHRASE, VAULT_CORRUPT, VAULT_FOREIGN, VAULT_NEWER, VAULT_OLDER, VAULT_FULL
 */
export function openVault(file: string, passphrase: string | Uint8Array, options: VaultOptions = {}): Vault {
  return openWith(file, options, (db) => openKeyHeader(headerOf(db, file), passphrase));
}

/** A copy that the owner of the vault writes to meanwhile may be torn; so often it is made anew. */
const COPIES = 5;

/**
 * Opens a copy of a vault that another process holds, as it was at this moment, to be looked at: what is written to it is
 * lost with the folder.
 * @param folder a private one, for the copy
 * @throws VAULT_BUSY if it was written to all the time, and as `openVault`
 */
export function openCopy(
  file: string,
  folder: string,
  passphrase: string | Uint8Array,
  options: VaultOptions = {},
): Vault {
  const copy = path.join(folder, "copy.vault");
  for (let left = COPIES; ; left--) {
    // the log first: what is folded into the file meanwhile is then in both, and not in neither
    for (const suffix of ["-wal", ""]) {
      rmSync(copy + suffix, { force: true });
      if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix);
    }
    try {
      return openVault(copy, passphrase, options);
    } catch (error) {
      if (!(error instanceof KoboldError && error.code === "VAULT_CORRUPT")) throw error;
      if (left > 1) continue;
      throw new KoboldError(
        "VAULT_BUSY",
        phrase`the vault ${file} is being written to without a pause by ${describeHolder(file)}`,
        phrase`wait until that process has ended, and try again`,
        { cause: error },
      );
    }
  }
}

/**
 * Puts a backup in the place of a lost vault; the backup stays as it is.
 * @param requireFit throws if it is not the backup that is wanted; then nothing is restored
 * @throws VAULT_ACCESS if a vault is there, and whatever `openVault` and `check` throw of the backup
 */
export function restoreVault(
  backup: string,
  file: string,
  passphrase: string | Uint8Array,
  options: VaultOptions = {},
  requireFit: (vault: Vault) => void = () => undefined,
): Vault {
  requireFile(backup);
  createWhole(file, (partial) => {
    // a log beside it belongs to it: the copy of a vault whose process died
    for (const suffix of ["", "-wal"]) {
      if (existsSync(backup + suffix)) copyFileSync(backup + suffix, partial + suffix);
    }
    const vault = openVault(partial, passphrase, options);
    try {
      vault.check();
      requireFit(vault);
    } finally {
      vault.close();
    }
  });
  return openVault(file, passphrase, options);
}

function openWith(file: string, options: VaultOptions, unlock: (db: DatabaseSync) => VaultKeys): Vault {
  requireFile(file);
  const { schema = CURRENT_SCHEMA } = options;
  const { db, inspected: version } = openExclusively(file, options, (opened) =>
    requireVault(opened, file, schema.version),
  );
  try {
    return guarded(file, () => new Vault(file, db, unlock(db), version, options));
  } catch (error) {
    db.close();
    throw error;
  }
}

function requireFile(file: string): void {
  if (existsSync(file)) return;
  throw new KoboldError(
    "VAULT_ACCESS",
    phrase`there is no vault at ${file}`,
    phrase`check the path, or create a vault there`,
  );
}

function headerOf(db: DatabaseSync, file: string): string {
  const row = guarded(file, () => db.prepare("SELECT header FROM vault").get());
  const { success, data } = z.object({ header: z.string() }).safeParse(row);
  if (success) return data.header;
  throw new KoboldError(
    "VAULT_CORRUPT",
    phrase`the vault ${file} has lost its header`,
    phrase`restore a backup`,
  );
}

/** Makes a private file by way of another name, so that it is whole, and on disk, or not there at all. */
function createWhole<T>(file: string, fill: (partial: string) => T): T {
  const partial = `${file}.partial`;
  for (const suffix of ["", "-wal", "-journal", "-holder"]) rmSync(partial + suffix, { force: true });
  createPrivate(partial);
  try {
    const result = fill(partial);
    syncToDisk(partial);
    // unlike a rename, a link never replaces what is there
    linkSync(partial, file);
    return result;
  } catch (cause) {
    throw cause instanceof KoboldError ? cause : notCreated(file, cause);
  } finally {
    rmSync(partial, { force: true });
    syncToDisk(path.dirname(file));
  }
}
