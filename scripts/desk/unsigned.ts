import type { ContractDeployTransaction, ContractTransaction } from "ethers";

import { refusable } from "../chain/refusal.ts";
import { answer } from "../chain/rpc.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { OperationPlan } from "../vault/operation-record.ts";
import type { Desk, UnsignedTransaction } from "./desk.ts";

/** Ends a command: it is for the account's owners now. */
export class LeftToOwners extends Error {
  readonly transaction: UnsignedTransaction;

  constructor(transaction: UnsignedTransaction) {
    super("left to the account's owners");
    this.transaction = transaction;
  }
}

/**
 * Hands an operation to the account's owners: its openings on disk, then the call tried out, and then given away.
 * @throws LeftToOwners always, unless it fails: RULE_BROKEN for what such an account can't do, CHAIN_REFUSED, …
 */
export async function leaveToOwners(
  { account, port: { deployment }, provider, vault: { journal } }: Desk,
  plan: OperationPlan,
  build: () => Promise<ContractTransaction | ContractDeployTransaction>,
  give: (transaction: UnsignedTransaction) => void,
): Promise<never> {
  const prepared = isShownByLots(plan) ? journal.prepare(plan) : undefined;
  let operation = prepared;
  try {
    const { to, data } = { to: undefined, ...(await build()) };
    if (to === undefined) {
      throw new KoboldError(
        "RULE_BROKEN",
        phrase`account ${account} can't deploy a contract by a transaction that others sign`,
        phrase`deploy it with another account, and name it, such as with --intake`,
      );
    }
    await answer(phrase`answer`, refusable(provider.call({ from: account, to, data })));
    // before the file exists: what it says may be sent as soon as it does
    if (prepared !== undefined) operation = journal.record(prepared.id, { type: "handedOver" });
    const transaction = { chainId: deployment.chainId, from: account, to, data, operation };
    give(transaction);
    throw new LeftToOwners(transaction);
  } catch (error) {
    if (prepared !== undefined && !(error instanceof LeftToOwners)) {
      const reason = error instanceof Error ? error.message : String(error);
      journal.record(prepared.id, { type: "abandoned", reason });
    }
    throw error;
  }
}

/** Whether the lots show that it was carried out; what the vault can't find again it does not keep as under way. */
function isShownByLots({ kind, parents, children }: OperationPlan): boolean {
  return children.length > 0 || (parents.length > 0 && kind !== "claim");
}
