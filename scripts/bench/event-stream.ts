import { AbstractProvider, Network } from "ethers";

import { LOT_TOPICS } from "../chain/history/lot-log.ts";

export const STREAM_ADDRESS = `0x${"c0".repeat(20)}`;
/** Events of a block: some operations of a list. */
const BLOCK_EVENTS = 20;
/** Bytes of a sealed note of one lot. */
const NOTE_BYTES = 420;
const ACCOUNTS = 50;
const ZERO = "0".repeat(64);

/**
 * A node whose chain is nothing but the events of firms at work, as many as are wanted: mints, splits in two, merges and
 * sales. It answers in JSON text, which is parsed for each question as an answer of HTTP is.
 */
export class EventStream extends AbstractProvider {
  readonly height: number;
  /** The lot of which most others came. */
  readonly oldest: bigint;
  /** Milliseconds of the processor that its answers' texts took, which a node of its own would spend. */
  servedMs = 0;
  readonly #blocks: readonly string[];

  constructor(events: number) {
    super(Network.from(1n), { cacheTimeout: -1 });
    const firms = new Firms();
    this.#blocks = firms.blocks(events);
    this.oldest = firms.oldest;
    this.height = this.#blocks.length - 1;
  }

  /** The text of an answer to `eth_getLogs`. */
  text(fromBlock: number, toBlock: number): string {
    const start = process.cpuUsage();
    const found = this.#blocks.slice(fromBlock, toBlock + 1).filter((block) => block !== "");
    const answer = `{"jsonrpc":"2.0","id":1,"result":[${found.join()}]}`;
    const { user, system } = process.cpuUsage(start);
    this.servedMs += (user + system) / 1000;
    return answer;
  }

  async send(method: string, [first]: readonly unknown[]): Promise<unknown> {
    await new Promise(setImmediate);
    if (method === "eth_getLogs" && typeof first === "object" && first !== null) {
      const [from, to] = ["fromBlock", "toBlock"].map((name) => Number(Reflect.get(first, name)));
      const answer: unknown = JSON.parse(this.text(from ?? 0, to ?? 0));
      return typeof answer === "object" && answer !== null ? Reflect.get(answer, "result") : undefined;
    }
    const number = first === "latest" ? this.height : Number(first);
    return { number: hex(number), hash: hashOf(number), parentHash: hashOf(number - 1), logsBloom: "" };
  }
}

/** Firms that make, split, join and sell lots, and what their contract emits. */
class Firms {
  readonly #owners = new Map<string, string>();
  readonly #live: string[] = [];
  readonly #accounts = Array.from({ length: ACCOUNTS }, (_, i) => word(0xa0_00_00_00 + i));
  #block: string[] = [];
  #blocks: string[] = [""];
  #told = 0;
  #provenances = 0;
  #seed = 7;
  oldest = 0n;

  blocks(events: number): string[] {
    const note = bytes(NOTE_BYTES);
    while (this.#told < events) {
      const what = this.#live.length < 20 ? 0 : this.#draw(10);
      if (what < 2) {
        const owner = this.#account();
        const id = this.#make(owner);
        if (this.oldest === 0n) this.oldest = BigInt(`0x${id}`);
        const head = [this.#word(), ZERO, word(20_000), owner, this.#word(), word(6 * 32)];
        this.#emit(LOT_TOPICS.LotMinted, [id, this.#provenance()], [...head, note]);
      } else if (what < 5) {
        const parent = this.#use();
        const owner = this.#account();
        const children = [this.#make(owner), this.#make(owner)];
        const head = [word(3 * 32), this.#word(), word(6 * 32), word(2)];
        this.#emit(LOT_TOPICS.LotSplit, [parent], [...head, ...children, note]);
      } else if (what < 8) {
        const parents = [this.#use(), this.#use()];
        const child = this.#make(this.#account());
        const head = [word(4 * 32), ZERO, this.#word(), word(7 * 32), word(2)];
        this.#emit(LOT_TOPICS.LotsMerged, [child, this.#provenance()], [...head, ...parents, note]);
      } else {
        const id = this.#take();
        const [from, to] = [this.#owners.get(id) ?? ZERO, this.#account()];
        this.#emit(LOT_TOPICS.LotOffered, [id, from, to], [word(2_000_000_000), word(2 * 32), note]);
        this.#emit(LOT_TOPICS.Transfer, [from, to, id], []);
        this.#emit(LOT_TOPICS.OfferAccepted, [id, from, to], []);
        this.#owners.set(id, to);
        this.#live.push(id);
      }
      if (this.#block.length >= BLOCK_EVENTS) this.#mine();
    }
    this.#mine();
    return this.#blocks;
  }

  #mine(): void {
    this.#blocks.push(this.#block.join());
    this.#block = [];
  }

  #emit(first: string, others: readonly string[], data: readonly string[]): void {
    const number = this.#blocks.length;
    const log = {
      address: STREAM_ADDRESS,
      topics: [first, ...others.map((each) => `0x${each}`)],
      data: `0x${data.join("")}`,
      blockNumber: hex(number),
      blockHash: hashOf(number),
      logIndex: hex(this.#block.length),
      transactionHash: `0x${this.#word()}`,
      transactionIndex: "0x0",
      removed: false,
    };
    this.#block.push(JSON.stringify(log));
    this.#told += 1;
  }

  #make(owner: string): string {
    const id = this.#word();
    this.#owners.set(id, owner);
    this.#live.push(id);
    this.#emit(LOT_TOPICS.Transfer, [ZERO, owner, id], []);
    return id;
  }

  /** One lot of those that live, which is no more among them. */
  #take(): string {
    const at = this.#draw(this.#live.length);
    const id = this.#live[at] ?? "";
    this.#live[at] = this.#live.at(-1) ?? "";
    this.#live.pop();
    return id;
  }

  #use(): string {
    const id = this.#take();
    this.#emit(LOT_TOPICS.Transfer, [this.#owners.get(id) ?? ZERO, ZERO, id], []);
    this.#owners.delete(id);
    return id;
  }

  #account(): string {
    return this.#accounts[this.#draw(ACCOUNTS)] ?? ZERO;
  }

  #provenance(): string {
    this.#provenances += 1;
    return word(this.#provenances);
  }

  /** A word that looks like a hash. */
  #word(): string {
    return Array.from({ length: 8 }, () =>
      this.#draw(2 ** 31)
        .toString(16)
        .padStart(8, "0"),
    ).join("");
  }

  /** Numbers that look random and are the same in every run. */
  #draw(below: number): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed % below;
  }
}

function word(number: number): string {
  return number.toString(16).padStart(64, "0");
}

/** Bytes as the ABI has them behind everything else. */
function bytes(length: number): string {
  return word(length) + "5e".repeat(length).padEnd(64 * Math.ceil(length / 32), "0");
}

function hashOf(block: number): string {
  return `0x${word(block + 1)}`;
}

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}
