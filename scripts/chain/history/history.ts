import { setTimeout as pause } from "node:timers/promises";

import type { Provider } from "ethers";

import { phrase } from "../../core/phrase.ts";
import { rpcFailure } from "../rpc.ts";
import { presenceIn } from "./bloom.ts";
import { type LogFilter, rowsOf, type StoredLog } from "./event-rows.ts";
import { type Checkpoint, LogIndex } from "./log-index.ts";
import { logPages, type LogPageOptions } from "./log-pages.ts";
import type { BlockRange, LogPage } from "./log-position.ts";
import { isDamage, openIndex, removeIndex } from "./schema.ts";
import { type Header, type RawLog, Source } from "./source.ts";

/** Blocks that are read again each time: they may be rewritten, and their events may come late. */
export const LOOK_BACK = 64;
/** New blocks whose bloom is held against the events that came. */
const LOOKED_THROUGH = 8;
/** Milliseconds before each repetition of a question for the events of a block that must have some. */
const WAITS = [250, 500, 1000, 1500];
/** How often a reading begins anew because the chain or another process was faster; after the first few it waits. */
const ATTEMPTS = 50;
const AT_ONCE = 5;
const ATTEMPT_MS = 100;
/** So few blocks are read in one go, without a checkpoint in between. */
const FEW = 4 * LOOK_BACK;
/** Blocks of the first request for the past: few, since nobody knows yet how much is in them. */
const FIRST = LOOK_BACK;
/** Events of a page, and the rest of its last block. */
const PAGE = 1_000;

/** The blocks to read; up to the last that is complete, if nothing else is said. */
export interface ReadRange extends Partial<BlockRange> {
  /** That block, for whoever `synced` has just told of it: nothing newer is looked for then. */
  readonly complete?: number;
}

export interface HistoryParts {
  readonly provider: Provider;
  /** The contracts whose events are read, together. */
  readonly addresses: readonly string[];
  /** The first block that may hold any. */
  readonly firstBlock: number;
  /** The index's file; without one it is kept in memory. */
  readonly file?: string | undefined;
  readonly paging?: LogPageOptions;
}

/**
 * All that some contracts of one deployment ever told: read from a node once, kept in an index, and brought up to the
 * node's newest block before it is asked. After `synced`, what it says up to that block is what the node says.
 */
export class History {
  readonly #parts: HistoryParts;
  readonly #wait: (ms: number) => Promise<unknown>;
  #opened:
    { readonly index: LogIndex; readonly source: Source; readonly addresses: readonly string[] } | undefined;
  /** The last block that was complete at the last reading. */
  #head: Checkpoint | undefined;
  /** Hashes of blocks whose events were late. */
  readonly #waitedFor = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();
  #next: Promise<Checkpoint> | undefined;
  #begun: Promise<Checkpoint> | undefined;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
    this.#wait = parts.paging?.wait ?? pause;
  }

  /** Begins to read what is new: the next who asks `synced` is given this reading. */
  begin(): void {
    this.#begun = this.synced();
    this.#begun.catch(() => undefined);
  }

  /** Reads what is new, once for all who ask at the same time. @returns the last block that is complete @throws RPC_FAILED */
  synced(): Promise<Checkpoint> {
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun !== undefined) return begun;
    if (this.#next !== undefined) return this.#next;
    const next = this.#last.then(() => {
      // who asks from now on may know of something newer
      this.#next = undefined;
      return this.#mended(() => this.#sync());
    });
    this.#next = next;
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** The events that meet any of the filters, oldest first. @throws RPC_FAILED */
  async logs(filters: readonly LogFilter[], range: Partial<BlockRange> = {}): Promise<StoredLog[]> {
    const { fromBlock = 0, toBlock = Infinity } = range;
    const end = Math.min(toBlock, (await this.synced()).block);
    const places = { from: { blockNumber: fromBlock, index: 0 }, to: { blockNumber: end, index: ENDMOST } };
    return this.read((index) => rowsOf(index, filters, places, Number.MAX_SAFE_INTEGER));
  }

  /** The same, page by page; the last ends with the range, or with the last block that is complete. @throws RPC_FAILED */
  async *pages(
    filters: readonly LogFilter[],
    { fromBlock = 0, toBlock = Infinity, complete }: ReadRange = {},
    size = PAGE,
  ): AsyncGenerator<LogPage<StoredLog>, void, undefined> {
    const end = Math.min(toBlock, complete ?? (await this.synced()).block);
    const to = { blockNumber: end, index: ENDMOST };
    for (let from = { blockNumber: fromBlock, index: 0 }; from.blockNumber <= end;) {
      const rows = await this.read((index) => rowsOf(index, filters, { from, to }, size));
      const last = rows.at(-1);
      const whole = last === undefined || rows.length < size;
      // a page ends with a whole block
      const rest = whole
        ? []
        : await this.read((index) => {
            const { blockNumber } = last;
            const after = { blockNumber, index: last.index + 1 };
            return rowsOf(index, filters, { from: after, to: { blockNumber, index: ENDMOST } }, ENDMOST);
          });
      const pageEnd = whole ? end : last.blockNumber;
      yield { fromBlock: from.blockNumber, toBlock: pageEnd, events: [...rows, ...rest] };
      from = { blockNumber: pageEnd + 1, index: 0 };
    }
  }

  /**
   * Asks the index. What it says behind the block that `synced` gave is nobody's concern; where another process has
   * since found the blocks before it rewritten, they are read again.
   * @throws RPC_FAILED
   */
  read<T>(work: (index: LogIndex) => T): Promise<T> {
    return this.#mended(async () => {
      for (;;) {
        const { index } = this.#open();
        const found = index.snapshot(() => {
          const isKnown = this.#head !== undefined && index.has(this.#head);
          return isKnown ? { answer: work(index) } : undefined;
        });
        if (found !== undefined) return found.answer;
        await this.#sync();
      }
    });
  }

  close(): void {
    this.#opened?.index.db.close();
    this.#opened = undefined;
  }

  #open() {
    if (this.#opened !== undefined) return this.#opened;
    const { provider, addresses, firstBlock, file } = this.#parts;
    const index = new LogIndex(openIndex(file));
    const lower = addresses.map((address) => address.toLowerCase());
    const all = index.ready(firstBlock, lower);
    this.#opened = { index, source: new Source(provider, all), addresses: all };
    return this.#opened;
  }

  /** Does something with the index, which is thrown away and made anew where it is damaged. */
  async #mended<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // of an event that has another shape than its contract's
      if (error instanceof RangeError) throw rpcFailure(phrase`event`, error);
      const { file } = this.#parts;
      if (!isDamage(error) || file === undefined) throw error;
      this.close();
      removeIndex(file);
      return work();
    }
  }

  async #sync(): Promise<Checkpoint> {
    this.#head = await this.#readOn();
    return this.#head;
  }

  async #readOn(): Promise<Checkpoint> {
    const { index, source } = this.#open();
    let known = -1;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt >= AT_ONCE) await this.#wait(ATTEMPT_MS);
      const head = await source.head();
      if (index.has(checkpointOf(head))) return checkpointOf(head);
      const end = await this.#readUpTo(head);
      if (end !== undefined) return end;
      // another process was faster: that is progress, too
      const { block = -1 } = index.checkpoint() ?? {};
      if (block > known) attempt = 0;
      known = Math.max(known, block);
    }
    throw rpcFailure(phrase`events`, new Error("the chain was rewritten again and again"));
  }

  /** @returns the last block that is complete; undefined where it must begin anew */
  async #readUpTo(head: Header): Promise<Checkpoint | undefined> {
    const { index, source } = this.#open();
    const top = Math.min(index.checkpoint()?.block ?? -1, head.blockNumber);
    let base = index.checkpoint(top - LOOK_BACK + 1);
    // asked beside the first page
    let check = base === undefined ? undefined : source.header(base.block);
    check?.catch(() => undefined);
    const isBaseKept = async () => check === undefined || (await check)?.hash === base?.hash;
    const newest = this.#newest(head);
    newest.catch(() => undefined);
    const first = base === undefined ? index.first : base.block + 1;
    const middle = head.blockNumber - first < FEW ? first - 1 : head.blockNumber - LOOK_BACK;
    for await (const page of this.#pages({ fromBlock: first, toBlock: middle }, FIRST)) {
      const end = await source.header(page.toBlock);
      if (end === undefined) return undefined;
      if (!(await isBaseKept())) return this.#goBack(base);
      if (!index.put(base, page.events, checkpointOf(end))) return undefined;
      base = checkpointOf(end);
      check = undefined;
    }
    const last: RawLog[] = [];
    for await (const { events } of this.#pages({ fromBlock: middle + 1, toBlock: head.blockNumber }, FEW))
      last.push(...events);
    if (!(await isBaseKept())) return this.#goBack(base);
    const looked = await newest;
    const vanished = await this.#vanished([...last, ...looked], { fromBlock: middle + 1, toBlock: top });
    const done = await this.#completed(last, [...vanished, ...looked].sort(byBlock));
    if (done === undefined || !index.put(base, done.events, done.end)) return undefined;
    return done.end;
  }

  #pages(range: BlockRange, firstSpan: number): AsyncGenerator<LogPage<RawLog>, void, undefined> {
    const { source } = this.#open();
    const read = (fromBlock: number, toBlock: number) => source.logs({ fromBlock, toBlock });
    return logPages(read, range, { firstSpan, ...this.#parts.paging });
  }

  /** Forgets what the node's chain does not have. */
  async #goBack(base: Checkpoint | undefined): Promise<undefined> {
    this.#open().index.forget(base === undefined ? undefined : await this.#commonCheckpoint(base));
  }

  /** The blocks that are held against their events: the head, and those before it unless they are known by their hash. */
  async #newest(head: Header): Promise<(Header | undefined)[]> {
    const { index, source } = this.#open();
    const isNext = index.has({ block: head.blockNumber - 1, hash: head.parentHash });
    const from = isNext ? head.blockNumber : Math.max(index.first, head.blockNumber - LOOKED_THROUGH + 1);
    const older = Array.from({ length: Math.max(0, head.blockNumber - from) }, (_, i) =>
      source.header(from + i),
    );
    return [...(await Promise.all(older)), head];
  }

  /** The blocks of events that were known and do not come any more: rewritten, or told by a node that lags. */
  async #vanished(
    known: readonly (RawLog | Header | undefined)[],
    range: BlockRange,
  ): Promise<(Header | undefined)[]> {
    const { index, source } = this.#open();
    const told = new Set(known.map((each) => each?.blockNumber));
    const gone = index.blocksWithEvents(range).filter((block) => !told.has(block));
    return Promise.all(gone.map((block) => source.header(block)));
  }

  /**
   * Holds blocks against the events that came of them: a node's index of events may lag behind its blocks. A block that
   * must have events of ours, and of which the node gives none, is taken as not there yet.
   * @param headers in the order of the chain, the head last
   * @returns undefined where the blocks belong to different chains
   */
  async #completed(
    events: readonly RawLog[],
    headers: readonly (Header | undefined)[],
  ): Promise<Completed | undefined> {
    const { addresses } = this.#open();
    const added: RawLog[] = [];
    let before: Checkpoint | undefined;
    for (const header of headers) {
      if (header === undefined) return undefined;
      const own = events.filter(({ blockNumber }) => blockNumber === header.blockNumber);
      if (own.some(({ blockHash }) => blockHash !== header.hash)) return undefined;
      before = checkpointOf(header);
      const presence = own.length > 0 ? "no" : presenceIn(header.logsBloom, addresses);
      if (presence === "no") continue;
      const late = await this.#lateLogs(header, presence === "surely");
      if (late === undefined) {
        const end = { block: header.blockNumber - 1, hash: header.parentHash };
        return { events: [...events, ...added].filter(({ blockNumber }) => blockNumber <= end.block), end };
      }
      added.push(...late);
    }
    return before === undefined ? undefined : { events: [...events, ...added], end: before };
  }

  /** The events of a block, asked of it by its hash; undefined where it must have some and none come. */
  async #lateLogs({ blockNumber, hash }: Header, areSure: boolean): Promise<RawLog[] | undefined> {
    // waited for once: who reads on meanwhile is told what there is
    const waits = this.#waitedFor.has(hash) ? [] : WAITS;
    this.#waitedFor.add(hash);
    for (const ms of [0, ...waits]) {
      if (ms > 0) await this.#wait(ms);
      const logs = await this.#open()
        .source.logsOf(hash)
        .catch(() => undefined);
      const isAnswer = logs?.every((log) => log.blockNumber === blockNumber) === true;
      if (isAnswer && (logs.length > 0 || !areSure)) return logs;
    }
    return undefined;
  }

  /** The last checkpoint below another that the node's chain has; as what differs once differs from there on, by halving. */
  async #commonCheckpoint(above: Checkpoint): Promise<Checkpoint | undefined> {
    const { index, source } = this.#open();
    const all = index.checkpointsBelow(above.block);
    let [known, unknown] = [0, all.length];
    while (known < unknown) {
      const middle = Math.floor((known + unknown) / 2);
      const checkpoint = all[middle];
      const isEqual =
        checkpoint !== undefined && (await source.header(checkpoint.block))?.hash === checkpoint.hash;
      if (isEqual) known = middle + 1;
      else unknown = middle;
    }
    return all[known - 1];
  }
}

function byBlock(a: Header | undefined, b: Header | undefined): number {
  return (a?.blockNumber ?? 0) - (b?.blockNumber ?? 0);
}

interface Completed {
  readonly events: readonly RawLog[];
  readonly end: Checkpoint;
}

/** Behind every event of a block. */
const ENDMOST = 2 ** 22 - 1;

function checkpointOf({ blockNumber, hash }: Header): Checkpoint {
  return { block: blockNumber, hash };
}
