import { setTimeout as pause } from "node:timers/promises";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { within } from "../core/within.ts";
import { Span } from "./span.ts";

/** An event's place in the chain, as ethers gives it. */
export interface LogPosition {
  readonly blockNumber: number;
  /** Number of the event within its block. */
  readonly index: number;
}

/** The place of an event that has more fields. */
export function positionOf({ blockNumber, index }: LogPosition): LogPosition {
  return { blockNumber, index };
}

/** Sorts events into the order of the chain. */
export function byPosition(a: LogPosition, b: LogPosition): number {
  return a.blockNumber - b.blockNumber || a.index - b.index;
}

/** Blocks in a row, both ends included. */
export interface BlockRange {
  readonly fromBlock: number;
  readonly toBlock: number;
}

/** All events of a range, in the order of the chain. Whoever has kept a page resumes at `toBlock + 1`. */
export interface LogPage<T> extends BlockRange {
  readonly events: readonly T[];
}

export interface LogRangeOptions extends BlockRange {
  /** Blocks of the first request. */
  readonly firstSpan?: number;
  /** How long a node may take for one answer. */
  readonly timeoutMs?: number;
  /** Waits before a request that cannot be made smaller is repeated. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Milliseconds before each repetition; after the last the node is given up. */
const WAITS = [500, 1000, 2000, 4000, 8000];

/**
 * Reads events in ranges of blocks as large as the node allows, which differs between nodes and is written nowhere.
 * Whatever fails is asked for again in halves, as timeouts and refusals of every wording mean that it was too much;
 * a single block, or a node that wants fewer requests, is asked again after a while.
 * @param read the events of a range, such as `queryFilter` gives them, in any order
 * @throws RPC_FAILED where the node fails for good; all pages until then are whole
 */
export async function* logPages<T extends LogPosition>(
  read: (fromBlock: number, toBlock: number) => Promise<readonly T[]>,
  { fromBlock, toBlock, firstSpan = 10_000, timeoutMs = 30_000, wait = pause }: LogRangeOptions,
): AsyncGenerator<LogPage<T>, void, undefined> {
  const span = new Span(firstSpan);
  let waits = 0;
  for (let first = fromBlock; first <= toBlock;) {
    const last = Math.min(first + span.blocks - 1, toBlock);
    const range = { fromBlock: first, toBlock: last };
    let events: T[];
    try {
      events = inOrder(await within(phrase`events`, read(first, last), timeoutMs), range);
    } catch (cause) {
      if (first < last && !wantsFewerRequests(cause)) {
        span.refused(last - first + 1);
        continue;
      }
      const ms = WAITS[waits];
      if (ms === undefined) throw givenUp(range, cause);
      waits += 1;
      await wait(ms);
      continue;
    }
    yield { ...range, events };
    waits = 0;
    span.answered();
    first = last + 1;
  }
}

function inOrder<T extends LogPosition>(events: readonly T[], { fromBlock, toBlock }: BlockRange): T[] {
  const stray = events.find(({ blockNumber }) => !(blockNumber >= fromBlock && blockNumber <= toBlock));
  if (stray !== undefined)
    throw new RangeError(`an event of block ${stray.blockNumber}, which was not asked for`);
  return events.toSorted(byPosition);
}

/** Smaller requests would only be more of them. */
function wantsFewerRequests(thrown: unknown): boolean {
  return thrown instanceof Error && /\b429\b|too many requests|rate.?limit/i.test(thrown.message);
}

function givenUp({ fromBlock, toBlock }: BlockRange, cause: unknown): KoboldError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new KoboldError(
    "RPC_FAILED",
    phrase`the node does not give the events of blocks ${fromBlock} to ${toBlock}: ${reason}`,
    phrase`try again later, or use another RPC URL; what came before block ${fromBlock} is complete`,
    { cause },
  );
}
