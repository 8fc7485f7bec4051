import { chmodSync, closeSync, mkdirSync, openSync, rmSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Raised with every change of the tables: an index of another version is made anew. */
const VERSION = 1;
const WAIT_MS = 60_000;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

const TABLES = ["about", "checkpoints", "kinds", "words", "events", "lots", "edges"];
const SCHEMA = `
  -- from which block on the events of which contracts are here
  CREATE TABLE about (first INTEGER NOT NULL, addresses TEXT NOT NULL) STRICT;
  -- blocks up to which all is here, and by which hash
  CREATE TABLE checkpoints (block INTEGER PRIMARY KEY, hash TEXT NOT NULL) STRICT;
  -- a contract and the first topic of its events
  CREATE TABLE kinds (no INTEGER PRIMARY KEY, address TEXT NOT NULL, topic TEXT NOT NULL, UNIQUE (address, topic)) STRICT;
  -- lots, accounts and all else that topics name, each once
  CREATE TABLE words (no INTEGER PRIMARY KEY, word BLOB NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY, kind INTEGER NOT NULL, t1 INTEGER, t2 INTEGER, t3 INTEGER, data BLOB NOT NULL
  ) STRICT;
  CREATE INDEX events_kind ON events (kind);
  CREATE INDEX events_t1 ON events (t1, kind) WHERE t1 IS NOT NULL;
  CREATE INDEX events_t2 ON events (t2, kind) WHERE t2 IS NOT NULL;
  CREATE INDEX events_t3 ON events (t3, kind) WHERE t3 IS NOT NULL;
  -- the event that tells of a lot's making
  CREATE TABLE lots (lot INTEGER PRIMARY KEY, position INTEGER NOT NULL) STRICT;
  CREATE INDEX lots_position ON lots (position);
  CREATE TABLE edges (parent INTEGER NOT NULL, child INTEGER NOT NULL, PRIMARY KEY (parent, child)) STRICT, WITHOUT ROWID;
  CREATE INDEX edges_child ON edges (child, parent);
`;

/**
 * Opens the index in a file, or in memory, and makes it where there is none of this version. It holds nothing that the
 * chain does not give again, so that what is damaged is thrown away.
 */
export function openIndex(file: string | undefined): DatabaseSync {
  if (file === undefined) return prepared(new DatabaseSync(":memory:"));
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (process.platform !== "win32") {
    // SQLite gives its other files the mode of this one
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
  }
  try {
    return prepared(new DatabaseSync(file, { timeout: WAIT_MS }));
  } catch (error) {
    if (!isDamage(error)) throw error;
    removeIndex(file);
    return prepared(new DatabaseSync(file, { timeout: WAIT_MS }));
  }
}

export function removeIndex(file: string): void {
  for (const each of [file, `${file}-wal`, `${file}-shm`]) rmSync(each, { force: true });
}

/** Whether SQLite finds that a file is not as it wrote it. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return false;
  return [SQLITE_CORRUPT, SQLITE_NOTADB].includes(error.errcode & 0xff);
}

function prepared(db: DatabaseSync): DatabaseSync {
  try {
    // a crash of the machine may lose the last pages, which are read again
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF");
    db.exec("PRAGMA cache_size = -65536; PRAGMA cell_size_check = ON");
    if (versionOf(db) === VERSION) return db;
    db.exec("BEGIN EXCLUSIVE");
    // another process may have been faster
    if (versionOf(db) !== VERSION) {
      for (const table of TABLES) db.exec(`DROP TABLE IF EXISTS ${table}`);
      db.exec(SCHEMA);
      db.exec(`PRAGMA user_version = ${VERSION}`);
    }
    db.exec("COMMIT");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function versionOf(db: DatabaseSync): unknown {
  return db.prepare("PRAGMA user_version").get()?.["user_version"];
}
