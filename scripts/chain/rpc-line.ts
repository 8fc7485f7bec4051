import { phrase, type Text } from "../core/phrase.ts";
import {
  batchLimitOf,
  FINALIZED,
  isOfBatch,
  isSettled,
  kindOf,
  type RpcError,
  wordsOf,
} from "./rpc-errors.ts";
import { isRepeatable, safeReason, secretsOf } from "./rpc-reason.ts";
import { type Replies, repliesIn } from "./rpc-replies.ts";

/** One request of JSON-RPC. */
export interface RpcRequest {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

/** Why a node gave no answer. */
export interface Fault {
  /** `away`: nobody is there; `behind`: another node may have come further; `refused`: it will say the same again. */
  readonly kind: "down" | "away" | "busy" | "behind" | "refused";
  /** What it did, after its name. */
  readonly why: Text;
  /** How long it wants to be left alone. */
  readonly afterMs?: number;
}

export type Outcome = { readonly result: unknown } | { readonly error: RpcError } | { readonly fault: Fault };

/** What one HTTP answer says to each request; what is missing goes again, by smaller batches. */
type Outcomes = Map<number, Outcome>;

/** Some providers take no more at once. */
const BATCH = 20;
const AT_ONCE = 6;

/** The way to one node, by its URL. */
export class RpcLine {
  /** How the node is called; nothing else of its URL is told. */
  readonly host: string;
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #secrets: readonly string[];
  readonly #timeoutMs: number;
  readonly #now: () => number;
  /** How many requests it takes at once, as far as is known. */
  #batch = BATCH;

  constructor(
    url: URL,
    headers: Readonly<Record<string, string>>,
    { timeoutMs, now }: { readonly timeoutMs: number; readonly now: () => number },
  ) {
    this.host = url.host;
    this.#secrets = secretsOf(url, headers);
    this.#headers = { ...credentialsOf(url), ...headers, "content-type": "application/json" };
    const bare = new URL(url);
    bare.username = bare.password = "";
    this.#url = bare.href;
    this.#timeoutMs = timeoutMs;
    this.#now = now;
  }

  /** Asks once, as a batch where the node takes batches. @throws what `signal` is aborted with */
  async ask(requests: readonly RpcRequest[], signal: AbortSignal): Promise<ReadonlyMap<number, Outcome>> {
    const outcomes: Outcomes = new Map();
    for (let open = requests; open.length > 0; open = requests.filter(({ id }) => !outcomes.has(id))) {
      await inParallel(batchesOf(open, this.#batch), AT_ONCE, async (batch) => {
        for (const [id, outcome] of await this.#exchange(batch, signal)) outcomes.set(id, outcome);
      });
    }
    return outcomes;
  }

  async #exchange(batch: readonly RpcRequest[], signal: AbortSignal): Promise<Outcomes> {
    const asked = batch.map((request) => ({ jsonrpc: "2.0", ...request }));
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.#url, {
        method: "POST",
        headers: this.#headers,
        body: JSON.stringify(asked.length === 1 ? asked[0] : asked),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)]),
      });
      text = await response.text();
    } catch (thrown) {
      signal.throwIfAborted();
      return allWith(batch, this.#broken(thrown));
    }
    const replies = repliesIn(text);
    const status = this.#statusFault(response, text);
    // some send errors of contracts with 500
    if (replies === undefined) return this.#withoutReplies(batch, status, text);
    return this.#sorted(batch, replies, status);
  }

  #withoutReplies(batch: readonly RpcRequest[], status: Fault | undefined, text: string): Outcomes {
    if (status?.kind === "refused" && batch.length > 1) return this.#shrunk(batch, text);
    const why = phrase`answered something that is no JSON-RPC: "${this.#said(text)}"`;
    return allWith(batch, status ?? { kind: "down", why });
  }

  /** Holds replies to requests, by their ids. */
  #sorted(batch: readonly RpcRequest[], replies: Replies, status: Fault | undefined): Outcomes {
    const outcomes: Outcomes = new Map();
    const asked = new Map(batch.map((request) => [request.id, request]));
    for (const { id, error, result } of replies.list) {
      const request = asked.get(Number(id));
      if (
        error !== undefined &&
        batch.length > 1 &&
        (!replies.isArray || request === undefined || isOfBatch(error))
      ) {
        // it speaks of the batch as a whole
        if (isOfBatch(error) || kindOf("", error) === "answer") return this.#shrunk(batch, wordsOf(error));
        return allWith(batch, this.#faultOf("", error, status) ?? strange);
      }
      const alone = batch.length === 1 && error !== undefined ? batch[0] : undefined;
      const own = request ?? alone;
      if (own === undefined || outcomes.has(own.id)) return allWith(batch, strange);
      const answered = isOwnBlockMissing(own, result) ? headless : status;
      const fault = error === undefined ? answered : this.#faultOf(askedOf(own), error, status);
      outcomes.set(own.id, fault !== undefined ? { fault } : error !== undefined ? { error } : { result });
    }
    if (!replies.isArray && batch.length > 1) return this.#shrunk(batch, "");
    for (const { id } of batch) if (!outcomes.has(id)) outcomes.set(id, { fault: strange });
    return outcomes;
  }

  /** Asks for less at once from now on. */
  #shrunk({ length }: readonly RpcRequest[], text: string): Outcomes {
    this.#batch = Math.min(this.#batch, batchLimitOf(text, length));
    return new Map();
  }

  #faultOf(method: string, error: RpcError, status: Fault | undefined): Fault | undefined {
    const kind = kindOf(method, error);
    const why = phrase`says: ${this.#said(wordsOf(error))}`;
    if (kind !== "answer")
      return { ...(status?.afterMs !== undefined && { afterMs: status.afterMs }), kind, why };
    const isFailing = status !== undefined && status.kind !== "refused" && !isSettled(method, error);
    return isFailing ? { ...status, why } : undefined;
  }

  /** What follows of the status alone. */
  #statusFault({ headers, status }: Response, text: string): Fault | undefined {
    if (status >= 200 && status < 300) return undefined;
    const said = this.#said(text);
    const why =
      said === ""
        ? phrase`answered with HTTP status ${status}`
        : phrase`answered with HTTP status ${status}: "${said}"`;
    if (status === 429 || status === 503) {
      const afterMs = retryAfter(headers.get("retry-after"), this.#now());
      return { kind: "busy", why, ...(afterMs !== undefined && { afterMs }) };
    }
    return { kind: status >= 500 || status === 408 || status === 425 ? "down" : "refused", why };
  }

  #said(text: string): string {
    return safeReason(text, this.#secrets);
  }

  /** What became of a request without an answer. */
  #broken(thrown: unknown): Fault {
    if (thrown instanceof Error && thrown.name === "TimeoutError")
      return { kind: "down", why: phrase`gave no answer within ${this.#timeoutMs / 1_000} s` };
    // Node asks no port that is known to be of another protocol
    if (thrown instanceof Error && thrown.cause instanceof Error && thrown.cause.message === "bad port")
      return { kind: "refused", why: phrase`can't be reached (its port is not one for HTTP)` };
    const code = codeOf(thrown);
    if (/^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code))
      return { kind: "refused", why: phrase`has no certificate that can be trusted (${code})` };
    if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(code))
      return { kind: "away", why: phrase`can't be reached (${code})` };
    return { kind: "down", why: phrase`broke the connection (${code})` };
  }
}

const strange: Fault = { kind: "down", why: phrase`answered what was not asked` };
const headless: Fault = { kind: "behind", why: phrase`has no block yet` };

/** What is asked, as far as its errors mean something of their own. */
function askedOf({ method, params }: RpcRequest): string {
  return Array.isArray(params) && params[0] === FINALIZED ? FINALIZED : method;
}

/** Every node that works has a latest block. */
function isOwnBlockMissing({ method, params }: RpcRequest, result: unknown): boolean {
  return (
    result === null && method === "eth_getBlockByNumber" && Array.isArray(params) && params[0] === "latest"
  );
}

/** How long a header wants us to wait, in milliseconds: it gives seconds, or a date. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function credentialsOf({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

/** The code of the system or of Node's client, wherever it hides. */
function codeOf(thrown: unknown, depth = 0): string {
  if (typeof thrown !== "object" || thrown === null || depth > 4) return "no code";
  const code: unknown = Reflect.get(thrown, "code");
  if (typeof code === "string" && /^[A-Z][A-Z_0-9]+$/.test(code)) return code;
  return codeOf(Reflect.get(thrown, "cause"), depth + 1);
}

function allWith(batch: readonly RpcRequest[], fault: Fault): Outcomes {
  return new Map(batch.map(({ id }) => [id, { fault }]));
}

/** Requests as they go out together; what may not be asked twice goes alone, so that nothing else makes it go again. */
function batchesOf(requests: readonly RpcRequest[], size: number): (readonly RpcRequest[])[] {
  const together = requests.filter(({ method }) => isRepeatable(method));
  const alone = requests.filter(({ method }) => !isRepeatable(method));
  const count = Math.ceil(together.length / size);
  return [
    ...Array.from({ length: count }, (_, i) => together.slice(i * size, (i + 1) * size)),
    ...alone.map((request) => [request]),
  ];
}

async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
