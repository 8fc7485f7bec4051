import type { z } from "zod/v4";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { RecordTable } from "./record-table.ts";
import type { RecordKind } from "./schema.ts";

/** The records of one kind, typed. */
export class RecordStore<T> {
  readonly #table: RecordTable;
  readonly #kind: RecordKind;
  readonly #schema: z.ZodType<T>;
  readonly #keyOf: (record: T) => string;
  readonly #encode: (record: T) => unknown;

  /**
   * @param schema reads a record back from JSON, in which bigints are decimal text
   * @param encode what `schema` reads back, where that is not the record itself as JSON
   */
  constructor(
    table: RecordTable,
    kind: RecordKind,
    schema: z.ZodType<T>,
    keyOf: (record: T) => string,
    encode: (record: T) => unknown = (record) => record,
  ) {
    this.#table = table;
    this.#kind = kind;
    this.#schema = schema;
    this.#keyOf = keyOf;
    this.#encode = encode;
  }

  /** Stores a record in place of the one with its key, if any. */
  put(record: T): void {
    this.#table.put(this.#kind, this.#keyOf(record), this.#encode(record));
  }

  get(key: string): T | undefined {
    const value = this.#table.get(this.#kind, key);
    return value === undefined ? undefined : this.#parsed(key, value);
  }

  list(): T[] {
    return [...this.each()];
  }

  /** The same, one after the other, so that not all are opened at once; nothing may be written in between. */
  *each(): Generator<T> {
    for (const { key, value } of this.#table.each(this.#kind)) yield this.#parsed(key, value);
  }

  delete(key: string): void {
    this.#table.delete(this.#kind, key);
  }

  get count(): number {
    return this.#table.count(this.#kind);
  }

  #parsed(key: string, value: unknown): T {
    const { success, data, error } = this.#schema.safeParse(value);
    if (success) return data;
    throw new KoboldError(
      "VAULT_CORRUPT",
      phrase`the ${this.#kind} record ${key} opens, but has invalid fields: ${error.issues.map((i) => i.path.join(".")).join(", ")}`,
      phrase`it was written by a faulty version: restore a backup, or rebuild the vault from the chain`,
    );
  }
}
