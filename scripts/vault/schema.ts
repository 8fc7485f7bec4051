import type { DatabaseSync } from "node:sqlite";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";

/** "KBLD", in the header of every vault. */
const APPLICATION_ID = 0x4b424c44;

/**
 * What is stored. In the file a kind is its place in this list, so only ever append. These numbers, the rows' count
 * and their rounded size are all that a stolen file shows, besides how its key is derived.
 */
export const RECORD_KINDS = [
  "lot",
  "site",
  "trace",
  "permit",
  "operation",
  "assay",
  "setting",
  "draft",
  "assayer",
  "policyName",
  "deployment",
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** The number of a kind in the file, from 1. */
export function kindNumber(kind: RecordKind): number {
  return RECORD_KINDS.indexOf(kind) + 1;
}

/** A record that belongs under another kind and key from some version on. */
export interface Moved {
  readonly kind: RecordKind;
  readonly key: string;
  readonly value: unknown;
}

/** Turns the values of one kind, as parsed JSON, from one schema version into the next. */
export type Upgrade = Partial<Record<RecordKind, (value: unknown) => unknown>> & {
  /** What becomes of a setting that is none any more. */
  readonly moves?: (key: string, value: unknown) => Moved | undefined;
};

/** The shape of the records; `upgrades[n]` leads from version n + 1 to n + 2. */
export interface Schema {
  readonly version: number;
  readonly upgrades: readonly Upgrade[];
}

/** From 2 to 3: lots have another format, whose ids are others, so that no opening can be carried over. */
function refusedOpening(): never {
  throw new KoboldError(
    "VAULT_OLDER",
    phrase`this vault holds lots of an older format, with fourteen attributes, which this version cannot read`,
    phrase`open it with the release that wrote it, and make a new vault for this one`,
  );
}

/** From 3 to 4: what no chain gives back is counted by its kind. */
function outOfSettings(key: string, setting: unknown): Moved | undefined {
  const value: unknown =
    typeof setting === "object" && setting !== null ? Reflect.get(setting, "value") : undefined;
  const under = (kind: RecordKind, name: string) => ({ kind, key: name, value: { name, value } });
  if (key === "assayer") return under("assayer", key);
  if (key.startsWith("draft/")) return under("draft", key.slice("draft/".length));
  if (key.startsWith("policy/")) return under("policyName", key.slice("policy/".length));
  return undefined;
}

export const CURRENT_SCHEMA: Schema = {
  version: 4,
  // 2 differed from 1 in lots and operations only
  upgrades: [{}, { lot: refusedOpening, operation: refusedOpening }, { moves: outOfSettings }],
};

/** The tables of an empty vault. Rows stand in the order of their blinded keys, which tells nothing of their age. */
export function createTables(db: DatabaseSync, schemaVersion: number): void {
  db.exec(`
    PRAGMA application_id = ${APPLICATION_ID};
    CREATE TABLE vault (id INTEGER PRIMARY KEY CHECK (id = 1), header TEXT NOT NULL, inventory BLOB NOT NULL) STRICT;
    CREATE TABLE record (
      kind INTEGER NOT NULL, row_key BLOB NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (kind, row_key)
    ) STRICT, WITHOUT ROWID;
  `);
  setSchemaVersion(db, schemaVersion);
}

export function setSchemaVersion(db: DatabaseSync, version: number): void {
  db.exec(`PRAGMA user_version = ${version}`);
}

/** The schema version of a whole vault. @throws VAULT_FOREIGN for another SQLite file, VAULT_CORRUPT, VAULT_NEWER */
export function requireVault(db: DatabaseSync, file: string, newestVersion: number): number {
  const restore = phrase`restore a backup, or rebuild the vault from the chain`;
  if (pragma(db, "page_count") === 0)
    throw new KoboldError("VAULT_CORRUPT", phrase`${file} is empty`, restore);
  if (pragma(db, "application_id") !== APPLICATION_ID) {
    throw new KoboldError(
      "VAULT_FOREIGN",
      phrase`${file} is another program's database, not a vault`,
      phrase`check the path`,
    );
  }
  const finding = pragma(db, "quick_check");
  const version = pragma(db, "user_version");
  if (finding !== "ok" || typeof version !== "number" || version < 1) {
    throw new KoboldError("VAULT_CORRUPT", phrase`${file} is damaged: ${String(finding)}`, restore);
  }
  if (version > newestVersion) {
    throw new KoboldError(
      "VAULT_NEWER",
      phrase`${file} was written by a newer version (schema ${version}; this one knows ${newestVersion})`,
      phrase`update Kobold`,
    );
  }
  return version;
}

function pragma(db: DatabaseSync, name: string): unknown {
  return db.prepare(`PRAGMA ${name}`).get()?.[name];
}
