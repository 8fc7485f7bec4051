import type { DatabaseSync, StatementSync } from "node:sqlite";

import { z } from "zod/v4";

import { KoboldError } from "../core/errors.ts";
import { asJson } from "../core/json.ts";
import { phrase } from "../core/phrase.ts";
import type { RecordCipher } from "./record-cipher.ts";
import {
  kindNumber,
  RECORD_KINDS,
  type RecordKind,
  type Schema,
  setSchemaVersion,
  type Upgrade,
} from "./schema.ts";
import { guarded } from "./sqlite.ts";

const INVENTORY = { kind: 0, rowKey: new Uint8Array() };

const envelopeSchema = z.object({ key: z.string(), value: z.unknown() });
const inventorySchema = z.object({ rows: z.number(), sum: z.string().transform((digits) => BigInt(digits)) });

interface Row {
  readonly rowKey: Uint8Array;
  readonly sealed: Uint8Array;
}

export interface StoredRecord {
  readonly key: string;
  readonly value: unknown;
}

/**
 * The sealed rows of a vault, and its inventory: a sealed sum over all rows, so that a row that was removed, or put
 * back as it once was, is noticed on opening. All work is synchronous; outside a transaction each write is its own.
 */
export class RecordTable {
  readonly file: string;
  readonly #db: DatabaseSync;
  readonly #cipher: RecordCipher;
  #version: number;
  #inventory = { rows: 0, sum: 0n };
  #depth = 0;
  readonly #select: StatementSync;
  readonly #upsert: StatementSync;
  readonly #remove: StatementSync;

  constructor(file: string, db: DatabaseSync, cipher: RecordCipher, version: number) {
    this.file = file;
    this.#db = db;
    this.#cipher = cipher;
    this.#version = version;
    this.#select = db.prepare("SELECT row_key, sealed FROM record WHERE kind = ? AND row_key = ?");
    this.#upsert = db.prepare(
      "INSERT INTO record VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sealed = excluded.sealed",
    );
    this.#remove = db.prepare("DELETE FROM record WHERE kind = ? AND row_key = ?");
  }

  /** The sealed inventory of no rows, for a new vault. */
  static emptyInventory(cipher: RecordCipher, schemaVersion: number): Buffer {
    return cipher.seal({ ...INVENTORY, schemaVersion }, JSON.stringify({ rows: 0, sum: "0" }));
  }

  /** Checks that the rows are those of the inventory. @throws VAULT_CORRUPT */
  verifyInventory(): void {
    const { inventory } = this.#db.prepare("SELECT inventory FROM vault").get() ?? {};
    const sealed = this.#cipher.open({ ...INVENTORY, schemaVersion: this.#version }, bytesOf(inventory));
    this.#inventory = inventorySchema.parse(JSON.parse(sealed));
    let rows = 0;
    let sum = 0n;
    for (const kind of RECORD_KINDS.map(kindNumber)) {
      for (const { rowKey, sealed } of this.#rows(kind)) {
        rows++;
        sum ^= this.#cipher.rowDigest(kind, rowKey, sealed);
      }
    }
    if (rows === this.#inventory.rows && sum === this.#inventory.sum) return;
    throw new KoboldError(
      "VAULT_CORRUPT",
      phrase`the vault ${this.file} has ${rows} records, which do not match the ${this.#inventory.rows} of its inventory`,
      phrase`restore a backup, or rebuild the vault from the chain`,
    );
  }

  /**
   * Runs `work` so that all of its writes are on disk when this returns, or none is stored if it throws. Inside
   * another transaction it is part of that one.
   */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) {
      if (!this.#db.isTransaction)
        throw new Error("the transaction has failed: nothing more can be stored in it");
      return work();
    }
    const before = this.#inventory;
    return guarded(this.file, () => {
      this.#db.exec("BEGIN IMMEDIATE");
      this.#depth = 1;
      try {
        const result = work();
        if (result instanceof Promise) throw new TypeError("a vault's transaction can't wait for a promise");
        if (this.#inventory !== before) this.#writeInventory();
        this.#db.exec("COMMIT");
        return result;
      } catch (error) {
        this.#inventory = before;
        // SQLite has rolled back by itself after some errors, such as a full disk
        if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
        throw error;
      } finally {
        this.#depth = 0;
      }
    });
  }

  put(kind: RecordKind, key: string, value: unknown): void {
    const number = kindNumber(kind);
    const rowKey = this.#cipher.rowKey(number, key);
    this.transaction(() => {
      const old = this.#sealed(number, rowKey);
      const place = { kind: number, rowKey, schemaVersion: this.#version };
      const sealed = this.#cipher.seal(place, asJson({ key, value }));
      this.#upsert.run(number, rowKey, sealed);
      const replaced = old === undefined ? 0n : this.#cipher.rowDigest(number, rowKey, old);
      this.#account(old === undefined ? 1 : 0, replaced ^ this.#cipher.rowDigest(number, rowKey, sealed));
    });
  }

  get(kind: RecordKind, key: string): unknown {
    const rowKey = this.#cipher.rowKey(kindNumber(kind), key);
    const sealed = this.#sealed(kindNumber(kind), rowKey);
    return sealed === undefined ? undefined : this.#opened(kindNumber(kind), rowKey, sealed).value;
  }

  /** All records of a kind, in no meaningful order. */
  list(kind: RecordKind): StoredRecord[] {
    return [...this.each(kind)];
  }

  /** The same, one after the other, so that not all are opened at once; nothing may be written in between. */
  *each(kind: RecordKind): Generator<StoredRecord> {
    const number = kindNumber(kind);
    for (const { rowKey, sealed } of this.#rows(number)) yield this.#opened(number, rowKey, sealed);
  }

  count(kind: RecordKind): number {
    const row = this.#db.prepare("SELECT count(*) AS n FROM record WHERE kind = ?").get(kindNumber(kind));
    return z.object({ n: z.number() }).parse(row).n;
  }

  delete(kind: RecordKind, key: string): void {
    const number = kindNumber(kind);
    const rowKey = this.#cipher.rowKey(number, key);
    this.transaction(() => {
      const sealed = this.#sealed(number, rowKey);
      if (sealed === undefined) return;
      this.#remove.run(number, rowKey);
      this.#account(-1, this.#cipher.rowDigest(number, rowKey, sealed));
    });
  }

  /** Brings the records to a newer schema, all or none of them. */
  migrate({ version, upgrades }: Schema): void {
    if (this.#version === version) return;
    const from = this.#version;
    try {
      this.transaction(() => {
        for (const upgrade of upgrades.slice(from - 1)) this.#upgradeOnce(upgrade);
        setSchemaVersion(this.#db, version);
      });
    } catch (error) {
      this.#version = from;
      throw error;
    }
  }

  #upgradeOnce(upgrade: Upgrade): void {
    const records = RECORD_KINDS.map((kind) => ({ kind, rows: this.list(kind) }));
    this.#version++;
    for (const { kind, rows } of records) {
      const change = upgrade[kind] ?? ((value: unknown) => value);
      rows.forEach(({ key, value }) => {
        const moved = kind === "setting" ? upgrade.moves?.(key, value) : undefined;
        if (moved === undefined) this.put(kind, key, change(value));
        else {
          this.delete(kind, key);
          this.put(moved.kind, moved.key, moved.value);
        }
      });
    }
    // a new object, so that an empty vault's inventory is sealed anew as well
    this.#inventory = { ...this.#inventory };
  }

  #account(rows: number, change: bigint): void {
    this.#inventory = { rows: this.#inventory.rows + rows, sum: this.#inventory.sum ^ change };
  }

  #writeInventory(): void {
    const sealed = this.#cipher.seal({ ...INVENTORY, schemaVersion: this.#version }, asJson(this.#inventory));
    this.#db.prepare("UPDATE vault SET inventory = ?").run(sealed);
  }

  #sealed(kind: number, rowKey: Uint8Array): Uint8Array | undefined {
    const row = guarded(this.file, () => this.#select.get(kind, rowKey));
    return row === undefined ? undefined : bytesOf(row["sealed"]);
  }

  *#rows(kind: number): Generator<Row> {
    const select = this.#db.prepare("SELECT row_key, sealed FROM record WHERE kind = ?");
    const rows = guarded(this.file, () => select.iterate(kind));
    for (;;) {
      const { done, value } = guarded(this.file, () => rows.next());
      if (done === true) return;
      yield { rowKey: bytesOf(value["row_key"]), sealed: bytesOf(value["sealed"]) };
    }
  }

  #opened(kind: number, rowKey: Uint8Array, sealed: Uint8Array): StoredRecord {
    const text = this.#cipher.open({ kind, rowKey, schemaVersion: this.#version }, sealed);
    const { key, value } = envelopeSchema.parse(JSON.parse(text));
    return { key, value };
  }
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new KoboldError(
    "VAULT_CORRUPT",
    phrase`the vault's tables are damaged`,
    phrase`restore a backup, or rebuild the vault from the chain`,
  );
}
