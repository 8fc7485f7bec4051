import { setTimeout as pause } from "node:timers/promises";

import { KoboldError } from "../../core/errors.ts";
import { phrase } from "../../core/phrase.ts";
import { within } from "../../core/within.ts";
import { logLimitOf } from "../log-limits.ts";
import { type BlockRange, byPosition, type LogPage, type LogPosition } from "./log-position.ts";
import { Span } from "./span.ts";

export interface LogPageOptions {
  /** Blocks of the first request. */
  readonly firstSpan?: number;
  /** How long a node may take for one answer. */
  readonly timeoutMs?: number;
  /** Waits before a request that cannot be made smaller is repeated. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Milliseconds before each repetition; after the last the node is given up. */
const WAITS = [500, 1000, 2000, 4000, 8000];
/** Requests at once, where the node has answered one of this size. */
const BREADTH = 4;

/**
 * Reads events in ranges of blocks as large as the node allows, which differs between nodes and is written nowhere.
 * Whatever fails is asked for again in what the refusal names, or else in halves, as timeouts and refusals of every
 * wording mean that it was too much; a single block, or a node that wants fewer requests, is asked again after a while.
 * @param read the events of a range, in any order
 * @returns pages of one answer or of some that were asked for at once
 * @throws RPC_FAILED where the node fails for good; all pages until then are whole
 */
export async function* logPages<T extends LogPosition>(
  read: (fromBlock: number, toBlock: number) => Promise<readonly T[]>,
  { fromBlock, toBlock }: BlockRange,
  { firstSpan = 1_000, timeoutMs = 30_000, wait = pause }: LogPageOptions = {},
): AsyncGenerator<LogPage<T>, void, undefined> {
  const span = new Span(firstSpan);
  let waits = 0;
  let proven = 0;
  for (let first = fromBlock; first <= toBlock;) {
    const ranges = rangesOf(first, toBlock, span.blocks, span.blocks <= proven ? BREADTH : 1);
    const answers = await Promise.allSettled(
      ranges.map(async (range) =>
        inOrder(await within(phrase`events`, read(range.fromBlock, range.toBlock), timeoutMs), range),
      ),
    );
    const events: T[] = [];
    let refusal: { readonly range: BlockRange; readonly cause: unknown } | undefined;
    let next = first;
    for (const [i, range] of ranges.entries()) {
      const answer = answers[i];
      if (answer?.status !== "fulfilled") {
        refusal = { range, cause: answer?.reason };
        break;
      }
      const asked = range.toBlock - range.fromBlock + 1;
      for (const event of answer.value) events.push(event);
      next = range.toBlock + 1;
      proven = Math.max(proven, asked);
      span.answered(asked, answer.value.length);
    }
    if (next > first) {
      yield { fromBlock: first, toBlock: next - 1, events };
      waits = 0;
      first = next;
    }
    if (refusal === undefined) continue;
    const { range, cause } = refusal;
    if (range.fromBlock < range.toBlock && !wantsFewerRequests(cause)) {
      const { blocks, from, to } = logLimitOf(cause) ?? {};
      const isProposal = from === range.fromBlock && to !== undefined;
      const asked = range.toBlock - range.fromBlock + 1;
      if (isProposal) span.refused(asked, undefined, to - from + 1);
      else span.refused(asked, from === undefined ? blocks : undefined);
      proven = Math.min(proven, span.blocks);
      continue;
    }
    const ms = WAITS[waits];
    if (ms === undefined) throw givenUp(range, cause);
    waits += 1;
    await wait(ms);
  }
}

function rangesOf(first: number, last: number, blocks: number, breadth: number): BlockRange[] {
  return Array.from({ length: breadth }, (_, i) => first + i * blocks)
    .filter((fromBlock) => fromBlock <= last)
    .map((fromBlock) => ({ fromBlock, toBlock: Math.min(fromBlock + blocks - 1, last) }));
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
