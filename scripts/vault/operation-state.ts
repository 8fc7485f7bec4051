import { KoboldError } from "../core/errors.ts";
import { phrase, renderText, type Text } from "../core/phrase.ts";
import type { Inclusion, OperationRecord, SignedTransaction } from "./operation-record.ts";
import { OPERATION_STATE_WORDS } from "./words.ts";

/** What happens to an operation, or is seen of it. */
export type OperationEvent =
  /** A transaction was signed, the first or one that replaces an earlier one; it is about to be sent. */
  | { readonly type: "signed"; readonly transaction: SignedTransaction }
  /** A transaction that does nothing was signed, to take the place of those before. */
  | { readonly type: "cancelling"; readonly transaction: SignedTransaction }
  /** Someone else will send it: a multi-signature account, or the owner of a toll-refined lot. */
  | { readonly type: "handedOver" }
  /** Given up before any transaction was signed. */
  | { readonly type: "abandoned"; readonly reason: string }
  /** The chain has carried it out, or its transaction reverted. */
  | { readonly type: "included"; readonly inclusion: Inclusion; readonly isFinal: boolean }
  /** The chain has no trace of it. */
  | { readonly type: "absent" }
  /** Another transaction took its nonce, deep enough in the chain that this one can't come back. */
  | {
      readonly type: "replaced";
      /** Its hash, where it could be found. */
      readonly by?: string;
    };

/**
 * The operation after an event; the same object if nothing changes.
 * @throws OPERATION_STATE if the event can't happen in this state
 */
export function afterEvent(operation: OperationRecord, event: OperationEvent): OperationRecord {
  const { state } = operation;
  switch (event.type) {
    case "signed":
      if (state !== "prepared" && state !== "sent") break;
      requireSameNonce(operation, event.transaction);
      if (operation.transactions.some(({ hash }) => hash === event.transaction.hash)) return operation;
      return {
        ...operation,
        state: "sent",
        transactions: [...operation.transactions, event.transaction],
      };
    case "cancelling":
      if (state !== "sent" || operation.transactions.length === 0) break;
      requireSameNonce(operation, event.transaction);
      return { ...operation, cancellations: [...operation.cancellations, event.transaction] };
    case "handedOver":
      if (state === "prepared") return { ...operation, state: "sent" };
      break;
    case "abandoned":
      // what someone else holds may be given up too, when its owner knows that it won't be sent
      if (state === "prepared" || (state === "sent" && operation.transactions.length === 0)) {
        return failed(operation, event.reason);
      }
      break;
    case "included":
      if (state === "sent" || state === "mined") return included(operation, event);
      break;
    case "absent":
      if (state === "sent") return operation;
      // a reorganisation has dropped it
      if (state === "mined") return { ...operation, state: "sent", inclusion: null };
      break;
    case "replaced":
      if (state === "sent" || state === "mined") {
        const { by } = event;
        const taken =
          by === undefined
            ? phrase`another transaction took its nonce; the node does not tell which`
            : phrase`another transaction took its nonce`;
        const reason = operation.cancellations.length > 0 ? phrase`it was cancelled` : taken;
        return failed({ ...operation, inclusion: null, ...(by !== undefined && { replacedBy: by }) }, reason);
      }
      break;
  }
  throw new KoboldError(
    "OPERATION_STATE",
    phrase`operation ${operation.id} is ${OPERATION_STATE_WORDS[state]}: it can't become ${event.type}`,
    phrase`resume the operations of the vault, then look at its state`,
  );
}

function included(
  operation: OperationRecord,
  { inclusion, isFinal }: Extract<OperationEvent, { type: "included" }>,
): OperationRecord {
  if (isFinal) {
    // a revert, too, waits for this: another order of the blocks might let it pass
    if (!inclusion.succeeded) return failed({ ...operation, inclusion }, phrase`the contract refused it`);
    return { ...operation, state: "final", inclusion };
  }
  const before = operation.inclusion;
  if (
    operation.state === "mined" &&
    before?.hash === inclusion.hash &&
    before.blockHash === inclusion.blockHash &&
    before.succeeded === inclusion.succeeded
  ) {
    return operation;
  }
  return { ...operation, state: "mined", inclusion };
}

function failed(operation: OperationRecord, failure: Text): OperationRecord {
  return { ...operation, state: "failed", failure: renderText(failure) };
}

function requireSameNonce(operation: OperationRecord, { from, nonce }: SignedTransaction): void {
  const first = operation.transactions[0];
  if (first === undefined || (first.nonce === nonce && first.from.toLowerCase() === from.toLowerCase())) {
    return;
  }
  throw new KoboldError(
    "OPERATION_STATE",
    phrase`operation ${operation.id} was signed by ${first.from} with nonce ${first.nonce}: a second transaction of ${from} with nonce ${nonce} could be carried out as well`,
    phrase`sign the replacement with the same account and nonce`,
  );
}
