import { AbstractProvider, Interface, keccak256, Network, toBeHex, zeroPadValue } from "ethers";

import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";

export const STREAM_ADDRESS = `0x${"c0".repeat(20)}`;
/** Events of a block: some operations of a list. */
const BLOCK_EVENTS = 20;
/** Bytes of a sealed note of one lot. */
const NOTE_BYTES = 420;
const ZERO = `0x${"00".repeat(20)}`;
const lots = new Interface(CobaltLot__factory.abi);

/**
 * A node whose chain is nothing but the events of firms at work, as many as are wanted: mints, splits in two, merges,
 * offers and what ends them. It answers in JSON text, which is parsed for each question as an answer of HTTP is.
 */
export class EventStream extends AbstractProvider {
  readonly height: number;
  /** Milliseconds of the processor that its answers' texts took, which a node of its own would spend. */
  servedMs = 0;
  readonly #blocks: readonly string[];

  constructor(events: number) {
    super(Network.from(1n), { cacheTimeout: -1 });
    this.#blocks = [...blocksOf(events)];
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

function hashOf(block: number): string {
  return keccak256(zeroPadValue(toBeHex(block + 1), 32));
}

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}

function* blocksOf(events: number): Generator<string> {
  const accounts = Array.from({ length: 50 }, (_, i) => `0x${(0xa0_00 + i).toString(16).padStart(40, "1")}`);
  const note = `0x${"5e".repeat(NOTE_BYTES)}`;
  let seed = 7;
  const draw = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const owners = new Map<bigint, string>();
  const live: bigint[] = [];
  let made = 0;
  let provenance = 0;
  let told = 0;
  let block: string[] = [""];
  let number = 1;
  const emit = (name: string, values: readonly unknown[]) => {
    const { topics, data } = lots.encodeEventLog(name, values);
    const place = { blockNumber: hex(number), blockHash: hashOf(number), logIndex: hex(block.length) };
    const sent = { transactionHash: hashOf(told), transactionIndex: "0x0", removed: false };
    block.push(JSON.stringify({ address: STREAM_ADDRESS, topics, data, ...place, ...sent }));
    told += 1;
  };
  const make = (owner: string) => {
    const id = BigInt(keccak256(toBeHex((made += 1), 32)));
    owners.set(id, owner);
    live.push(id);
    emit("Transfer", [ZERO, owner, id]);
    return id;
  };
  const take = () => {
    const at = draw(live.length);
    const id = live[at] ?? 0n;
    live[at] = live.at(-1) ?? id;
    live.pop();
    return id;
  };
  const end = (id: bigint) => {
    emit("Transfer", [owners.get(id), ZERO, id]);
    owners.delete(id);
  };
  yield "";
  while (told < events) {
    const owner = accounts[draw(accounts.length)] ?? ZERO;
    const what = live.length < 20 ? 0 : draw(10);
    if (what < 4) {
      const id = make(owner);
      emit("LotMinted", [
        id,
        (provenance += 1),
        BigInt(hashOf(told)),
        1n,
        20_000n,
        owner,
        hashOf(made),
        note,
      ]);
    } else if (what < 6) {
      const parent = take();
      end(parent);
      emit("LotSplit", [parent, [make(owner), make(owner)], hashOf(made), note + note.slice(2)]);
    } else if (what < 8) {
      const parents = [take(), take()];
      parents.forEach(end);
      emit("LotsMerged", [make(owner), (provenance += 1), parents, false, hashOf(made), note]);
    } else {
      const id = take();
      const from = owners.get(id);
      emit("LotOffered", [id, from, owner, 2_000_000_000, note]);
      emit("Transfer", [from, owner, id]);
      emit("OfferAccepted", [id, from, owner]);
      owners.set(id, owner);
      live.push(id);
    }
    if (block.length > BLOCK_EVENTS) {
      yield block.slice(1).join();
      block = [""];
      number += 1;
    }
  }
  yield block.slice(1).join();
}
