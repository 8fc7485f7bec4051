import { KoboldError } from "../core/errors.ts";
import { phrase, renderText } from "../core/phrase.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import { send, settle } from "../vault/resume.ts";
import { OPERATION_STATE_WORDS } from "../vault/words.ts";
import type { Desk } from "./desk.ts";
import { cancelling, overLimit, raised } from "./fees.ts";

/**
 * Sends an operation that waits again, at a higher fee, and waits for it.
 * @throws OPERATION_STATE if it does not wait, RULE_BROKEN over the limit of fees, CHAIN_REFUSED if it would be now, RPC_FAILED
 */
export async function speedUp(desk: Desk, operation: OperationRecord): Promise<OperationRecord> {
  requireWaiting(operation);
  const { port, settings, vault } = desk;
  const transaction = await raised(desk, operation);
  if (transaction === undefined) throw overLimit();
  await send(vault.journal, port, operation, transaction, await port.latestBlock()).catch(decidedByChain);
  return (await settle(vault.journal, operation.id, port, settings)).operation;
}

/**
 * Has a transaction that does nothing take an operation's place. Its lots are free, and its openings go, only once that
 * is final; until then either of the two may be mined. What others were to send is given up at once.
 * @throws OPERATION_STATE if it does not wait, RULE_BROKEN over the limit of fees, RPC_FAILED
 */
export async function cancelOperation(desk: Desk, operation: OperationRecord): Promise<OperationRecord> {
  const { port, settings, vault } = desk;
  if (operation.state === "sent" && operation.transactions.length === 0)
    return vault.journal.record(operation.id, {
      type: "abandoned",
      reason: renderText(phrase`it was given up`),
    });
  requireWaiting(operation);
  const transaction = await cancelling(desk, operation);
  const head = await port.latestBlock();
  await send(vault.journal, port, operation, transaction, head, "cancelling").catch(decidedByChain);
  return (await settle(vault.journal, operation.id, port, { ...settings, until: "final" })).operation;
}

/** What a node refuses may have arrived all the same, or the operation was mined meanwhile. */
function decidedByChain(thrown: unknown): void {
  if (!(thrown instanceof KoboldError && ["RPC_FAILED", "CHAIN_REFUSED"].includes(thrown.code))) throw thrown;
}

function requireWaiting({ id, state, transactions }: OperationRecord): void {
  if (state === "sent" && transactions.at(-1)?.raw != null) return;
  throw new KoboldError(
    "OPERATION_STATE",
    state === "sent"
      ? phrase`operation ${id} is sent by another firm or program`
      : phrase`operation ${id} is ${OPERATION_STATE_WORDS[state]}: it does not wait`,
    phrase`\`operation list\` shows those that wait`,
  );
}
