import { idText } from "../../core/ids.ts";
import { rowsAt, type StoredLog, wordNo } from "./event-rows.ts";
import type { LogIndex } from "./log-index.ts";

/** Lots of a question at once. */
const SOME = 500;
/** Of a word in hex. */
const DIGITS = 64;
/** Events of a page. */
const PAGE = 1_000;

const ANCESTORS = "SELECT parent FROM edges JOIN reached ON child = lot";
const DESCENDANTS = "SELECT child FROM edges JOIN reached ON parent = lot";

/** The given lots and all that they came of, as far as the index knows lots. */
export function ancestorsOf(index: LogIndex, lots: readonly bigint[]): bigint[] {
  return reachedFrom(index, lots, ANCESTORS);
}

/** The given lots and all that came of them, as far as the index knows lots. */
export function descendantsOf(index: LogIndex, lots: readonly bigint[]): bigint[] {
  return reachedFrom(index, lots, DESCENDANTS);
}

function reachedFrom(index: LogIndex, lots: readonly bigint[], step: string): bigint[] {
  const sql = `WITH RECURSIVE reached (lot) AS (SELECT value FROM json_each(?) UNION ${step})
    SELECT group_concat(hex(word), '') AS ids FROM (SELECT lot FROM reached ORDER BY lot) CROSS JOIN words ON no = lot`;
  const { ids } = index.statement(sql).get(JSON.stringify(numbersOf(index, lots))) ?? {};
  // one text instead of a row for each: a lot may have a hundred thousand descendants
  const text = typeof ids === "string" ? ids : "";
  return Array.from({ length: text.length / DIGITS }, (_, i) =>
    BigInt(`0x${text.slice(DIGITS * i, DIGITS * (i + 1))}`),
  );
}

/** The lots made here whose ids begin with some hexadecimal digits, without 0x; at most so many. */
export function lotsBeginning(index: LogIndex, digits: string, limit: number): bigint[] {
  const [least, most] = ["0", "f"].map((fill) => Buffer.from(digits.padEnd(64, fill), "hex"));
  if (least === undefined || most === undefined) return [];
  const sql = `SELECT word FROM words JOIN lots ON lot = no WHERE word BETWEEN ? AND ? ORDER BY word LIMIT ?`;
  return index
    .statement(sql)
    .all(least, most, limit)
    .map(({ word }) => idOf(word));
}

/** Which of some lots were made here. */
export function lotsMade(index: LogIndex, lots: readonly bigint[]): bigint[] {
  const made = index.statement("SELECT 1 FROM lots WHERE lot = ?");
  return lots.filter((lot) => {
    const no = wordNo(index, idText(lot));
    return no !== undefined && made.get(no) !== undefined;
  });
}

/** The events that tell how some lots were made, oldest first, page by page. */
export function makingsOf(index: LogIndex, lots: readonly bigint[], last: number): Generator<StoredLog[]> {
  return pagesAt(index, placesOf(index, lots, last, MAKINGS));
}

/** All events that name some lots, oldest first, page by page. */
export function lotLogs(index: LogIndex, lots: readonly bigint[], last: number): Generator<StoredLog[]> {
  return pagesAt(index, placesOf(index, lots, last, NAMINGS));
}

const MAKINGS = "SELECT position FROM lots JOIN some USING (lot)";
const NAMINGS = `${MAKINGS}
  UNION SELECT position FROM events JOIN some ON t1 = lot
  UNION SELECT position FROM events JOIN some ON t2 = lot
  UNION SELECT position FROM events JOIN some ON t3 = lot`;

function placesOf(index: LogIndex, lots: readonly bigint[], last: number, sql: string): number[] {
  const numbers = numbersOf(index, lots);
  const places = new Set<number>();
  for (let i = 0; i < numbers.length; i += SOME) {
    const some = JSON.stringify(numbers.slice(i, i + SOME));
    const rows = index
      .statement(
        `WITH some (lot) AS (SELECT value FROM json_each(?)) SELECT position FROM (${sql}) WHERE position <= ?`,
      )
      .all(some, last);
    for (const { position } of rows) places.add(Number(position));
  }
  return [...places].sort((a, b) => a - b);
}

function* pagesAt(index: LogIndex, places: readonly number[]): Generator<StoredLog[]> {
  for (let i = 0; i < places.length; i += PAGE) yield rowsAt(index, places.slice(i, i + PAGE));
}

function numbersOf(index: LogIndex, lots: readonly bigint[]): number[] {
  return lots.flatMap((lot) => wordNo(index, idText(lot)) ?? []);
}

function idOf(word: unknown): bigint {
  if (word instanceof Uint8Array) return BigInt(`0x${Buffer.from(word).toString("hex")}`);
  throw new TypeError("a lot is a word");
}
