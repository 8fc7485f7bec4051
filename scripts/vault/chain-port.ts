import type { Deployment } from "../core/deployment.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { within } from "../core/within.ts";

export type TransactionStatus =
  /** `unknown`: not in the chain and, as far as the node knows, not waiting either. */
  | { readonly kind: "unknown" | "pending" }
  | {
      readonly kind: "mined";
      readonly blockNumber: number;
      readonly blockHash: string;
      readonly succeeded: boolean;
    };

/** What the chain says of a lot. */
export interface LotOnChain {
  readonly status: "unknown" | "active" | "offered" | "held" | "consumed" | "retired";
  readonly owner: string;
}

/** All that the journal asks of a chain. Block numbers are those of blocks whose end state is meant. */
export interface ChainPort {
  /** The deployment that it looks at. */
  readonly deployment: Deployment;
  latestBlock(): Promise<number>;
  /** The last block that the chain itself calls final; undefined where it calls none so. */
  finalizedBlock(): Promise<number | undefined>;
  transactionStatus(hash: string): Promise<TransactionStatus>;
  /** How many transactions of an account the chain has up to this block. */
  nonceAt(address: string, block: number | "latest"): Promise<number>;
  lotAt(id: bigint, blockNumber: number): Promise<LotOnChain>;
  /**
   * The transaction by which an account used a nonce, which it had not used at the end of the first block and had at the
   * end of the last; undefined where the node does not tell.
   */
  transactionOf(address: string, nonce: number, first: number, last: number): Promise<string | undefined>;
  /** Sends a signed transaction; sending it again must do no harm. @throws TransactionRefused if no node takes it */
  broadcast(raw: string): Promise<void>;
}

/** The same port, which gives up after `timeoutMs`, later than a node does itself, and lets no senseless answer through. @throws RPC_FAILED */
export function guardedPort(port: ChainPort, timeoutMs = 120_000): ChainPort {
  const ask = async <T>(what: Text, answer: Promise<T>, makesSense: (answer: T) => boolean): Promise<T> => {
    const value = await within(what, answer, timeoutMs);
    if (makesSense(value)) return value;
    throw new KoboldError(
      "RPC_FAILED",
      phrase`the node gave an invalid ${what}: ${JSON.stringify(value)}`,
      phrase`nothing was changed: try again, or use another RPC URL`,
    );
  };
  return {
    deployment: port.deployment,
    latestBlock: () => ask(phrase`block number`, port.latestBlock(), isCount),
    finalizedBlock: () =>
      ask(phrase`block number`, port.finalizedBlock(), (block) => block === undefined || isCount(block)),
    transactionStatus: (hash) =>
      ask(
        phrase`receipt`,
        port.transactionStatus(hash),
        (status) => status.kind !== "mined" || isCount(status.blockNumber),
      ),
    nonceAt: (address, block) => ask(phrase`nonce`, port.nonceAt(address, block), isCount),
    lotAt: (id, blockNumber) => ask(phrase`lot`, port.lotAt(id, blockNumber), () => true),
    transactionOf: (address, nonce, first, last) =>
      ask(phrase`transaction`, port.transactionOf(address, nonce, first, last), () => true),
    broadcast: (raw) => ask(phrase`acknowledgement`, port.broadcast(raw), () => true),
  };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
