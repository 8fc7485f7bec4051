import type { ContractTransaction, TransactionReceipt } from "ethers";

import { readRoleCall } from "../chain/role-call.ts";
import { asJson } from "../core/json.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import { carryOut, receiptOf } from "./carry-out.ts";
import type { Desk } from "./desk.ts";

/**
 * Has the chain do what concerns no lot of the vault.
 * @param context what is done, in words
 * @throws CHAIN_REFUSED, RPC_FAILED
 */
export async function act(
  desk: Desk,
  context: string,
  called: Promise<ContractTransaction>,
): Promise<OperationRecord> {
  const call = await called;
  const intent = asJson([call.to, call.data]);
  const plan = { kind: "other", parents: [], children: [], context, intent } as const;
  return carryOut(desk, plan, () => Promise.resolve(call));
}

/**
 * As `act`, for what only a role may do. Where the role acts after a delay, the call is announced first, for all to see,
 * and sent once the delay is over: by the same call again.
 * @throws RULE_BROKEN where it was announced and the delay is not over, CHAIN_REFUSED, RPC_FAILED
 */
export async function actAsRole(
  desk: Desk,
  context: string,
  called: Promise<ContractTransaction>,
): Promise<OperationRecord> {
  const { account, provider } = desk;
  const call = await called;
  const before = await readRoleCall(provider, account, call);
  const isNew = before.due === undefined;
  if (isNew) await act(desk, `announce: ${context}`, before.announcement());
  const { due = 0n, now } = isNew ? await readRoleCall(provider, account, call) : before;
  if (now >= due) return act(desk, context, Promise.resolve(call));
  const time = new Date(Number(due) * 1_000).toISOString();
  throw new KoboldError(
    "RULE_BROKEN",
    isNew
      ? phrase`the role acts only after a delay: this is announced now, and may be done from ${time} on`
      : phrase`the role acts only after a delay: this was announced, and may be done from ${time} on`,
    phrase`give the same command again then`,
  );
}

/** What an action came to. @throws RPC_FAILED where the node does not show it */
export function outcomeOf(desk: Desk, operation: OperationRecord): Promise<TransactionReceipt> {
  return receiptOf(desk, operation, phrase`look at what the chain shows of it`);
}
