import type { DatabaseSync, StatementSync } from "node:sqlite";

import { madeIn } from "./lot-log.ts";
import type { BlockRange, LogPosition } from "./log-position.ts";
import type { RawLog } from "./source.ts";

/** A block up to which everything is read, and by which hash it is known again. */
export interface Checkpoint {
  readonly block: number;
  readonly hash: string;
}

/** Events of a block that have a place of their own: more than any block has room for. */
const PLACES = 2 ** 22;
/** Words whose numbers are remembered. */
const REMEMBERED = 100_000;
/** Of older checkpoints one remains in so many blocks. */
const CHECKPOINT_SPAN = 1024;
/** How far back every checkpoint stays. */
const CHECKPOINTS_KEPT = 256;

/** An event's place as one number, by which events are sorted. */
export function placeOf({ blockNumber, index }: LogPosition): number {
  if (index < PLACES) return blockNumber * PLACES + index;
  throw new RangeError(`a block has more than ${PLACES} events`);
}

export function positionAt(place: number): LogPosition {
  return { blockNumber: Math.floor(place / PLACES), index: place % PLACES };
}

/** What was read of some contracts' events, in an SQLite index: written here, and read by `event-rows` and `lot-graph`. */
export class LogIndex {
  readonly db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #words = new Map<string, number>();
  readonly #kinds = new Map<string, number>();

  constructor(db: DatabaseSync) {
    this.db = db;
  }

  /** A statement, prepared once. */
  statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  /** Runs a piece of work in one transaction that no other process writes beside. */
  transaction<T>(work: () => T): T {
    this.db.exec("BEGIN IMMEDIATE");
    try {
      const done = work();
      this.db.exec("COMMIT");
      return done;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec("ROLLBACK");
      // their numbers may be given to others
      this.#words.clear();
      this.#kinds.clear();
      throw error;
    }
  }

  /** Empties it unless it holds the events of these contracts, or of more, from `first` on. @returns whose events it holds */
  ready(first: number, addresses: readonly string[]): string[] {
    return this.transaction(() => {
      const about = this.statement("SELECT first, addresses FROM about").get();
      const known = about === undefined ? [] : String(about["addresses"]).split(" ");
      if (
        about !== undefined &&
        Number(about["first"]) <= first &&
        addresses.every((each) => known.includes(each))
      )
        return known;
      const all = [...new Set([...known, ...addresses])].sort();
      this.#cut(0);
      this.db.exec("DELETE FROM about");
      const from = Math.min(first, Number(about?.["first"] ?? first));
      this.statement("INSERT INTO about VALUES (?, ?)").run(from, all.join(" "));
      return all;
    });
  }

  get first(): number {
    return Number(this.statement("SELECT first FROM about").get()?.["first"] ?? 0);
  }

  /** The last checkpoint, at a block or below; undefined where nothing is read yet. */
  checkpoint(block = Number.MAX_SAFE_INTEGER): Checkpoint | undefined {
    const sql = "SELECT block, hash FROM checkpoints WHERE block <= ? ORDER BY block DESC LIMIT 1";
    const row = this.statement(sql).get(block);
    return row === undefined ? undefined : { block: Number(row["block"]), hash: String(row["hash"]) };
  }

  /** All checkpoints below a block, oldest first. */
  checkpointsBelow(block: number): Checkpoint[] {
    const rows = this.statement("SELECT block, hash FROM checkpoints WHERE block < ? ORDER BY block").all(
      block,
    );
    return rows.map((row) => ({ block: Number(row["block"]), hash: String(row["hash"]) }));
  }

  /** The blocks of a range that have events, in order. */
  blocksWithEvents({ fromBlock, toBlock }: BlockRange): number[] {
    const sql = `SELECT DISTINCT position / ${PLACES} AS block FROM events WHERE position BETWEEN ? AND ? ORDER BY block`;
    const rows = this.statement(sql).all(fromBlock * PLACES, (toBlock + 1) * PLACES - 1);
    return rows.map(({ block }) => Number(block));
  }

  has({ block, hash }: Checkpoint): boolean {
    return (
      this.statement("SELECT 1 FROM checkpoints WHERE block = ? AND hash = ?").get(block, hash) !== undefined
    );
  }

  /** Asks more than once while no other process changes anything in between. */
  snapshot<T>(work: () => T): T {
    this.db.exec("BEGIN");
    try {
      return work();
    } finally {
      if (this.db.isTransaction) this.db.exec("COMMIT");
    }
  }

  /**
   * Takes down the events of some blocks. Where they are not those that were known of these blocks, all that was known
   * of them and of later ones is forgotten, with its checkpoints: so a checkpoint that is there says what it always did.
   * @param base the checkpoint that the reading began behind; undefined where it began with the first block
   * @returns false, without a change, if the base is no longer there
   */
  put(base: Checkpoint | undefined, logs: readonly RawLog[], end: Checkpoint): boolean {
    return this.transaction(() => {
      if (base !== undefined && !this.has(base)) return false;
      const from = base === undefined ? 0 : base.block + 1;
      const last = this.checkpoint()?.block ?? from - 1;
      const isKept = this.#isKept(from, logs, end, Math.min(last, end.block));
      if (!isKept) this.#cut(from);
      for (const log of logs) if (!isKept || log.blockNumber > last) this.#insert(log);
      this.statement("INSERT OR REPLACE INTO checkpoints VALUES (?, ?)").run(end.block, end.hash);
      this.#thinOut(end.block);
      return true;
    });
  }

  /** Forgets all that was read behind a checkpoint; everything, without one. */
  forget(base: Checkpoint | undefined): void {
    this.transaction(() => {
      this.#cut(base === undefined ? 0 : base.block + 1);
    });
  }

  /** Whether what is known of the blocks up to `last` is what these events say. */
  #isKept(from: number, logs: readonly RawLog[], end: Checkpoint, last: number): boolean {
    const same = this.checkpoint(end.block);
    if (same?.block === end.block && same.hash !== end.hash) return false;
    const known = logs.filter(({ blockNumber }) => blockNumber <= last);
    const sql = "SELECT count(*) AS events FROM events WHERE position >= ? AND position < ?";
    const count = this.statement(sql).get(from * PLACES, (last + 1) * PLACES)?.["events"];
    return count === known.length && known.every((log) => this.#holds(log));
  }

  #holds(log: RawLog): boolean {
    const sql = "SELECT kind, t1, t2, t3, data FROM events WHERE position = ?";
    const row = this.statement(sql).get(placeOf(log));
    if (row === undefined) return false;
    const [, t1, t2, t3] = log.topics.map((each, i) => (i === 0 ? undefined : this.#wordNo(each)));
    const { data } = row;
    return (
      row["kind"] === this.#kindNo(log) &&
      row["t1"] === (t1 ?? null) &&
      row["t2"] === (t2 ?? null) &&
      row["t3"] === (t3 ?? null) &&
      data instanceof Uint8Array &&
      bytesOf(log.data).equals(data)
    );
  }

  /** Removes what is known of a block and all later ones. */
  #cut(block: number): void {
    const from = block * PLACES;
    this.statement("DELETE FROM edges WHERE child IN (SELECT lot FROM lots WHERE position >= ?)").run(from);
    this.statement("DELETE FROM lots WHERE position >= ?").run(from);
    this.statement("DELETE FROM events WHERE position >= ?").run(from);
    this.statement("DELETE FROM checkpoints WHERE block >= ?").run(block);
  }

  #insert(log: RawLog): void {
    const { topics, data } = log;
    const place = placeOf(log);
    const no = (at: number) => {
      const text = topics[at];
      return text === undefined ? null : this.#wordNo(text);
    };
    this.statement("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)").run(
      place,
      this.#kindNo(log),
      no(1),
      no(2),
      no(3),
      bytesOf(data),
    );
    const made = madeIn(log);
    if (made === undefined) return;
    const parents = made.parents.map((parent) => this.#wordNo(parent));
    for (const lot of made.lots) {
      const child = this.#wordNo(lot);
      this.statement("INSERT OR REPLACE INTO lots VALUES (?, ?)").run(child, place);
      const edge = this.statement("INSERT OR IGNORE INTO edges VALUES (?, ?)");
      for (const parent of parents) edge.run(parent, child);
    }
  }

  /** Those near the end tell where a reorganisation began; of the others a few suffice to find where the chains part. */
  #thinOut(end: number): void {
    const until = end - CHECKPOINTS_KEPT;
    const sql = `DELETE FROM checkpoints WHERE block BETWEEN ? AND ? AND EXISTS (
      SELECT 1 FROM checkpoints AS later WHERE later.block > checkpoints.block AND later.block <= ?
      AND later.block / ${CHECKPOINT_SPAN} = checkpoints.block / ${CHECKPOINT_SPAN})`;
    this.statement(sql).run(until - 2 * CHECKPOINT_SPAN, until, until);
  }

  #wordNo(text: string): number {
    const known = this.#words.get(text);
    if (known !== undefined) return known;
    const bytes = bytesOf(text);
    const { changes, lastInsertRowid } = this.statement("INSERT OR IGNORE INTO words (word) VALUES (?)").run(
      bytes,
    );
    const no =
      changes === 0
        ? Number(this.statement("SELECT no FROM words WHERE word = ?").get(bytes)?.["no"])
        : Number(lastInsertRowid);
    if (this.#words.size >= REMEMBERED) this.#words.clear();
    this.#words.set(text, no);
    return no;
  }

  #kindNo({ address, topics }: RawLog): number {
    const [first = ""] = topics;
    const key = `${address} ${first}`;
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    this.statement("INSERT OR IGNORE INTO kinds (address, topic) VALUES (?, ?)").run(address, first);
    const row = this.statement("SELECT no FROM kinds WHERE address = ? AND topic = ?").get(address, first);
    const no = Number(row?.["no"]);
    this.#kinds.set(key, no);
    return no;
  }
}

/** @throws RangeError for what is no hex */
export function bytesOf(hex: string): Buffer {
  const bytes = Buffer.from(hex.slice(2), "hex");
  if (hex.startsWith("0x") && 2 * bytes.length + 2 === hex.length) return bytes;
  throw new RangeError("a log is no hex");
}
