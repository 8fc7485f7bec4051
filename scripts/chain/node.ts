import {
  JsonRpcApiProvider,
  type JsonRpcError,
  type JsonRpcPayload,
  type JsonRpcResult,
  keccak256,
  Network,
} from "ethers";

import { KoboldError } from "../core/errors.ts";
import { listed, phrase } from "../core/phrase.ts";
import { isRevert, refusalOf, type RpcError, wordsOf } from "./rpc-errors.ts";
import { type Pace, REAL_PACE, RpcExchange, type Settled } from "./rpc-exchange.ts";
import { refusedTransaction } from "./refused-transaction.ts";
import { rpcFailure } from "./rpc.ts";
import { RpcLine, type RpcRequest } from "./rpc-line.ts";
import { askedBy, safeReason } from "./rpc-reason.ts";

export interface NodeOptions {
  /** Such as the key of a provider's service. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long a node may take for one answer, in milliseconds; a request is begun anew for twice as long. */
  readonly timeoutMs?: number;
  /** How often a new block is looked for, in milliseconds. */
  readonly pollingMs?: number;
  readonly pace?: Pace;
}

const TIMEOUT_MS = 30_000;
const POLLING_MS = 500;
/** Where there are several nodes, one that says nothing for so long is not waited for. */
const GREETING_MS = 5_000;

/**
 * The provider of one node, or of several of the same chain. The chain is asked first, since ethers would look for a
 * silent node for ever, and no answers are kept: after a reorganisation an old one would be wrong. `destroy` it: what
 * is open ends then.
 * @param urls one or several, separated by commas
 * @throws BAD_INPUT, RPC_FAILED, CHAIN_MISMATCH
 */
export async function connectNode(urls: string, options: NodeOptions = {}): Promise<Node> {
  const { headers = {}, pace = REAL_PACE, pollingMs = POLLING_MS, timeoutMs = TIMEOUT_MS } = options;
  const lines = urlsIn(urls).map((url) => new RpcLine(url, headers, { timeoutMs, now: () => pace.now() }));
  const closing = new AbortController();
  const parts = { pace, patienceMs: 2 * timeoutMs, signal: closing.signal };
  const greeting = AbortSignal.any([closing.signal, AbortSignal.timeout(Math.min(GREETING_MS, timeoutMs))]);
  const heard = lines.length === 1 ? [] : await Promise.all(lines.map((line) => greet(line, greeting)));
  const known = heard.filter((each) => each !== undefined);
  if (known.length === 0) known.push(await firstHeard(new RpcExchange(lines, parts), lines));
  known.sort((a, b) => Number(b.head - a.head));
  requireOneChain(known);
  const [{ chainId } = { chainId: 0n }] = known;
  const admitted = new Set(known.map(({ line }) => line));
  const admit = async (line: RpcLine) => {
    const greeted = admitted.has(line) ? undefined : await greet(line, closing.signal);
    if (greeted !== undefined) requireOneChain([...known, greeted]);
    if (greeted !== undefined) admitted.add(line);
    return admitted.has(line);
  };
  const order = [...known.map(({ line }) => line), ...lines.filter((line) => !admitted.has(line))];
  return new Node(new RpcExchange(order, { ...parts, admit }), chainId, closing, pollingMs);
}

/** @throws BAD_INPUT, which names no part of them */
export function urlsIn(text: string): URL[] {
  const parts = text.split(",").map((part) => part.trim());
  return parts.map((part, i) => {
    if (/^https?:\/\/[^/]/i.test(part) && URL.canParse(part)) return new URL(part);
    throw new KoboldError(
      "BAD_INPUT",
      parts.length === 1
        ? phrase`the RPC URL, which KOBOLD_RPC_URL or hardhat.config.ts gives, is not one of a node`
        : phrase`the RPC URL number ${i + 1} in KOBOLD_RPC_URL is not one of a node`,
      phrase`give it whole, as http://HOST:PORT or https://HOST/…; several are separated by commas`,
    );
  });
}

interface Greeted {
  readonly line: RpcLine;
  readonly chainId: bigint;
  readonly head: bigint;
}

const GREETING: readonly RpcRequest[] = [
  { id: 1, method: "eth_chainId", params: [] },
  { id: 2, method: "eth_blockNumber", params: [] },
];

/** Undefined if it does not answer. */
async function greet(line: RpcLine, signal: AbortSignal): Promise<Greeted | undefined> {
  try {
    const outcomes = await line.ask(GREETING, signal);
    const [chainId, head] = GREETING.map(({ id }) => quantityIn(outcomes.get(id)));
    return chainId === undefined || head === undefined ? undefined : { line, chainId, head };
  } catch {
    return undefined;
  }
}

/** @throws RPC_FAILED */
async function firstHeard(exchange: RpcExchange, lines: readonly RpcLine[]): Promise<Greeted> {
  const settled = (await exchange.ask(GREETING.slice(0, 1))).get(1);
  const [line] = exchange.lines;
  const chainId = quantityIn(settled);
  if (line !== undefined && chainId !== undefined) return { line, chainId, head: 0n };
  if (settled !== undefined && "failure" in settled) throw settled.failure;
  throw new KoboldError(
    "RPC_FAILED",
    phrase`the node gave no usable ${phrase`chain id`}: ${lines.map(({ host }) => host).join(", ")} answered what was not asked`,
    phrase`nothing was changed: try again, or use another RPC URL`,
  );
}

function quantityIn(outcome: object | undefined): bigint | undefined {
  const result: unknown = outcome === undefined ? undefined : Reflect.get(outcome, "result");
  return typeof result === "string" && /^0x[0-9a-f]{1,16}$/i.test(result) ? BigInt(result) : undefined;
}

/** @throws CHAIN_MISMATCH */
function requireOneChain(heard: readonly Greeted[]): void {
  if (new Set(heard.map(({ chainId }) => chainId)).size <= 1) return;
  const each = heard.map(({ chainId, line }) => phrase`${line.host} is chain ${chainId}`);
  throw new KoboldError(
    "CHAIN_MISMATCH",
    phrase`the RPC URLs lead to different chains: ${listed(each)}`,
    phrase`name nodes of one chain only in KOBOLD_RPC_URL`,
  );
}

/** What all that talks to nodes uses; its failures are in words. */
export class Node extends JsonRpcApiProvider {
  readonly #exchange: RpcExchange;
  readonly #chainId: bigint;
  readonly #closing: AbortController;
  /** Of errors that are handed to ethers: what it shall throw for them. */
  readonly #failures = new WeakMap<object, KoboldError>();

  constructor(exchange: RpcExchange, chainId: bigint, closing: AbortController, pollingMs: number) {
    const network = Network.from(chainId);
    super(network, { staticNetwork: network, cacheTimeout: -1, pollingInterval: pollingMs });
    this.#exchange = exchange;
    this.#chainId = chainId;
    this.#closing = closing;
    this._start();
  }

  /** How its nodes are called, the one that is asked first at the front. */
  get hosts(): readonly string[] {
    return this.#exchange.lines.map(({ host }) => host);
  }

  override async _send(
    payload: JsonRpcPayload | JsonRpcPayload[],
  ): Promise<(JsonRpcResult | JsonRpcError)[]> {
    const payloads = Array.isArray(payload) ? payload : [payload];
    const requests = payloads.map(({ id, method, params }) => ({ id, method, params }));
    const [sent, read] = [true, false].map((isSent) =>
      requests.filter(({ method }) => (method === "eth_sendRawTransaction") === isSent),
    );
    const answers = await Promise.all([
      this.#exchange.ask(read ?? []),
      ...(sent ?? []).map(async (request) => new Map([[request.id, await this.#broadcast(request)]])),
    ]);
    return answers.flatMap((each) => [...each].map(([id, settled]) => this.#asAnswer(id, settled)));
  }

  override getRpcError(payload: JsonRpcPayload, answer: JsonRpcError): Error {
    const { error } = answer;
    const failure = this.#failures.get(error);
    if (failure !== undefined) return failure;
    const said: RpcError = { ...error, message: error.message ?? "" };
    const byEthers = super.getRpcError(payload, answer);
    if (isRevert(said)) return byEthers;
    const refused = /^eth_(sendRawTransaction|estimateGas)$/.test(payload.method)
      ? refusalOf(said)
      : undefined;
    if (refused !== undefined) return refusedTransaction(refused, said, payload);
    return new KoboldError(
      "RPC_FAILED",
      phrase`the node gave no usable ${askedBy(payload.method)}: it says: ${safeReason(wordsOf(said))}`,
      phrase`nothing was changed: try again, or use another RPC URL`,
      { cause: said },
    );
  }

  override destroy(): void {
    super.destroy();
    this.#closing.abort(new Error("the connection to the node was closed"));
  }

  /**
   * The same question, asked of each node by itself, where a verdict on trust hangs on the answer.
   * @returns by the nodes' hosts: what was found out, or why it was not
   */
  async ofEach<T>(ask: (node: Node) => Promise<T>): Promise<ReadonlyMap<string, T | KoboldError>> {
    const opinions = this.#exchange.lines.map(async (line): Promise<[string, T | KoboldError]> => {
      const alone = new Node(this.#exchange.of(line), this.#chainId, this.#closing, POLLING_MS);
      try {
        return [line.host, await ask(alone)];
      } catch (thrown) {
        return [line.host, thrown instanceof KoboldError ? thrown : rpcFailure(phrase`answer`, thrown)];
      }
    });
    return new Map(await Promise.all(opinions));
  }

  #asAnswer(id: number, settled: Settled): JsonRpcResult | JsonRpcError {
    if ("result" in settled) return { id, result: settled.result };
    if ("error" in settled) return { id, error: { ...settled.error } };
    const error = { code: 0 };
    this.#failures.set(error, settled.failure);
    return { id, error };
  }

  /** Sends a signed transaction to all nodes: it has left if one takes it, or has it already. */
  async #broadcast(request: RpcRequest): Promise<Settled> {
    const raw: unknown = Array.isArray(request.params) ? request.params[0] : undefined;
    const hash = typeof raw === "string" ? keccak256(raw) : "0x";
    const refused: Settled[] = [];
    const sendings = this.#exchange.lines.map(async (line) => {
      const settled = (await this.#exchange.ask([request], [line])).get(request.id);
      if (settled !== undefined && "result" in settled) return settled;
      if (settled !== undefined && "error" in settled && refusalOf(settled.error) === "known")
        return { result: hash };
      if (settled !== undefined) refused.push(settled);
      throw new Error("not taken");
    });
    try {
      return await Promise.any(sendings);
    } catch {
      this.#closing.signal.throwIfAborted();
    }
    const failed = refused.find((each) => "failure" in each);
    const own = { id: request.id, method: "eth_getTransactionByHash", params: [hash] };
    // an earlier sending may have got through, though its answer did not
    const isOutrun = refused.some((each) => "error" in each && refusalOf(each.error) === "nonce");
    const found = isOutrun ? (await this.#exchange.ask([own])).get(request.id) : undefined;
    if (found !== undefined && "result" in found && found.result !== null) return { result: hash };
    const [first] = refused;
    if (first === undefined) throw new TypeError("a transaction is sent to one node at least");
    return failed ?? first;
  }
}
