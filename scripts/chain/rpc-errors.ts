import { logLimitOf } from "./log-limits.ts";

/** The error of a JSON-RPC answer. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/**
 * What follows of a node's error: `busy` and `behind` may be asked again, `busy` of the same node later, `behind` of
 * another first; `answer` is for whoever asked.
 */
export type ErrorKind = "busy" | "behind" | "answer";

/** EIP-1474's "limit exceeded" (Infura, Tenderly), Base, QuickNode by second and minute, Ankr; HTTP's number. */
const BUSY_CODES: readonly number[] = [-32_005, -32_016, -32_007, -32_008, -32_090, 429];

const BUSY = new RegExp(
  [
    String.raw`rate[ -]?limit`,
    String.raw`too many (?:requests|connections|concurrent)`,
    String.raw`compute units`,
    String.raw`request (?:rate|count|limit)`,
    String.raw`(?:usage|requests?|plan|credits?) (?:limit|quota)`,
    String.raw`quota`,
    String.raw`capacity (?:limit|exceeded|reached)|(?:over|at|exceeded \w+) capacity`,
    String.raw`limit (?:exceeded|reached)`,
    String.raw`throttl`,
    String.raw`(?:try|retry) (?:again )?(?:later|in \d)`,
    String.raw`temporar(?:y|ily)`,
    String.raw`overloaded|\bbusy\b`,
    String.raw`no (?:\w+ )*(?:backend|upstream|node|server|provider)s?\b`,
    String.raw`(?:service|currently) unavailable|bad gateway`,
    String.raw`tim(?:eout|ed out)`,
  ].join("|"),
  "i",
);

const BEHIND = new RegExp(
  [
    String.raw`header (?:for hash )?not found`,
    String.raw`unknown block`,
    String.raw`block (?:\S+ )?(?:is |was )?not (?:yet )?(?:found|available)`,
    String.raw`could ?n[o']t find (?:block|header)`,
    String.raw`missing trie node`,
    String.raw`(?:after|beyond) (?:the )?(?:last accepted|current|head)\b[ \w]*(?:block)?`,
    String.raw`unfinalized data`,
    String.raw`state [ \w]*(?:not|un)[ -]?available`,
    String.raw`BlockOutOfRange`,
    String.raw`\bis syncing\b`,
  ].join("|"),
  "i",
);

/** What a node says of a transaction that it does not take, or has taken before. */
const REFUSALS = {
  known:
    /already (?:known|imported|exists|in (?:the )?(?:\w+ )?(?:mem)?pool)|known transaction|AlreadyKnown|same hash/i,
  nonce: /nonce (?:\w+ )*(?:too low|used|expired|lower)|nonce too low|OldNonce/i,
  funds:
    /insufficient ?(?:funds|balance)|not enough (?:funds|balance|ether)|have enough funds|(?:upfront cost|cost) exceeds[ \w]*balance/i,
  fee: /underpriced|fee ?(?:is )?too ?low|gas ?price (?:is )?(?:too low|below)|(?:max fee per gas|maxFeePerGas)[\w ]*(?:less|lower|too low|below)|below[ \w]*minimum|(?:tip|priority fee)[ \w]*(?:low|below)/i,
  rule: /intrinsic gas|exceeds? (?:the )?(?:\w+ )?(?:block )?gas limit|gas limit (?:is )?too (?:high|low)|gas required exceeds|invalid (?:sender|signature|chain ?id)|chain ?id (?:mismatch|does)|incorrect chain|transaction type not supported|only replay-protected|exceeds the configured cap|nonce (?:\w+ )*too high|oversized|initcode|FeeTooHigh|\brlp\b/i,
} as const;
export type TransactionRefusal = keyof typeof REFUSALS;

/** Why a node does not take a transaction, as far as its words tell; undefined where sending it again may help. */
export function refusalOf({ message, data }: RpcError): TransactionRefusal | undefined {
  const text = typeof data === "string" ? `${message} ${data}` : message;
  if (isRevert({ message })) return undefined;
  const kinds = ["known", "nonce", "funds", "fee", "rule"] as const;
  return kinds.find((kind) => REFUSALS[kind].test(text));
}

/** In place of a method: what asks for the last final block, which not every node knows of. */
export const FINALIZED = "finalized";

/** What follows of an error for whoever asked by this method. */
export function kindOf(method: string, error: RpcError): ErrorKind {
  if (isSettled(method, error)) return "answer";
  const text = wordsOf(error);
  if (BEHIND.test(text)) return method === FINALIZED ? "answer" : "behind";
  // "invalid params" stays so, unless a block is what is wrong with them
  if (error.code === -32_602) return "answer";
  return BUSY_CODES.includes(error.code) || BUSY.test(text) ? "busy" : "answer";
}

/** Whether an error answers what was asked, with whatever HTTP status it comes. */
export function isSettled(method: string, error: RpcError): boolean {
  return (
    isRevert(error) ||
    error.code === -32_601 ||
    (method === "eth_getLogs" && logLimitOf(error) !== undefined) ||
    (/^eth_(sendRawTransaction|estimateGas|call)$/.test(method) && refusalOf(error) !== undefined)
  );
}

/** The message, and what some providers say in the data alone. */
export function wordsOf({ message, data }: RpcError): string {
  const more: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "message") : data;
  return typeof more === "string" && !more.startsWith("0x") ? `${message} ${more}` : message;
}

/** Nodes tell a revert without data in words only: geth, Hardhat, Nethermind ("Reverted 0x" beside a message). */
export function isRevert(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const [code, message, data] = ["code", "message", "data"].map((key): unknown => Reflect.get(error, key));
  const says = [message, data].some((text) => typeof text === "string" && /\brevert(ed)?\b/i.test(text));
  // some nodes put the error itself into the data of another
  return code === 3 || says || isRevert(data);
}

/** Of a refused batch: how many requests the node takes at once; 1 if it says no number. */
export function batchLimitOf(text: string, sent: number): number {
  const numbers = [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const named = numbers.filter((each) => each > 1 && each < sent);
  if (named.length > 0) return Math.max(...named);
  return /too (?:large|big|many)|exceed|limit|maximum/i.test(text) ? Math.floor(sent / 2) : 1;
}

/** Whether an error of one request in a batch, or of the whole, is about there being a batch. */
export function isOfBatch(error: RpcError): boolean {
  return /batch/i.test(wordsOf(error));
}
