import type { SQLOutputValue } from "node:sqlite";

import { bytesOf, type LogIndex, placeOf, positionAt } from "./log-index.ts";
import type { LogPosition } from "./log-position.ts";
import type { LogContent } from "./lot-log.ts";

/** An event as the index gives it back. */
export interface StoredLog extends LogPosition, LogContent {
  readonly address: string;
}

/** Which events: of a contract, with these topics where one is given. */
export interface LogFilter {
  readonly address: string;
  readonly topics: readonly (string | readonly string[] | null)[];
}

/** From here on, up to there, both included. */
export interface PlaceRange {
  readonly from: LogPosition;
  readonly to: LogPosition;
}

/** The first events of a range that meet any of the filters, each once, oldest first. */
export function rowsOf(
  index: LogIndex,
  filters: readonly LogFilter[],
  range: PlaceRange,
  limit: number,
): StoredLog[] {
  const ends = [placeOf(range.from), placeOf(range.to)];
  const branches = filters.flatMap((filter) => branchesOf(index, filter));
  if (branches.length === 0) return [];
  // SQLite takes so many parts at most
  const parts: StoredLog[] = [];
  for (let i = 0; i < branches.length; i += MOST_PARTS) {
    const some = branches.slice(i, i + MOST_PARTS);
    const hits = some
      .map(({ where }) => `SELECT position FROM events WHERE ${where} AND position BETWEEN ? AND ?`)
      .join(" UNION ");
    const sql = `WITH hits AS (${hits} ORDER BY position LIMIT ?) ${SELECT} JOIN hits USING (position) ${ORDER}`;
    const values = some.flatMap((branch) => [...branch.values, ...ends]);
    parts.push(...logsOf(index, sql, [...values, limit]));
  }
  if (branches.length <= MOST_PARTS) return parts;
  const byPlace = new Map(parts.map((log) => [placeOf(log), log]));
  return [...byPlace]
    .sort(([a], [b]) => a - b)
    .map(([, log]) => log)
    .slice(0, limit);
}

/** The events at some places, oldest first. */
export function rowsAt(index: LogIndex, places: readonly number[]): StoredLog[] {
  const sql = `${SELECT} WHERE position IN (SELECT value FROM json_each(?)) ${ORDER}`;
  return logsOf(index, sql, [JSON.stringify(places)]);
}

const MOST_PARTS = 100;
const SELECT = `SELECT events.position, kinds.address, kinds.topic, one.word AS t1, two.word AS t2, three.word AS t3, events.data
  FROM events JOIN kinds ON kinds.no = events.kind
  LEFT JOIN words AS one ON one.no = events.t1 LEFT JOIN words AS two ON two.no = events.t2
  LEFT JOIN words AS three ON three.no = events.t3`;
const ORDER = "ORDER BY events.position";

interface Branch {
  readonly where: string;
  readonly values: readonly (number | string)[];
}

/** The number of no word. */
const NOTHING = -1;

/** A condition for each kind of event that a filter lets pass; SQLite walks each in the order of the chain. */
function branchesOf(index: LogIndex, { address, topics }: LogFilter): Branch[] {
  const [first = null, ...others] = topics;
  const kinds = index
    .statement("SELECT no, topic FROM kinds WHERE address = ?")
    .all(address.toLowerCase())
    .filter(({ topic }) => first === null || [first].flat().includes(String(topic)));
  const columns = others.flatMap((wanted, i): { where: string; value: number | string }[] => {
    if (wanted === null) return [];
    const nos = [wanted].flat().flatMap((word) => wordNo(index, word) ?? []);
    const [only = NOTHING, ...more] = nos;
    return more.length === 0
      ? [{ where: `t${i + 1} = ?`, value: only }]
      : [{ where: `t${i + 1} IN (SELECT value FROM json_each(?))`, value: JSON.stringify(nos) }];
  });
  const where = ["kind = ?", ...columns.map((column) => column.where)].join(" AND ");
  return kinds.map(({ no }) => ({ where, values: [Number(no), ...columns.map(({ value }) => value)] }));
}

export function wordNo(index: LogIndex, word: string): number | undefined {
  const row = index.statement("SELECT no FROM words WHERE word = ?").get(bytesOf(word));
  return row === undefined ? undefined : Number(row["no"]);
}

function logsOf(index: LogIndex, sql: string, values: readonly (number | string)[]): StoredLog[] {
  return index
    .statement(sql)
    .all(...values)
    .map(({ position, address, topic, t1, t2, t3, data }) => ({
      ...positionAt(Number(position)),
      address: String(address),
      topics: [...(topic === "" ? [] : [String(topic)]), ...[t1, t2, t3].flatMap(hexIn)],
      data: hexIn(data ?? null).join(""),
    }));
}

function hexIn(value: SQLOutputValue | undefined): string[] {
  if (!(value instanceof Uint8Array)) return [];
  return [`0x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`];
}
