import type { UncheckedReason } from "./report.ts";
import { unchecked, type Unmet } from "./unmet.ts";

/**
 * Puts one question of Ethereum's JSON-RPC to a node.
 * @throws RpcError if the node answers with an error; anything else if it does not answer
 */
export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** A node's error, by its number; its words are another party's, and are looked at here alone. */
export class RpcError extends Error {
  readonly code: number;

  constructor(code: number, words: string) {
    super(words);
    this.code = code;
  }
}

/** The evidence that is replayed holds no answer to a question. */
export class NotInEvidence extends Error {}

const AT_ONCE = 8;
const METHOD_MISSING = [-32_601, -32_004];

/** Asks few questions at once, and tells why one has no answer. */
export class Questions {
  readonly #ask: Ask;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** @throws Unmet rpc-away, rpc-method-missing, state-pruned, evidence-lacks */
  async ask(method: string, params: readonly unknown[]): Promise<unknown> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    try {
      return await this.#ask(method, params);
    } catch (error) {
      throw asUnmet(error, method);
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}

function asUnmet(error: unknown, method: string): Unmet {
  const reason = ((): UncheckedReason => {
    if (error instanceof NotInEvidence) return "evidence-lacks";
    if (!(error instanceof RpcError)) return "rpc-away";
    if (METHOD_MISSING.includes(error.code)) return "rpc-method-missing";
    // nodes have no number for it: "missing trie node", "distance to target block exceeds maximum proof window", …
    const isPruned = /prun|missing trie|proof window|historical|archive|old data|not available/i.test(
      error.message,
    );
    return method === "eth_getProof" && isPruned ? "state-pruned" : "rpc-away";
  })();
  return unchecked(reason, { method });
}

/** The most characters of an answer: a block's largest transaction and its proofs are far below. */
const MOST_CHARACTERS = 32_000_000;

/** Asks a node over HTTP, a request for each question. */
export function httpAsk(url: string, { timeoutMs = 20_000 }: { readonly timeoutMs?: number } = {}): Ask {
  let id = 0;
  return async (method, params) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: ++id, method, params }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return resultIn(await boundedText(response));
  };
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = "";
  for (;;) {
    const part: { readonly done: boolean; readonly value?: unknown } = (await reader?.read()) ?? {
      done: true,
    };
    if (part.done) return text + decoder.decode();
    if (part.value instanceof Uint8Array) text += decoder.decode(part.value, { stream: true });
    if (text.length > MOST_CHARACTERS) {
      await reader?.cancel();
      throw new RangeError("the answer is too long");
    }
  }
}

function resultIn(text: string): unknown {
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== "object" || answer === null) throw new TypeError("no answer");
  if ("error" in answer && typeof answer.error === "object" && answer.error !== null) {
    const said = new Map<string, unknown>(Object.entries(answer.error));
    const [code, message] = [said.get("code"), said.get("message")];
    throw new RpcError(typeof code === "number" ? code : 0, typeof message === "string" ? message : "");
  }
  if ("result" in answer) return answer.result;
  throw new TypeError("no answer");
}
