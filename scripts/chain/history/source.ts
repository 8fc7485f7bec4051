import type { Provider } from "ethers";

import { phrase } from "../../core/phrase.ts";
import { answer, rpcFailure } from "../rpc.ts";
import type { BlockRange, LogPosition } from "./log-position.ts";

/** An event as a node tells it: addresses, topics and data in lower-case hex. */
export interface RawLog extends LogPosition {
  readonly blockHash: string;
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

/** What tells a block from any other, and what happened in it at most. */
export interface Header {
  readonly blockNumber: number;
  readonly hash: string;
  readonly parentHash: string;
  readonly logsBloom: string;
}

interface Sender {
  send(method: string, params: readonly unknown[]): Promise<unknown>;
}

/** What a node is asked of some contracts' past. Its answers are read as they come: ethers' objects cost more than all else. */
export class Source {
  readonly #node: Provider & Sender;
  readonly #addresses: readonly string[];

  /** @throws TypeError for a provider that can't be asked for JSON, such as ethers' FallbackProvider */
  constructor(provider: Provider, addresses: readonly string[]) {
    if (!isSender(provider)) throw new TypeError("a provider with `send` is needed");
    this.#node = provider;
    this.#addresses = addresses;
  }

  /** The newest block. @throws RPC_FAILED */
  async head(): Promise<Header> {
    const header = headerOf(await this.#ask("eth_getBlockByNumber", ["latest", false]));
    if (header !== undefined) return header;
    throw rpcFailure(phrase`block`, new Error("latest: null"));
  }

  /** The block of a number; undefined where the node has none. @throws RPC_FAILED */
  async header(block: number): Promise<Header | undefined> {
    const header = headerOf(await this.#ask("eth_getBlockByNumber", [hexOf(block), false]));
    return header?.blockNumber === block ? header : undefined;
  }

  /** All events of the contracts in a range of blocks. */
  logs({ fromBlock, toBlock }: BlockRange): Promise<RawLog[]> {
    return this.#logs({ fromBlock: hexOf(fromBlock), toBlock: hexOf(toBlock) });
  }

  /** All events of the contracts in one block, whatever the node's index of events says of it. */
  logsOf(blockHash: string): Promise<RawLog[]> {
    return this.#logs({ blockHash });
  }

  async #logs(where: Readonly<Record<string, string>>): Promise<RawLog[]> {
    const found = await this.#node.send("eth_getLogs", [{ address: this.#addresses, ...where }]);
    if (!Array.isArray(found)) throw new TypeError("the answer is no list of events");
    return found.map(logOf);
  }

  #ask(method: string, params: readonly unknown[]): Promise<unknown> {
    return answer(phrase`block`, this.#node.send(method, params));
  }
}

function isSender(provider: Provider): provider is Provider & Sender {
  return "send" in provider && typeof provider.send === "function";
}

function hexOf(block: number): string {
  return `0x${block.toString(16)}`;
}

function headerOf(answered: unknown): Header | undefined {
  if (answered === null || answered === undefined) return undefined;
  const [number, hash, parentHash, logsBloom] = fieldsOf(
    answered,
    "number",
    "hash",
    "parentHash",
    "logsBloom",
  );
  if (/^0x[0-9a-f]{64}$/.test(hash)) return { blockNumber: quantity(number), hash, parentHash, logsBloom };
  throw rpcFailure(phrase`block`, new Error(hash.slice(0, 80)));
}

function logOf(told: unknown): RawLog {
  const [number, index, blockHash, address, data] = fieldsOf(
    told,
    "blockNumber",
    "logIndex",
    "blockHash",
    "address",
    "data",
  );
  const topics: unknown = Reflect.get(objectOf(told), "topics");
  if (!Array.isArray(topics) || !topics.every((topic) => typeof topic === "string"))
    throw new TypeError("an event has no topics");
  const position = { blockNumber: quantity(number), index: quantity(index) };
  return { ...position, blockHash, address: address.toLowerCase(), topics, data };
}

/** Fields that are text; one that is missing or something else is empty. */
function fieldsOf<const Names extends readonly string[]>(
  told: unknown,
  ...names: Names
): { readonly [I in keyof Names]: string };
function fieldsOf(told: unknown, ...names: readonly string[]): readonly string[] {
  const fields = objectOf(told);
  return names.map((name) => {
    const value: unknown = Reflect.get(fields, name);
    return typeof value === "string" ? value : "";
  });
}

function objectOf(told: unknown): object {
  return typeof told === "object" && told !== null ? told : {};
}

function quantity(text: string): number {
  const number = /^0x[0-9a-f]{1,13}$/i.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new TypeError(`"${text.slice(0, 80)}" is no number`);
}
