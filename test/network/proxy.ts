import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

import { z } from "zod/v4";

import type { Said } from "./words.ts";

/** How a request or its answer goes wrong on the way. */
export type Accident =
  /** The request never gets there, and no answer comes. */
  | "silent"
  /** The request is carried out, and no answer comes. */
  | "deaf"
  /** The connection breaks before the request gets there. */
  | "reset"
  /** The connection breaks once the request is carried out. */
  | "cut"
  | "late"
  /** The request is carried out twice, and the second answer is given. */
  | "twice"
  | "garbage"
  | "not JSON"
  | "error 500";

export type Fault =
  | Accident
  /** An answer to the request, which never gets there. */
  | { readonly error: Said }
  | { readonly result: unknown }
  /** An HTTP answer. */
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

export interface Proxy {
  readonly url: string;
  /** Whether a request goes wrong, and how; `head` is the node's last block, where events are asked for. */
  fault: (method: string, params: readonly unknown[], head: number) => Fault | undefined;
  /** Whether a batch goes wrong as a whole. */
  batchFault: (length: number) => Fault | undefined;
  /** The node behind it. */
  upstream: string;
  /** What happens around a request that is carried out. */
  around: (method: string, params: readonly unknown[], carryOut: () => Promise<Reply>) => Promise<Reply>;
  /** How late every answer comes. */
  latencyMs: number;
  /** How many blocks it is behind the node in all that it says. */
  headLag: number;
  /** How many blocks its index of events is behind its own head. */
  logLag: number;
  /** What came, by method, batches taken apart. */
  readonly asked: Map<string, number>;
  /** HTTP requests. */
  requests: number;
  /** The requests of the longest line in which each came once the one before was answered; set it to 0 to count anew. */
  inLine: number;
  /** Answers again, at the same address, after a stop. */
  stop(): Promise<void>;
}

const LATE_MS = 150;
const HEAD = { id: 0, method: "eth_blockNumber", params: [] };

const requestSchema = z.object({
  id: z.number(),
  method: z.string(),
  params: z.array(z.unknown()).default([]),
});
type Request = z.infer<typeof requestSchema>;
type Reply = Readonly<Record<string, unknown>>;

/** A node's RPC behind a proxy that does to requests and answers what networks, providers and bad nodes do. */
export async function startProxy(upstream: string): Promise<Proxy> {
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((body) => answer(JSON.parse(body), request, response))
      .catch(() => request.socket.destroy());
  });

  const forward = async (request: Request): Promise<Reply> => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...request });
    const headers = { "content-type": "application/json" };
    const answered = await fetch(proxy.upstream, { method: "POST", body, headers });
    return z.record(z.string(), z.unknown()).parse(await answered.json());
  };
  const carryOut = (request: Request) =>
    proxy.around(request.method, request.params, () => lagging(request, proxy, forward));

  const answer = async (asked: unknown, incoming: IncomingMessage, response: ServerResponse) => {
    proxy.requests += 1;
    const place = proxy.inLine + 1;
    response.once("close", () => {
      proxy.inLine = Math.max(proxy.inLine, place);
    });
    const isBatch = Array.isArray(asked);
    const requests = z.array(requestSchema).parse(isBatch ? asked : [asked]);
    for (const { method } of requests) proxy.asked.set(method, (proxy.asked.get(method) ?? 0) + 1);
    const isOfEvents = requests.some(({ method }) => method === "eth_getLogs");
    const head = isOfEvents ? Number((await forward(HEAD))["result"]) : 0;
    const faults = requests.map(({ method, params }) => proxy.fault(method, params, head));
    const whole = (isBatch ? proxy.batchFault(requests.length) : undefined) ?? faults.find(isOfConnection);
    await delay(proxy.latencyMs);
    if (whole === "silent") return;
    if (whole === "reset") {
      incoming.socket.destroy();
      return;
    }
    if (typeof whole === "object" && "error" in whole) {
      send(response, { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id: null, error: whole.error }) });
      return;
    }
    if (typeof whole === "object" && "status" in whole) {
      send(response, whole);
      return;
    }
    if (whole === "late") await delay(LATE_MS);
    const replies: Reply[] = [];
    for (const [i, request] of requests.entries()) replies.push(await replyTo(request, faults[i], carryOut));
    if (whole === "deaf") return;
    if (whole === "cut") {
      incoming.socket.destroy();
      return;
    }
    const body = whole === "not JSON" ? "<html>" : JSON.stringify(isBatch ? replies : replies[0]);
    send(response, { status: whole === "error 500" ? 500 : 200, body });
  };

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no port was given");
  const proxy: Proxy = {
    url: `http://127.0.0.1:${address.port}`,
    fault: () => undefined,
    batchFault: () => undefined,
    upstream,
    around: (_method, _params, carryOut) => carryOut(),
    latencyMs: 0,
    headLag: 0,
    logLag: 0,
    asked: new Map(),
    requests: 0,
    inLine: 0,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

function isOfConnection(fault: Fault | undefined): boolean {
  if (typeof fault === "object") return "status" in fault;
  return fault !== undefined && fault !== "twice" && fault !== "garbage";
}

async function replyTo(
  request: Request,
  fault: Fault | undefined,
  carryOut: (request: Request) => Promise<Reply>,
): Promise<Reply> {
  const { id } = request;
  if (typeof fault === "object" && !("status" in fault)) return { jsonrpc: "2.0", id, ...fault };
  const first = await carryOut(request);
  if (fault === "twice") return carryOut(request);
  // of the right form, and without sense
  if (fault === "garbage")
    return { jsonrpc: "2.0", id, result: { blockNumber: "banana", status: "0x7", hash: "0x12" } };
  return first;
}

function send(
  response: ServerResponse,
  {
    status,
    headers = {},
    body = "",
  }: { status: number; headers?: Readonly<Record<string, string>>; body?: string },
): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/json");
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** How many blocks a question for events spans, where the last block is `head`; 0 of any other question. */
export function blocksAsked(method: string, [filter]: readonly unknown[], head: number): number {
  if (method !== "eth_getLogs") return 0;
  const [first, last] = rangeOf(filter, head);
  return last - first + 1;
}

/** The first block and the last that a filter of events names. */
export function rangeOf(filter: unknown, head: number): readonly [number, number] {
  const at = (end: "fromBlock" | "toBlock"): number => {
    const block: unknown = Reflect.get(Object(filter), end);
    return typeof block === "string" && block.startsWith("0x") ? Number(block) : head;
  };
  return [at("fromBlock"), at("toBlock")];
}

/** What a node says that is some blocks behind, or whose index of events is. */
async function lagging(
  request: Request,
  { headLag, logLag }: Pick<Proxy, "headLag" | "logLag">,
  forward: (request: Request) => Promise<Reply>,
): Promise<Reply> {
  if (headLag === 0 && logLag === 0) return forward(request);
  const { id, method, params } = request;
  const { result } = await forward(HEAD);
  const head = Math.max(0, Number(result) - headLag);
  const at = (block: unknown) => (block === "latest" || block === undefined ? hex(head) : block);
  const isAhead = (block: unknown) => typeof block === "string" && /^0x/.test(block) && Number(block) > head;
  if (method === "eth_blockNumber") return { jsonrpc: "2.0", id, result: hex(head) };
  if (method === "eth_getLogs") {
    const filter = z.record(z.string(), z.unknown()).parse(params[0]);
    const last = Math.max(0, head - logLag);
    const asked =
      filter["toBlock"] === "latest" || filter["toBlock"] === undefined ? head : Number(filter["toBlock"]);
    if (Number(filter["fromBlock"] ?? 0) > last) return { jsonrpc: "2.0", id, result: [] };
    return forward({ id, method, params: [{ ...filter, toBlock: hex(Math.min(last, asked)) }] });
  }
  const place = {
    eth_getBlockByNumber: 0,
    eth_call: 1,
    eth_getBalance: 1,
    eth_getCode: 1,
    eth_getTransactionCount: 1,
  };
  const index = Object.entries(place).find(([name]) => name === method)?.[1];
  if (index !== undefined) {
    if (isAhead(params[index])) {
      if (method === "eth_getBlockByNumber") return { jsonrpc: "2.0", id, result: null };
      return { jsonrpc: "2.0", id, error: { code: -32_000, message: "header not found" } };
    }
    const moved = [...params];
    moved[index] = at(params[index]);
    return forward({ id, method, params: moved });
  }
  const reply = await forward(request);
  const found = z.object({ blockNumber: z.string() }).safeParse(reply["result"]);
  const isUnseen = found.success && Number(found.data.blockNumber) > head;
  if (isUnseen && method === "eth_getTransactionReceipt") return { jsonrpc: "2.0", id, result: null };
  return reply;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
