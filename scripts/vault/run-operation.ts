import { type ChainPort, guardedPort } from "./chain-port.ts";
import type { Journal } from "./journal.ts";
import type { OperationPlan, OperationRecord, SignedTransaction } from "./operation-record.ts";
import { type Resumed, settle, type SettleOptions } from "./resume.ts";

export interface RunOptions extends SettleOptions {
  readonly plan: OperationPlan;
  /** The account that sends the transaction. */
  readonly sender: string;
  /** Proves and signs; its transaction has not left when it returns. */
  readonly sign: (operation: OperationRecord, nonce: number) => Promise<SignedTransaction & { raw: string }>;
}

/**
 * Carries out one operation: openings on disk, then proof and signature, the signed transaction on disk, and only
 * then on its way; then waits as `settle` does. Steps: prepared, signed, sent, broadcast, and
 * those of `advance`. If signing fails, the operation has failed and its lots are free again.
 * @throws VAULT_CONFLICT, RPC_FAILED, and whatever `sign` throws; after the signature nothing but faults of the vault
 */
export async function runOperation(journal: Journal, port: ChainPort, options: RunOptions): Promise<Resumed> {
  const { plan, sender, sign, onStep } = options;
  const chain = guardedPort(port, options.rpcTimeoutMs);
  const prepared = journal.prepare(plan);
  await onStep?.("prepared", prepared);
  let transaction: SignedTransaction & { raw: string };
  try {
    const [block, onChain] = await Promise.all([chain.latestBlock(), chain.nonceAt(sender, "latest")]);
    const nonce = journal.nextNonce(port.deployment.chainId, sender, onChain);
    transaction = { ...(await sign(prepared, nonce)), signed: { at: Date.now(), block } };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    journal.record(prepared.id, { type: "abandoned", reason });
    throw error;
  }
  await onStep?.("signed", prepared);
  const sent = journal.record(prepared.id, { type: "signed", transaction });
  await onStep?.("sent", sent);
  try {
    await chain.broadcast(transaction.raw);
  } catch {
    // It may have arrived all the same: the chain decides, and `settle` sends it again.
  }
  await onStep?.("broadcast", sent);
  return settle(journal, sent.id, port, options);
}
