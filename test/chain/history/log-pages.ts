import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import { logPages } from "../../../scripts/chain/history/log-pages.ts";
import type { BlockRange, LogPage, LogPosition } from "../../../scripts/chain/history/log-position.ts";
import { rejectionOf } from "../../fixtures/code-of.ts";

interface Asked {
  readonly first: number;
  readonly last: number;
  readonly refused: boolean;
}

/** A node with an event in each of `blocks`, which refuses what `refusal` says, and remembers what it was asked. */
function nodeWith(
  blocks: readonly number[],
  refusal: (first: number, last: number, found: number) => boolean,
  words = (first: number) => `query exceeds max block range, from ${first}`,
) {
  const asked: Asked[] = [];
  const read = (first: number, last: number): Promise<LogPosition[]> => {
    const found = blocks
      .map((blockNumber, index) => ({ blockNumber, index }))
      .filter(({ blockNumber }) => blockNumber >= first && blockNumber <= last)
      .reverse();
    const refused = refusal(first, last, found.length);
    asked.push({ first, last, refused });
    return refused ? Promise.reject(new Error(words(first))) : Promise.resolve(found);
  };
  return { asked, read };
}

const atMost = (limit: number) => (first: number, last: number) => last - first + 1 > limit;

async function collect(pages: AsyncIterable<LogPage<LogPosition>>): Promise<LogPage<LogPosition>[]> {
  const collected: LogPage<LogPosition>[] = [];
  for await (const page of pages) collected.push(page);
  return collected;
}

/** Waits that take no time, and are remembered. */
function clock() {
  const waits: number[] = [];
  const wait = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  return { waits, wait };
}

function expectWhole(
  pages: LogPage<LogPosition>[],
  { fromBlock, toBlock }: BlockRange,
  blocks: readonly number[],
) {
  let next = fromBlock;
  for (const page of pages) {
    expect(page.fromBlock).to.equal(next);
    expect(page.toBlock).to.be.least(page.fromBlock);
    next = page.toBlock + 1;
  }
  expect(next).to.equal(toBlock + 1);
  const expected = blocks.filter((block) => block >= fromBlock && block <= toBlock);
  expect(pages.flatMap(({ events }) => events.map(({ blockNumber }) => blockNumber))).to.deep.equal(expected);
}

describe("events read in ranges", () => {
  it("are all there, once and in order, whatever range a node allows", async () => {
    const draws = fc.record({
      limit: fc.integer({ min: 1, max: 3000 }),
      fromBlock: fc.nat(500),
      length: fc.integer({ min: 1, max: 4000 }),
      firstSpan: fc.integer({ min: 1, max: 5000 }),
      events: fc.array(fc.nat(5000), { maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(draws, async ({ limit, fromBlock, length, firstSpan, events }) => {
        const blocks = events.sort((a, b) => a - b);
        const options = { fromBlock, toBlock: fromBlock + length - 1, firstSpan, ...clock() };
        const pages = await collect(logPages(nodeWith(blocks, atMost(limit)).read, options, options));
        expectWhole(pages, options, blocks);
        expect(options.waits).to.deep.equal([]);
      }),
      { seed: 9, numRuns: 60 },
    );
  });

  it("are seldom refused by a node with a fixed limit", async () => {
    const { asked, read } = nodeWith([], atMost(1000));
    await collect(logPages(read, { fromBlock: 0, toBlock: 299_999 }));
    const refusals = asked.filter(({ refused }) => refused).length;
    expect(refusals).to.be.below(asked.length / 10);
    // and in ranges of at least half of what it allows
    expect(asked.length - refusals).to.be.below(2 * 300 + 20);
  });

  it("are asked for in larger ranges again behind a crowded place", async () => {
    const crowd = Array.from({ length: 200 }, (_, i) => 5000 + i);
    const { asked, read } = nodeWith(crowd, (_first, _last, found) => found > 10);
    const options = { fromBlock: 0, toBlock: 2_000_000, firstSpan: 1000 };
    const pages = await collect(logPages(read, options, options));
    expectWhole(pages, options, crowd);
    const spans = asked.flatMap(({ first, last, refused }) => (refused ? [] : [last - first + 1]));
    expect(Math.min(...spans)).to.be.most(10);
    expect(Math.max(...spans)).to.be.greaterThan(100_000);
    expect(asked.length).to.be.below(300);
  });

  it("can be read on from behind any page", async () => {
    const blocks = [3, 99, 100, 101, 250, 999];
    const { read } = nodeWith(blocks, atMost(100));
    const options = { fromBlock: 0, toBlock: 999 };
    const kept: LogPage<LogPosition>[] = [];
    for await (const page of logPages(read, options)) {
      kept.push(page);
      if (kept.length === 3) break;
    }
    const fromBlock = (kept.at(-1)?.toBlock ?? 0) + 1;
    expect(fromBlock).to.be.within(2, 999);
    const rest = await collect(logPages(read, { ...options, fromBlock }));
    expectWhole([...kept, ...rest], options, blocks);
  });

  it("are asked for in ranges that a refusal names, at once and from then on", async () => {
    const { asked, read } = nodeWith([], atMost(700), () => "query exceeds max block range 700");
    await collect(logPages(read, { fromBlock: 0, toBlock: 99_999 }));
    expect(asked.filter(({ refused }) => refused)).to.have.length(1);
    expect(asked.length).to.equal(1 + Math.ceil(100_000 / 700));
  });

  it("are asked for in the range that a refusal proposes, and in larger ones later", async () => {
    const crowd = Array.from({ length: 50 }, () => 500);
    const { asked, read } = nodeWith(
      crowd,
      (first, last, found) => found > 0 && last - first > 9,
      (first) =>
        `Log response size exceeded: this block range should work: [0x${first.toString(16)}, 0x${(first + 9).toString(16)}]`,
    );
    const range = { fromBlock: 495, toBlock: 99_999 };
    expectWhole(await collect(logPages(read, range)), range, crowd);
    expect(asked[1]).to.deep.equal({ first: 495, last: 504, refused: false });
    expect(asked.length).to.be.below(30);
  });

  it("come some ranges at a time, once the node has answered one of that size", async () => {
    let waiting = 0;
    let most = 0;
    const read = async () => {
      waiting += 1;
      most = Math.max(most, waiting);
      await new Promise(setImmediate);
      waiting -= 1;
      return [];
    };
    await collect(logPages(read, { fromBlock: 0, toBlock: 20_000_000 }));
    expect(most).to.equal(4);
  });

  it("are asked for in smaller ranges where one has brought very many", async () => {
    const asked: number[] = [];
    const read = (first: number, last: number) => {
      asked.push(last - first + 1);
      const blocks = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      return Promise.resolve(
        blocks.flatMap((blockNumber) => Array.from({ length: 100 }, (_, index) => ({ blockNumber, index }))),
      );
    };
    await collect(logPages(read, { fromBlock: 0, toBlock: 2_999 }));
    expect(asked[0]).to.equal(1000);
    expect(Math.max(...asked.slice(1))).to.be.most(50);
  });

  it("are not asked for where there are no blocks", async () => {
    const { asked, read } = nodeWith([], () => true);
    expect(await collect(logPages(read, { fromBlock: 8, toBlock: 7 }))).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
  });
});

describe("a node that fails", () => {
  it("is asked again after a while, and given up after five times, with all before complete", async () => {
    const { asked, read } = nodeWith([2], (_, last) => last >= 5);
    const { waits, wait } = clock();
    const kept: LogPage<LogPosition>[] = [];
    const reading = async () => {
      for await (const page of logPages(read, { fromBlock: 0, toBlock: 99 }, { wait })) kept.push(page);
    };
    const rejection = await rejectionOf(reading());
    expect(rejection?.code).to.equal("RPC_FAILED");
    expect(rejection?.message).to.include("blocks 5 to 5").and.to.include("max block range");
    expect(rejection?.remedy).to.include("before block 5");
    expectWhole(kept, { fromBlock: 0, toBlock: 4 }, [2]);
    expect(waits).to.deep.equal([500, 1000, 2000, 4000, 8000]);
    expect(asked.length).to.be.below(40);
  });

  it("is forgiven once it answers", async () => {
    let failures = 4;
    const { read } = nodeWith([0, 1], (first) => (first === 0 || first === 1) && failures-- > 0);
    const { waits, wait } = clock();
    const options = { fromBlock: 0, toBlock: 1, firstSpan: 1, wait };
    expectWhole(await collect(logPages(read, options, options)), options, [0, 1]);
    expect(waits).to.deep.equal([500, 1000, 2000, 4000]);
  });

  it("is asked later, not in smaller ranges, if it wants fewer requests", async () => {
    const asked: number[] = [];
    const read = (first: number, last: number): Promise<LogPosition[]> => {
      asked.push(last - first + 1);
      return asked.length < 3 ? Promise.reject(new Error("429 Too Many Requests")) : Promise.resolve([]);
    };
    const { waits, wait } = clock();
    await collect(logPages(read, { fromBlock: 0, toBlock: 99 }, { wait }));
    expect(asked).to.deep.equal([100, 100, 100]);
    expect(waits).to.deep.equal([500, 1000]);
  });

  it("is not waited for without end", async () => {
    const read = () => new Promise<LogPosition[]>(() => undefined);
    const { wait } = clock();
    const rejection = await rejectionOf(
      collect(logPages(read, { fromBlock: 0, toBlock: 3 }, { timeoutMs: 2, wait })),
    );
    expect(rejection?.code).to.equal("RPC_FAILED");
    expect(rejection?.message).to.include("within 0.002 s");
  });

  it("is not believed if it gives events that were not asked for", async () => {
    const read = () => Promise.resolve([{ blockNumber: 12, index: 0 }]);
    const { wait } = clock();
    const rejection = await rejectionOf(collect(logPages(read, { fromBlock: 3, toBlock: 9 }, { wait })));
    expect(rejection?.code).to.equal("RPC_FAILED");
    expect(rejection?.message).to.include("block 12");
  });
});
