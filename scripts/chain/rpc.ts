import { FetchRequest, JsonRpcProvider, Network, type Provider } from "ethers";

import { dayOfTimestamp } from "../core/calendar.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase, type Text } from "../core/phrase.ts";

const TIMEOUT_MS = 30_000;

/** What went wrong between this machine and the node. Nothing of the firm's is lost by it. */
export function rpcFailure(what: Text, cause: unknown): KoboldError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new KoboldError(
    "RPC_FAILED",
    phrase`the node gave no usable ${what}: ${why}`,
    phrase`nothing was changed: try again, or use another RPC URL`,
    { cause },
  );
}

/** Awaits an answer of the node; whatever it fails with becomes one error for people. @throws RPC_FAILED */
export async function answer<T>(what: Text, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    throw cause instanceof KoboldError ? cause : rpcFailure(what, cause);
  }
}

/** The chain's present day. @throws RPC_FAILED */
export async function today({ provider }: { readonly provider: Provider }): Promise<number> {
  const block = await answer(phrase`block`, provider.getBlock("latest"));
  return dayOfTimestamp(block?.timestamp ?? 0);
}

export interface RpcOptions {
  /** Such as the key of a provider's service. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/**
 * A provider of an RPC URL. It asks for the chain first, since ethers would look for a silent node for ever, and keeps
 * no answers: after a reorganisation an old one would be wrong. `destroy` it.
 * @throws RPC_FAILED
 */
export async function connectRpc(
  url: string,
  { headers = {}, timeoutMs = TIMEOUT_MS }: RpcOptions = {},
): Promise<JsonRpcProvider> {
  const request = () => {
    const fetch = new FetchRequest(url);
    for (const [name, value] of Object.entries(headers)) fetch.setHeader(name, value);
    fetch.timeout = timeoutMs;
    fetch.getUrlFunc = getTwice;
    return fetch;
  };
  const first = request();
  first.body = { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] };
  const response = await answer(phrase`chain id`, first.send());
  const chainId = await answer(phrase`chain id`, chainIdOf(response.bodyText));
  const network = Network.from(chainId);
  return new JsonRpcProvider(request(), network, {
    staticNetwork: network,
    cacheTimeout: -1,
    pollingInterval: 500,
  });
}

const get = FetchRequest.createGetUrlFunc();

/** A server may close a connection that it kept at the moment we use it again; all our requests may be repeated. */
const getTwice: typeof get = async (request, signal) => {
  try {
    return await get(request, signal);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ECONNRESET") return get(request, signal);
    throw error;
  }
};

async function chainIdOf(text: string): Promise<bigint> {
  const reply: unknown = await Promise.resolve(text).then(JSON.parse);
  const result: unknown =
    typeof reply === "object" && reply !== null ? Reflect.get(reply, "result") : undefined;
  if (typeof result === "string" && /^0x[0-9a-f]+$/i.test(result)) return BigInt(result);
  throw new TypeError(`"${text.slice(0, 80)}" is no chain id`);
}
