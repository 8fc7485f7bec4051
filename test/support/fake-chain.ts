import { createHash } from "node:crypto";

import type { ChainPort, LotOnChain, TransactionStatus } from "../../scripts/vault/chain-port.ts";
import type { SignedTransaction } from "../../scripts/vault/operation-record.ts";

/** What a transaction of the fake chain does: it uses up lots, and makes new ones for `owner`. */
export interface Deed {
  readonly parents: readonly bigint[];
  readonly children: readonly bigint[];
  /** What becomes of the parents. */
  readonly leaves: LotOnChain["status"];
  readonly owner: string;
}

interface Transaction extends Deed {
  readonly from: string;
  readonly nonce: number;
  readonly hash: string;
}

interface Block {
  readonly number: number;
  readonly hash: string;
  readonly transactions: readonly { readonly transaction: Transaction; readonly succeeded: boolean }[];
  readonly lots: ReadonlyMap<bigint, LotOnChain>;
  readonly nonces: ReadonlyMap<string, number>;
}

const UNKNOWN: LotOnChain = { status: "unknown", owner: "" };

/** A signed transaction that does `deed`; `price` tells replacements apart. */
export function signDeed(
  from: string,
  nonce: number,
  deed: Deed,
  price = 0,
): SignedTransaction & { raw: string } {
  const text = JSON.stringify({ from, nonce, ...deed, price }, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  const raw = `0x${Buffer.from(text).toString("hex")}`;
  const hash = `0x${createHash("sha256").update(raw).digest("hex")}`;
  deeds.set(raw, { ...deed, from, nonce, hash });
  return { from, nonce, hash, raw };
}

/** What was signed, by its bytes: the fake chain need not parse them. */
const deeds = new Map<string, Transaction>();

/** A chain with a mempool, reverts and reorganisations, all in memory. */
export class FakeChain implements ChainPort {
  readonly place: ChainPort["place"];
  /** Throws to make the node fail. */
  fault: (method: string) => void = () => undefined;
  #blocks: Block[];
  #mempool: Transaction[] = [];
  #forks = 0;

  constructor(place: ChainPort["place"]) {
    this.place = place;
    this.#blocks = [{ number: 0, hash: "0x00", transactions: [], lots: new Map(), nonces: new Map() }];
  }

  get #head(): Block {
    const head = this.#blocks.at(-1);
    if (head === undefined) throw new Error("no genesis");
    return head;
  }

  /** Transactions that wait to be mined. */
  get waiting(): readonly Transaction[] {
    return this.#mempool;
  }

  /** All lots that were ever made, as of the head. */
  get lots(): ReadonlyMap<bigint, LotOnChain> {
    return this.#head.lots;
  }

  /** Adds a block with what waits, in the order of nonces; `first` comes before, from whomever it is. */
  mine(...first: SignedTransaction[]): void {
    const lots = new Map(this.#head.lots);
    const nonces = new Map(this.#head.nonces);
    const transactions: { transaction: Transaction; succeeded: boolean }[] = [];
    const foreign = first.map(({ raw }) => deedOf(raw ?? ""));
    for (const transaction of [...foreign, ...this.#mempool.sort((a, b) => a.nonce - b.nonce)]) {
      if (transaction.nonce !== (nonces.get(transaction.from) ?? 0)) continue;
      nonces.set(transaction.from, transaction.nonce + 1);
      transactions.push({ transaction, succeeded: carryOut(transaction, lots) });
    }
    const number = this.#head.number + 1;
    this.#blocks.push({
      number,
      hash: `0x${number.toString(16).padStart(4, "0")}${this.#forks.toString(16).padStart(4, "0")}`,
      transactions,
      lots,
      nonces,
    });
    this.#mempool = this.#mempool.filter(({ from, nonce }) => nonce >= (nonces.get(from) ?? 0));
  }

  mineMany(count: number): void {
    for (let i = 0; i < count; i++) this.mine();
  }

  /** Takes back the last blocks; their transactions wait again, or are forgotten. */
  reorganise(depth: number, forget: boolean): void {
    const dropped = this.#blocks.splice(Math.max(1, this.#blocks.length - depth));
    this.#forks++;
    if (!forget)
      this.#mempool.push(...dropped.flatMap((block) => block.transactions.map((t) => t.transaction)));
  }

  forgetWaiting(): void {
    this.#mempool = [];
  }

  nonceOf(address: string): number {
    return this.#head.nonces.get(address) ?? 0;
  }

  latestBlock(): Promise<number> {
    return this.#answer("latestBlock", () => this.#head.number);
  }

  transactionStatus(hash: string): Promise<TransactionStatus> {
    return this.#answer("transactionStatus", () => {
      for (const { number, hash: blockHash, transactions } of this.#blocks) {
        const found = transactions.find(({ transaction }) => transaction.hash === hash);
        if (found !== undefined)
          return { kind: "mined", blockNumber: number, blockHash, succeeded: found.succeeded };
      }
      return { kind: this.#mempool.some((transaction) => transaction.hash === hash) ? "pending" : "unknown" };
    });
  }

  nonceAt(address: string, blockNumber: number): Promise<number> {
    return this.#answer("nonceAt", () => this.#blockAt(blockNumber).nonces.get(address) ?? 0);
  }

  lotAt(id: bigint, blockNumber: number): Promise<LotOnChain> {
    return this.#answer("lotAt", () => this.#blockAt(blockNumber).lots.get(id) ?? UNKNOWN);
  }

  broadcast(raw: string): Promise<void> {
    return this.#answer("broadcast", () => {
      const transaction = deedOf(raw);
      const { from, nonce } = transaction;
      if (nonce < this.nonceOf(from)) throw new Error("nonce too low");
      this.#mempool = this.#mempool.filter((other) => other.from !== from || other.nonce !== nonce);
      this.#mempool.push(transaction);
    });
  }

  #blockAt(blockNumber: number): Block {
    const block = this.#blocks[blockNumber];
    if (block === undefined) throw new Error(`no block ${blockNumber}`);
    return block;
  }

  async #answer<T>(method: string, work: () => T): Promise<T> {
    await Promise.resolve();
    this.fault(method);
    return work();
  }
}

function deedOf(raw: string): Transaction {
  const transaction = deeds.get(raw);
  if (transaction === undefined) throw new Error("no such transaction");
  return transaction;
}

function carryOut({ parents, children, leaves, owner }: Deed, lots: Map<bigint, LotOnChain>): boolean {
  const refused =
    parents.some((id) => lots.get(id)?.status !== "active") || children.some((id) => lots.has(id));
  if (refused) return false;
  for (const id of parents) lots.set(id, { ...(lots.get(id) ?? UNKNOWN), status: leaves });
  for (const id of children) lots.set(id, { status: "active", owner });
  return true;
}
