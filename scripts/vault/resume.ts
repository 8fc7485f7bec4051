import { setTimeout as delay } from "node:timers/promises";

import { phrase, renderText } from "../core/phrase.ts";
import { TransactionRefused } from "../core/transaction-refused.ts";
import { type ChainPort, guardedPort } from "./chain-port.ts";
import type { Journal } from "./journal.ts";
import { observe, type Observation } from "./observe.ts";
import { isFinished, type OperationRecord, type SignedTransaction } from "./operation-record.ts";

/** Called between any two steps; a test ends the process there. */
export type StepHook = (step: string, operation: OperationRecord) => void | Promise<void>;

export interface ResumeOptions {
  /**
   * Confirmations after which a block is taken as final; 1 is the block itself. Where the chain itself calls blocks
   * final, it must have called it so, too.
   */
  readonly confirmations: number;
  /** How long to wait for an answer of the node, in milliseconds; 120 s by default. */
  readonly rpcTimeoutMs?: number;
  readonly onStep?: StepHook;
  /**
   * Signs the operation's call again at a higher fee, same account and nonce, for one that has waited long; undefined
   * where it should not be raised.
   */
  readonly raise?: (operation: OperationRecord) => Promise<(SignedTransaction & { raw: string }) | undefined>;
}

/** An operation whose transaction has waited for either of these pays more, so many times at most. */
const PATIENCE = { ms: 180_000, blocks: 12, raises: 5 };

/** What became of one operation. */
export interface Resumed {
  readonly operation: OperationRecord;
  /** Why it could not be brought further: a node that does not answer, or refuses the transaction. */
  readonly problem?: unknown;
}

const POLL_MS = 500;

/**
 * Brings every operation under way on the port's deployment as far as the chain allows, once. Run it when a vault is
 * opened, before anything new is prepared: an operation that was only prepared is then given up, for its transaction
 * was never signed. Running it twice, or dying anywhere inside it, does no harm.
 */
export async function resume(journal: Journal, port: ChainPort, options: ResumeOptions): Promise<Resumed[]> {
  const results: Resumed[] = [];
  // looked at together, as they may be many
  const looks = journal.unfinished(port.deployment).map((operation) => {
    const looked = operation.state === "prepared" ? undefined : look(operation, port, options);
    return { operation, looked };
  });
  for (const { operation, looked } of looks) {
    if (looked === undefined) {
      const reason = renderText(phrase`the process ended before its transaction was signed`);
      results.push({ operation: journal.record(operation.id, { type: "abandoned", reason }) });
    } else {
      results.push(await follow(journal, operation, port, options, await looked));
    }
  }
  return results;
}

/** Looks once what the chain says of an operation that may have left, records it, and sends it again if it is lost. */
export async function advance(
  journal: Journal,
  id: string,
  port: ChainPort,
  options: ResumeOptions,
): Promise<Resumed> {
  const before = journal.require(id);
  if (isFinished(before)) return { operation: before };
  return follow(journal, before, port, options, await look(before, port, options));
}

/** @returns what was seen, or why nothing was */
async function look(
  operation: OperationRecord,
  port: ChainPort,
  { confirmations, rpcTimeoutMs }: ResumeOptions,
): Promise<{ readonly observation: Observation } | { readonly problem: unknown }> {
  try {
    return { observation: await observe(operation, guardedPort(port, rpcTimeoutMs), confirmations) };
  } catch (problem) {
    return { problem };
  }
}

async function follow(
  journal: Journal,
  before: OperationRecord,
  port: ChainPort,
  { rpcTimeoutMs, onStep, raise }: ResumeOptions,
  looked: Awaited<ReturnType<typeof look>>,
): Promise<Resumed> {
  if ("problem" in looked) return { operation: before, problem: looked.problem };
  const { observation } = looked;
  const chain = guardedPort(port, rpcTimeoutMs);
  await onStep?.("observed", before);
  const operation = journal.record(before.id, observation.event);
  await onStep?.(operation.state, operation);
  if (observation.event.type !== "absent") return { operation };
  try {
    if (hasWaited(operation, observation.head)) {
      const transaction = await raise?.(operation);
      if (transaction !== undefined) {
        return { operation: await send(journal, chain, operation, transaction, observation.head) };
      }
    }
    const raw = [...operation.transactions, ...operation.cancellations].at(-1)?.raw ?? null;
    if (observation.waiting || raw === null) return { operation };
    await chain.broadcast(raw);
  } catch (problem) {
    return { operation, problem };
  }
  await onStep?.("broadcast", operation);
  return { operation };
}

/** Puts a transaction that replaces the operation's earlier ones on disk, then on its way. @throws RPC_FAILED */
export async function send(
  journal: Journal,
  port: ChainPort,
  { id }: OperationRecord,
  transaction: SignedTransaction & { raw: string },
  block: number,
  type: "signed" | "cancelling" = "signed",
): Promise<OperationRecord> {
  const signed = { at: Date.now(), block };
  const operation = journal.record(id, { type, transaction: { ...transaction, signed } });
  await port.broadcast(transaction.raw);
  return operation;
}

function hasWaited({ transactions, cancellations }: OperationRecord, head: number): boolean {
  const last = transactions.at(-1)?.signed;
  if (last === undefined || cancellations.length > 0 || transactions.length > PATIENCE.raises) return false;
  return Date.now() - last.at >= PATIENCE.ms || head - last.block >= PATIENCE.blocks;
}

export interface SettleOptions extends ResumeOptions {
  /** How long to wait in all, in milliseconds. */
  readonly timeoutMs: number;
  readonly pollMs?: number;
  /** What to wait for; `mined` by default: the vault is this process's alone, and finality may take long. */
  readonly until?: "mined" | "final";
}

/**
 * Advances one operation until it is mined or settled, or the time is over: then it is as it was last seen. So it is
 * too if no node takes its transaction as it is: whoever has its bytes could still send them, so it is not failed.
 */
export async function settle(
  journal: Journal,
  id: string,
  port: ChainPort,
  { timeoutMs, pollMs = POLL_MS, until = "mined", ...options }: SettleOptions,
): Promise<Resumed> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const resumed = await advance(journal, id, port, options);
    const done = isFinished(resumed.operation) || (until === "mined" && resumed.operation.state === "mined");
    // waiting would not change it
    const isRefused = resumed.problem instanceof TransactionRefused;
    const isLeft = resumed.operation.transactions.length === 0;
    if (done || isRefused || isLeft || Date.now() + pollMs > deadline) return resumed;
    await delay(pollMs);
  }
}
