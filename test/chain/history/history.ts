import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

import { expect } from "chai";
import fc from "fast-check";
import { afterEach, beforeEach, describe, it } from "mocha";

import type { StoredLog } from "../../../scripts/chain/history/event-rows.ts";
import { History } from "../../../scripts/chain/history/history.ts";
import { ancestorsOf, descendantsOf, lotsBeginning } from "../../../scripts/chain/history/lot-graph.ts";
import {
  EventChain,
  LOTS,
  lotLog,
  makingLogs,
  type MinedLog,
  type NewLog,
  OTHERS,
} from "../../fixtures/event-chain.ts";
import { expectError } from "../../fixtures/errors.ts";
import { blocksAsked } from "../../network/proxy.ts";

const ALL = [LOTS, OTHERS].map((address) => ({ address, topics: [] }));
const paging = { wait: () => Promise.resolve(), firstSpan: 16 };

let folder: string;
let file: string;
let opened: History[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "kobold-history-"));
  file = path.join(folder, "cache", "index.sqlite");
  opened = [];
});
afterEach(() => {
  for (const history of opened) history.close();
  rmSync(folder, { recursive: true });
});

function historyOf(chain: EventChain, at: string | undefined = file, firstBlock = 0): History {
  const history = new History({ provider: chain, addresses: [LOTS, OTHERS], firstBlock, file: at, paging });
  opened.push(history);
  return history;
}

const plain = ({ blockNumber, index, address, topics, data }: StoredLog | MinedLog) => ({
  ...{ blockNumber, index, address, data },
  topics: [...topics],
});

/** That a history is what a full reading of the chain gives, up to the block that it says. */
async function expectWhole(history: History, chain: EventChain, least = 0): Promise<number> {
  const { block } = await history.synced();
  expect(block).to.be.within(least, chain.height);
  const told = (await history.logs(ALL)).map(plain);
  expect(told).to.deep.equal(chain.logs(block, LOTS, OTHERS).map(plain));
  return block;
}

const minted = (lot: bigint) => makingLogs("mint", [], [lot]);
const other = (n: bigint): NewLog => ({
  address: OTHERS,
  topics: [lotLog("LotReleased", [n]).topics[0] ?? ""],
  data: "0x",
});

describe("a history", () => {
  it("is what a full reading gives, whatever chain, node and other processes do", async () => {
    const action = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant("mine"), blocks: fc.nat(40), busy: fc.nat(3) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant("rewrite"),
          depth: fc.integer({ min: 1, max: 70 }),
          more: fc.integer({ min: -3, max: 3 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant("limit"),
          blocks: fc.integer({ min: 1, max: 40 }),
          events: fc.integer({ min: 1, max: 40 }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant("lag"),
          logs: fc.nat(8),
          head: fc.nat(3),
          answersByHash: fc.boolean(),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("reopen", "both", "remove") }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
        const chain = new EventChain();
        let lot = 0n;
        const mineSome = (blocks: number, busy: number) => {
          for (let i = 0; i < blocks; i++) {
            const isBusy = (i + blocks) % 4 < busy;
            lot += 1n;
            chain.mine(isBusy ? [...minted(lot), other(lot)] : []);
          }
        };
        const place = path.join(mkdtempSync(path.join(folder, "run-")), "index.sqlite");
        let histories = [historyOf(chain, place), historyOf(chain, place)];
        for (const each of actions) {
          if ("busy" in each) mineSome(each.blocks, each.busy);
          else if ("depth" in each) {
            chain.drop(each.depth);
            mineSome(Math.max(0, each.depth + each.more), 2);
          } else if ("blocks" in each) chain.limits = { blocks: each.blocks, events: each.events };
          else if ("head" in each) {
            [chain.lag, chain.behind, chain.answersByHash] = [each.logs, each.head, each.answersByHash];
          } else if (each.kind === "remove") {
            for (const history of histories) history.close();
            for (const name of readdirSync(path.dirname(place))) rmSync(path.join(path.dirname(place), name));
          } else if (each.kind === "reopen") {
            for (const history of histories) history.close();
            histories = [historyOf(chain, place), historyOf(chain, place)];
          } else await Promise.all(histories.map((history) => history.synced()));
          await expectWhole(histories[lot % 2n === 0n ? 0 : 1] ?? expect.fail(), chain);
        }
        Object.assign(chain, { lag: 0, behind: 0 });
        for (const history of histories) await expectWhole(history, chain, chain.height);
        for (const history of histories) history.close();
      }),
      { seed: 19, numRuns: 60, endOnFailure: true },
    );
  }).timeout(300_000);

  it("asks one question if nothing has changed, and three questions near the end", async () => {
    const chain = new EventChain();
    for (let i = 0; i < 500; i++) chain.mine(minted(BigInt(i)));
    const open = () => new History({ provider: chain, addresses: [LOTS, OTHERS], firstBlock: 0, file });
    const history = open();
    await expectWhole(history, chain, 500);
    const askedFor = async (of: History) => {
      chain.asked.length = 0;
      await expectWhole(of, chain, chain.height);
      // the reading syncs too
      expect(chain.asked.pop()).to.equal("eth_getBlockByNumber");
      return [...chain.asked];
    };
    expect(await askedFor(history)).to.deep.equal(["eth_getBlockByNumber"]);
    expect(await askedFor(open())).to.deep.equal(["eth_getBlockByNumber"]);
    chain.mine(minted(501n));
    expect(await askedFor(history)).to.have.members([
      "eth_getBlockByNumber",
      "eth_getBlockByNumber",
      "eth_getLogs",
    ]);
  });

  it("asks for few blocks of the past at first, since there may be much in each", async () => {
    const chain = new EventChain();
    for (let lot = 1n; lot <= 600n; lot++) chain.mine(minted(lot));
    const spans: number[] = [];
    const send = chain.send.bind(chain);
    chain.send = (method, params) => {
      if (method === "eth_getLogs") spans.push(blocksAsked(method, params, chain.height));
      return send(method, params);
    };
    const history = new History({ provider: chain, addresses: [LOTS, OTHERS], firstBlock: 0 });
    await expectWhole(history, chain, 600);
    expect(spans[0]).to.be.within(1, 64);
    expect(Math.max(...spans)).to.be.greaterThan(64);
  });

  it("gives a reading that was begun to the next who asks, and a new one to who asks then", async () => {
    const chain = new EventChain();
    chain.mine(minted(1n));
    const history = historyOf(chain);
    history.begin();
    await new Promise((resolve) => setTimeout(resolve, 20));
    chain.mine(minted(2n));
    expect((await history.synced()).block).to.equal(chain.height - 1);
    expect((await history.synced()).block).to.equal(chain.height);
  });

  it("reads once for all who ask at the same time, and anew for who asks later", async () => {
    const chain = new EventChain();
    chain.mine(minted(1n));
    const history = historyOf(chain);
    await Promise.all([history.logs(ALL), history.logs(ALL), history.synced()]);
    expect(chain.asked.filter((method) => method === "eth_getLogs")).to.have.length(1);
    const before = history.synced();
    await Promise.resolve();
    chain.mine(minted(2n));
    const after = history.synced();
    await Promise.all([before, after]);
    expect((await after).block).to.equal(chain.height);
  });

  for (const depth of [1, 6, 63, 64, 65, 200]) {
    it(`follows a reorganisation of ${depth} blocks, to the parents and children of lots`, async () => {
      const chain = new EventChain();
      for (let i = 0; i < 300; i++) chain.mine([]);
      chain.mine(minted(1n));
      const history = historyOf(chain);
      // commands in between leave their checkpoints
      for (let i = 0; i < 4; i++) {
        for (let j = 0; j < depth / 4; j++) chain.mine([]);
        chain.mine(makingLogs("split", [BigInt(10 * i + 1)], [BigInt(10 * i + 11), BigInt(10 * i + 12)]));
        await expectWhole(history, chain, chain.height);
      }
      expect(await history.read((index) => descendantsOf(index, [1n]))).to.have.length(9);
      chain.drop(depth);
      for (let i = 0; i < depth; i++) chain.mine(i === 0 ? makingLogs("split", [1n], [70n, 71n]) : []);
      await expectWhole(history, chain, chain.height);
      const ancestors = await history.read((index) => ancestorsOf(index, [70n]));
      expect(ancestors).to.have.members([70n, 1n]);
      const all = chain.logs(chain.height, LOTS).map((log) => log.topics.join());
      const isThere = (lot: bigint) =>
        all.some((topics) => topics.includes(lot.toString(16).padStart(64, "0")));
      const known = await history.read((index) => lotsBeginning(index, "0000", 99));
      expect(known.every(isThere)).to.equal(true);
      expect(known).to.include(70n);
    });
  }

  it("sees that a node's index of events lags, asks for the block itself, and else ends before it", async () => {
    const chain = new EventChain();
    for (let i = 0; i < 100; i++) chain.mine([]);
    const history = historyOf(chain);
    await history.synced();
    for (let i = 0; i < 3; i++) chain.mine(minted(BigInt(i)));
    for (let i = 0; i < 3; i++) chain.mine([]);
    chain.lag = 6;
    expect(await expectWhole(history, chain)).to.equal(chain.height);
    Object.assign(chain, { lag: 1, answersByHash: false });
    chain.mine(minted(9n));
    expect(await expectWhole(history, chain)).to.equal(chain.height - 1);
    expect(await expectWhole(historyOf(chain), chain)).to.be.below(chain.height);
    chain.lag = 0;
    expect(await expectWhole(history, chain)).to.equal(chain.height);
  });

  it("finds what came late within the last 64 blocks once there is a new one", async () => {
    const chain = new EventChain();
    for (let i = 0; i < 100; i++) chain.mine(i === 50 ? minted(5n) : []);
    const history = historyOf(chain);
    chain.lag = 60;
    // too far from the end to be missed there
    await history.synced();
    expect(await history.logs(ALL)).to.deep.equal([]);
    chain.lag = 0;
    chain.mine([]);
    await expectWhole(history, chain, chain.height);
    expect(await history.logs(ALL)).to.have.length(2);
  });

  it("begins with the first block that it is told, and anew for who must know of earlier ones", async () => {
    const chain = new EventChain();
    for (let i = 0; i < 100; i++) chain.mine(minted(BigInt(i)));
    const late = historyOf(chain, file, 60);
    expect((await late.logs(ALL))[0]?.blockNumber).to.equal(60);
    const early = historyOf(chain, file, 10);
    expect((await early.logs(ALL))[0]?.blockNumber).to.equal(10);
    chain.asked.length = 0;
    expect((await late.logs(ALL))[0]?.blockNumber).to.equal(10);
    expect(chain.asked).to.deep.equal(["eth_getBlockByNumber"]);
  });

  it("gives the events of a filter and a range, in pages of whole blocks", async () => {
    const chain = new EventChain();
    for (let i = 0; i < 30; i++) chain.mine([...minted(BigInt(i)), ...minted(BigInt(100 + i))]);
    const history = historyOf(chain);
    const filter = { address: LOTS, topics: [[lotLog("Transfer", [LOTS, LOTS, 1n]).topics[0] ?? ""]] };
    const range = { fromBlock: 3, toBlock: 20 };
    let next = 3;
    const found = [];
    for await (const page of history.pages([filter, filter], range, 3)) {
      expect(page.fromBlock).to.equal(next);
      next = page.toBlock + 1;
      found.push(...page.events);
    }
    expect(next).to.equal(21);
    const expected = chain
      .logs(20, LOTS)
      .filter(({ blockNumber, topics }) => blockNumber >= 3 && topics[0] === filter.topics[0]?.[0]);
    expect(found.map(plain)).to.deep.equal(expected.map(plain));
    expect(expected).to.have.length(36);
    const one = {
      address: LOTS,
      topics: [null, null, null, [5n, 6n].map((id) => lotLog("Transfer", [LOTS, LOTS, id]).topics[3] ?? "")],
    };
    expect(await history.logs([one])).to.have.length(2);
  });
});

describe("a history's index", () => {
  const full = async () => {
    const chain = new EventChain();
    for (let i = 0; i < 200; i++) chain.mine(minted(BigInt(i)));
    await expectWhole(historyOf(chain), chain, 200);
    opened.pop()?.close();
    return chain;
  };

  it("is for its owner alone, and holds nothing that the chain does not", async function () {
    if (process.platform === "win32") this.skip();
    await full();
    expect(statSync(path.dirname(file)).mode & 0o777).to.equal(0o700);
    for (const name of readdirSync(path.dirname(file)))
      expect(statSync(path.join(path.dirname(file), name)).mode & 0o777, name).to.equal(0o600);
  });

  it("is made anew where another version has written it", async () => {
    const chain = await full();
    const db = new DatabaseSync(file);
    db.exec("PRAGMA user_version = 99; DROP TABLE events; CREATE TABLE events (strange TEXT)");
    db.close();
    await expectWhole(historyOf(chain), chain, 200);
  });

  for (const [name, damage] of [
    ["overwritten in part", (bytes: Buffer) => bytes.fill(0xa5, 4096, bytes.length - 4096)],
    ["without its beginning", (bytes: Buffer) => bytes.fill(0, 0, 100)],
    ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ["of another kind", () => Buffer.from("no database at all, just text ".repeat(500))],
    ["empty", () => Buffer.alloc(0)],
  ] as const) {
    it(`is made anew where its file is ${name}`, async () => {
      const chain = await full();
      writeFileSync(file, damage(readFileSync(file)));
      chain.mine(minted(1000n));
      await expectWhole(historyOf(chain), chain, chain.height);
    });
  }

  it("may be removed at any time, also while it is open", async () => {
    const chain = await full();
    const history = historyOf(chain);
    await expectWhole(history, chain, 200);
    for (const name of readdirSync(path.dirname(file))) rmSync(path.join(path.dirname(file), name));
    chain.mine(minted(1001n));
    await expectWhole(history, chain, chain.height);
    await expectWhole(historyOf(chain), chain, chain.height);
    expect(existsSync(file)).to.equal(true);
  });

  it("takes nothing down of an event that is not as its contract's are", async () => {
    const chain = new EventChain();
    const [, made] = minted(1n);
    if (made === undefined) expect.fail();
    chain.mine([{ ...made, topics: made.topics.slice(0, 1) }]);
    const history = historyOf(chain, undefined);
    await expectError("RPC_FAILED", () => history.synced());
  });
});
