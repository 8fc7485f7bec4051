import { Transaction } from "ethers";

import { connectNode, type Node } from "../../scripts/chain/node.ts";
import { startNode } from "../crash/node.ts";
import type { Weather } from "../crash/run.ts";
import { seededNumbers } from "../crash/schedule.ts";
import { developmentWallet } from "../fixtures/desk-world.ts";
import { type Accident, blocksAsked, type Fault, type Proxy, rangeOf, startProxy } from "./proxy.ts";
import type { Said } from "./words.ts";

/** One kind of bad weather, in which the firms' day is played. */
export interface NamedWeather extends Weather {
  readonly name: string;
}

type Arrange = (proxy: Proxy, below: (bound: number) => number) => void;

function weather(name: string, arrange: Arrange, more: Omit<Weather, "begin"> = {}): NamedWeather {
  return {
    name,
    ...more,
    async begin(url) {
      const proxy = await startProxy(url);
      arrange(proxy, seededNumbers(name));
      return proxy;
    },
  };
}

/** One request in so many goes wrong, by chance. */
function oneIn(
  name: string,
  count: number,
  faults: readonly Fault[],
  more: Omit<Weather, "begin"> = {},
): NamedWeather {
  return weather(
    name,
    (proxy, below) => {
      proxy.fault = () => (below(count) === 0 ? faults[below(faults.length)] : undefined);
    },
    more,
  );
}

const PAGE = "<!doctype html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
const SENDING = "eth_sendRawTransaction";

/** What always happens to a transaction the first time that it is sent, and never again. */
function firstSending(name: string, fault: Accident): NamedWeather {
  return weather(
    name,
    (proxy) => {
      const seen = new Set<unknown>();
      proxy.fault = (method, [raw]) => {
        if (method !== SENDING || seen.has(raw)) return undefined;
        seen.add(raw);
        return fault;
      };
    },
    { timeoutMs: 1_500 },
  );
}

/** The first answers about a receipt are that there is none, also when there is. */
const lateReceipts = weather("receipts come late", (proxy) => {
  const asked = new Map<unknown, number>();
  proxy.fault = (method, [hash]) => {
    if (method !== "eth_getTransactionReceipt") return undefined;
    const times = asked.get(hash) ?? 0;
    asked.set(hash, times + 1);
    return times < 2 ? { result: null } : undefined;
  };
});

const LIMIT = 25;

/** How ten providers and nodes say that a query of events spans more than 25 blocks. */
const LIMITERS: readonly (readonly [string, (from: number, to: number) => Said])[] = [
  [
    "Alchemy",
    (from) => ({
      code: -32_600,
      message: `You can make eth_getLogs requests with up to a ${LIMIT} block range. Based on your parameters, this block range should work: [0x${from.toString(16)}, 0x${(from + LIMIT - 1).toString(16)}].`,
    }),
  ],
  [
    "Infura",
    (from) => ({
      code: -32_005,
      message: `query returned more than 10000 results. Try with this block range [0x${from.toString(16)}, 0x${(from + LIMIT - 1).toString(16)}].`,
    }),
  ],
  ["QuickNode", () => ({ code: -32_614, message: `eth_getLogs is limited to a ${LIMIT} range` })],
  ["1RPC", () => ({ code: -32_001, message: `eth_getLogs is limited to 0 - ${LIMIT} blocks range` })],
  [
    "BlastAPI",
    (from, to) => ({
      code: -32_600,
      message: `block range exceeds the range allowed for your plan (${to - from + 1} > ${LIMIT})`,
    }),
  ],
  ["PublicNode", () => ({ code: -32_701, message: `exceed maximum block range: ${LIMIT}` })],
  ["Ankr", () => ({ code: -32_600, message: "block range is too wide" })],
  ["dRPC", () => ({ code: 35, message: `ranges over ${LIMIT} blocks are not supported on freetier` })],
  ["LlamaRPC", () => ({ code: -32_602, message: "query exceeds max results 20000" })],
  [
    "Tenderly",
    (from, to) => ({
      code: -32_602,
      message: "invalid params",
      data: { payload: `range ${to - from + 1} is bigger than range limit ${LIMIT}` },
    }),
  ],
  ["Chainstack", () => ({ code: -32_000, message: "Block range limit exceeded." })],
];

const limited = LIMITERS.map(([provider, say]) =>
  weather(`${provider}'s limit for events`, (proxy) => {
    proxy.fault = (method, params, head) =>
      blocksAsked(method, params, head) > LIMIT ? { error: say(...rangeOf(params[0], head)) } : undefined;
  }),
);

/** What a node does around the first sending of one transaction in some. */
function aroundSending(
  name: string,
  count: number,
  act: (node: Node, sent: Transaction, carryOut: () => Promise<unknown>) => Promise<void>,
): NamedWeather {
  return {
    name,
    async begin(url) {
      const proxy = await startProxy(url);
      const node = await connectNode(url);
      const below = seededNumbers(name);
      const seen = new Set<unknown>();
      proxy.around = async (method, [raw], carryOut) => {
        if (method !== SENDING || seen.has(raw) || below(count) > 0) return carryOut();
        seen.add(raw);
        let reply: Awaited<ReturnType<typeof carryOut>> | undefined;
        await act(node, Transaction.from(String(raw)), async () => (reply = await carryOut()));
        return reply ?? carryOut();
      };
      const stop = async () => {
        node.destroy();
        await proxy.stop();
      };
      return { url: proxy.url, stop };
    },
  };
}

/** Once a transaction waits, gas costs so much more than it offers that it would wait for longer than it may. */
const spike = aroundSending("gas gets dear once a transaction waits", 3, async (node, sent, carryOut) => {
  await carryOut();
  const dear = 8n * (sent.maxFeePerGas ?? 0n);
  await node.send("anvil_setNextBlockBaseFeePerGas", [`0x${dear.toString(16)}`]);
});

/** Another program sends a transaction of the same account first. */
const race = aroundSending("another program takes the nonce", 3, async (node, sent) => {
  const wallets = [1, 2].map((index) => developmentWallet(index, node));
  const rival = wallets.find(({ address }) => address === sent.from);
  if (rival === undefined) throw new TypeError("the firms have two wallets");
  const { chainId, maxFeePerGas, maxPriorityFeePerGas, nonce } = sent;
  const nothing = { type: 2, to: rival.address, value: 0n, gasLimit: 21_000n, chainId, nonce };
  const raw = await rival.signTransaction({ ...nothing, maxFeePerGas, maxPriorityFeePerGas });
  await node.broadcastTransaction(raw);
  await node.send("evm_mine", []);
});

/** After each death another chain answers at the same address for a while, as a development node that was restarted. */
const replaced: NamedWeather = {
  name: "the chain is replaced",
  async begin(url) {
    const other = await startNode("anvil");
    const proxy = await startProxy(url);
    const elsewhere = (is: boolean) => (proxy.upstream = is ? other.url : url);
    const stop = async () => {
      await proxy.stop();
      await other.stop();
    };
    return { url: proxy.url, stop, elsewhere };
  },
};

/** The last blocks are made anew without what was in them, as far as nobody may take them for final yet. */
const reorganisations = [1, 2, 3, 4, 5, 6].map((depth) =>
  weather(`${depth} blocks are made anew`, () => undefined, {
    confirmations: depth + 1,
    async afterDeath(node: Node) {
      const head = await node.getBlockNumber();
      if (head > depth + 20) await node.send("anvil_reorg", [depth, []]);
    },
  }),
);

/** Kinds of bad weather, those first that a short run tries. */
export const WEATHERS: readonly NamedWeather[] = [
  oneIn("anything at times", 12, [
    { status: 429, headers: { "retry-after": "0" } },
    { status: 502, body: PAGE },
    { error: { code: -32_005, message: "daily request count exceeded, request rate limited" } },
    { error: { code: -32_000, message: "header not found" } },
    "reset",
    "cut",
    "not JSON",
  ]),
  firstSending("the connection breaks once a transaction has arrived", "cut"),
  oneIn("429 with Retry-After", 40, [{ status: 429, headers: { "retry-after": "1" }, body: "" }]),
  oneIn("-32005", 8, [{ error: { code: -32_005, message: "project ID request rate exceeded" } }]),
  oneIn("5xx", 8, [{ status: 500 }, { status: 503 }, { status: 504, body: "upstream" }]),
  oneIn("pages", 8, [
    { status: 200, body: PAGE },
    { status: 502, body: PAGE },
  ]),
  oneIn("broken connections", 8, ["reset", "cut"]),
  oneIn("no answers", 60, ["silent", "deaf"], { timeoutMs: 1_500 }),
  firstSending("no answer to a transaction", "deaf"),
  firstSending("a transaction arrives twice", "twice"),
  oneIn("a node that does not know its blocks", 8, [
    { error: { code: -32_000, message: "header not found" } },
    { error: { code: -32_000, message: "missing trie node 1f2e (path )" } },
  ]),
  lateReceipts,
  weather("two blocks behind", (proxy) => (proxy.headLag = 2), { confirmations: 4 }),
  weather("events six blocks behind", (proxy) => (proxy.logLag = 6)),
  weather("batches refused", (proxy) => {
    proxy.batchFault = () => ({ error: { code: -32_600, message: "batch requests are not supported" } });
  }),
  weather("batches refused by status", (proxy) => {
    proxy.batchFault = () => ({ status: 400, body: "Bad Request" });
  }),
  spike,
  race,
  replaced,
  weather("half a second each way", (proxy) => (proxy.latencyMs = 500)),
  ...limited,
  ...reorganisations,
];
