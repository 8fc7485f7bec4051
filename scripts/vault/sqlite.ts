import { chmodSync, closeSync, existsSync, fsyncSync, openSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import { type ErrorCode, KoboldError } from "../core/errors.ts";
import { phrase, type Phrase, type Text } from "../core/phrase.ts";
import { describeHolder } from "./holder.ts";

const OWNER_ONLY = 0o600;
const POLL_MS = 50;
const SQLITE_BUSY = 5;

/** SQLite's number of an error, and what to say of it. */
const FAILURES: Readonly<Record<number, (file: string) => [ErrorCode, Phrase, Phrase]>> = {
  8: (file) => [
    "VAULT_ACCESS",
    phrase`the vault ${file} can't be written`,
    phrase`make file and folder writable for this user`,
  ],
  10: (file) => [
    "VAULT_ACCESS",
    phrase`the vault ${file} could not be read or written`,
    phrase`check the disk; what was stored before is not affected`,
  ],
  11: (file) => [
    "VAULT_CORRUPT",
    phrase`the vault ${file} is damaged`,
    phrase`restore a backup, or rebuild the vault from the chain`,
  ],
  13: (file) => [
    "VAULT_FULL",
    phrase`the disk of the vault ${file} is full`,
    phrase`free some space and try again: nothing was changed`,
  ],
  14: (file) => [
    "VAULT_ACCESS",
    phrase`the vault ${file} could not be opened`,
    phrase`check the path and who may read it`,
  ],
  26: (file) => [
    "VAULT_CORRUPT",
    phrase`${file} is not a vault, or its first page is damaged`,
    phrase`check the path, or restore a backup`,
  ],
};

function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number")
    return undefined;
  return error.errcode & 0xff;
}

/** Runs a piece of SQLite work and turns its failures into errors for people. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw inWords(file, cause);
  }
}

/** A failure of SQLite as an error for people; any other comes back as it is. */
function inWords(file: string, cause: unknown): unknown {
  const failure = FAILURES[sqliteCode(cause) ?? 0];
  return failure === undefined ? cause : new KoboldError(...failure(file), { cause });
}

export interface DatabaseOptions {
  /** How long to wait for another process that holds the vault, in milliseconds; 10 s by default. */
  readonly waitMs?: number;
  /** A cap on the file's size in pages of 4 KiB; a test of a full disk sets it. */
  readonly maxPages?: number;
  /** Told what was mended, for instance too open a file mode. */
  readonly warn?: (message: Text) => void;
}

/**
 * Opens a SQLite file for this process alone, until it is closed or the process ends however it does: the lock is the
 * operating system's, so none is ever left behind. Every commit is on disk before it returns.
 * @param inspect looks at the file before anything of it is changed
 * @throws VAULT_BUSY, naming the holder; VAULT_ACCESS; VAULT_CORRUPT
 */
export function openExclusively<T>(
  file: string,
  { waitMs = 10_000, maxPages, warn }: DatabaseOptions,
  inspect: (db: DatabaseSync) => T,
): { db: DatabaseSync; inspected: T } {
  keepPrivate(file, warn);
  const deadline = Date.now() + waitMs;
  for (;;) {
    const db = guarded(file, () => new DatabaseSync(file));
    try {
      // Exclusive before the first access: then WAL needs no shared memory file, and no second connection gets in.
      db.exec("PRAGMA locking_mode = EXCLUSIVE");
      const inspected = guarded(file, () => inspect(db));
      // secure_delete: else a replaced key or opening would stay readable in free pages
      db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
      db.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; BEGIN IMMEDIATE; COMMIT");
      if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`);
      return { db, inspected };
    } catch (error) {
      db.close();
      if (sqliteCode(error) !== SQLITE_BUSY) throw inWords(file, error);
      if (Date.now() >= deadline) throw busy(file, error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
    }
  }
}

function busy(file: string, cause: unknown): KoboldError {
  return new KoboldError(
    "VAULT_BUSY",
    phrase`the vault ${file} is in use by ${describeHolder(file)}`,
    phrase`wait until that process has ended, or end it, and try again`,
    { cause },
  );
}

/** An empty file that only its owner may read. @throws VAULT_ACCESS if something is there already */
export function createPrivate(file: string): void {
  try {
    closeSync(openSync(file, "wx", OWNER_ONLY));
  } catch (cause) {
    throw notCreated(file, cause);
  }
}

/** Why a file could not be put in its place. */
export function notCreated(file: string, cause: unknown): KoboldError {
  return new KoboldError(
    "VAULT_ACCESS",
    existsSync(file) ? phrase`${file} exists already` : phrase`${file} can't be created`,
    phrase`choose another path in a folder that you may write`,
    { cause },
  );
}

// Opening and closing the file here, were it only to look, would drop SQLite's locks: so by name only.
function keepPrivate(file: string, warn: DatabaseOptions["warn"]): void {
  if (process.platform === "win32") return;
  for (const each of [file, `${file}-wal`]) {
    if (!existsSync(each)) continue;
    const mode = statSync(each).mode & 0o777;
    if ((mode & ~OWNER_ONLY) === 0) continue;
    try {
      chmodSync(each, OWNER_ONLY);
    } catch (cause) {
      throw new KoboldError(
        "VAULT_ACCESS",
        phrase`others can read ${each} (mode ${mode.toString(8)}), and this user can't change that`,
        phrase`give the file to this user, or make its owner run chmod 600`,
        { cause },
      );
    }
    warn?.(phrase`others could read ${each} (mode ${mode.toString(8)}); it is now mode 600`);
  }
}

/** Makes a file's content, or a folder's names, durable. */
export function syncToDisk(target: string): void {
  const isFolder = statSync(target).isDirectory();
  // Windows can't sync a folder
  if (isFolder && process.platform === "win32") return;
  const descriptor = openSync(target, isFolder ? "r" : "r+");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
