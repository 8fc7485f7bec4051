import { hexOfBytes } from "../core/bytes.ts";
import { bytesOfInteger, encodeRlp, type Rlp } from "./rlp.ts";
import { contradicted, unchecked } from "./unmet.ts";
import { bytesOfDigits, keccakBytes } from "./words.ts";

/** What the anchor fixes of its block. */
export interface Header {
  readonly number: number;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly stateRoot: Uint8Array;
}

/** The fields that every header has, in order, and how each is encoded. */
const FIRST = {
  parentHash: "bytes",
  sha3Uncles: "bytes",
  miner: "bytes",
  stateRoot: "bytes",
  transactionsRoot: "bytes",
  receiptsRoot: "bytes",
  logsBloom: "bytes",
  difficulty: "number",
  number: "number",
  gasLimit: "number",
  gasUsed: "number",
  timestamp: "number",
  extraData: "bytes",
  mixHash: "bytes",
  nonce: "bytes",
} as const;
/** Those that forks added, in order: London, Shanghai, Cancun (three), Prague. Osaka added none. */
const ADDED = {
  baseFeePerGas: "number",
  withdrawalsRoot: "bytes",
  blobGasUsed: "number",
  excessBlobGas: "number",
  parentBeaconBlockRoot: "bytes",
  requestsHash: "bytes",
} as const;
/** What a node says of a block beside its header. */
const BESIDE = ["hash", "size", "totalDifficulty", "uncles", "transactions", "withdrawals"];
const MOST_DIGITS = 2_048;

/**
 * The header that a node gives, if it hashes to `blockHash`: then every field of it is the anchor's.
 * @throws Unmet block-unknown, rpc-answer-malformed, header-differs; header-unknown where the block has fields of a fork
 * after Osaka, so that its hash can't be formed
 */
export function headerOf(block: unknown, blockHash: string): Header {
  if (block === null || block === undefined) throw unchecked("block-unknown", { expected: blockHash });
  if (typeof block !== "object") throw unchecked("rpc-answer-malformed");
  const fields = new Map<string, unknown>(Object.entries(block));
  const has = (name: string) => (fields.get(name) ?? undefined) !== undefined;
  const names = [...Object.entries(FIRST), ...Object.entries(ADDED).filter(([name]) => has(name))];
  const items = names.map(([name, kind]) => fieldOf(fields.get(name), kind));
  const found = hexOfBytes(keccakBytes(encodeRlp(items)));
  if (found !== blockHash) {
    const known = [...Object.keys(FIRST), ...Object.keys(ADDED), ...BESIDE];
    const isNewer = [...fields.keys()].some((name) => has(name) && !known.includes(name));
    if (isNewer) throw unchecked("header-unknown", { expected: blockHash });
    throw contradicted("header-differs", { expected: blockHash, found });
  }
  const stateRoot = fieldOf(fields.get("stateRoot"), "bytes");
  return {
    number: Number(fields.get("number")),
    timestamp: Number(fields.get("timestamp")),
    stateRoot,
  };
}

function fieldOf(value: unknown, kind: "bytes" | "number"): Uint8Array & Rlp {
  if (typeof value !== "string" || value.length > MOST_DIGITS) throw unchecked("rpc-answer-malformed");
  if (kind === "bytes" && /^0x([0-9a-fA-F]{2})*$/.test(value)) return bytesOfDigits(value.slice(2));
  if (kind === "number" && /^0x[0-9a-fA-F]+$/.test(value)) return bytesOfInteger(BigInt(value));
  throw unchecked("rpc-answer-malformed");
}
