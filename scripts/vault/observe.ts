import type { ChainPort } from "./chain-port.ts";
import type { OperationRecord } from "./operation-record.ts";
import type { OperationEvent } from "./operation-state.ts";

export interface Observation {
  readonly event: Extract<OperationEvent, { type: "included" | "absent" | "replaced" }>;
  /** Whether the node has a transaction of it waiting, so that sending it again is needless. */
  readonly waiting: boolean;
  /** The latest block. */
  readonly head: number;
}

/**
 * What the chain says of an operation that may have left. What it *did* counts before how its transaction fared: a
 * stranger may have sent the same proof first, whereupon ours reverts and yet the lots are there.
 */
export async function observe(
  operation: OperationRecord,
  port: ChainPort,
  required: number,
): Promise<Observation> {
  // Head and nonce come first: a transaction that is mined meanwhile is then never taken for a replaced one.
  const head = await port.latestBlock();
  const settled = head - required + 1;
  const [first] = operation.transactions;
  const taken =
    first !== undefined && settled >= 0 && (await port.nonceAt(first.from, settled)) > first.nonce;
  let waiting = false;
  let reverted: Observation | undefined;
  for (const { hash } of operation.transactions) {
    const status = await port.transactionStatus(hash);
    waiting ||= status.kind === "pending";
    if (status.kind !== "mined") continue;
    const { blockNumber, blockHash, succeeded } = status;
    const seen: Observation = {
      event: {
        type: "included",
        inclusion: { hash, blockNumber, blockHash, succeeded },
        confirmations: head - blockNumber + 1,
      },
      waiting: false,
      head,
    };
    if (succeeded) return seen;
    reverted = seen;
  }
  if (await isDone(operation, port, head)) {
    const deep = settled >= 0 && (await isDone(operation, port, settled));
    return {
      event: {
        type: "included",
        inclusion: { hash: null, blockNumber: deep ? settled : head, blockHash: null, succeeded: true },
        confirmations: deep ? required : 1,
      },
      waiting: false,
      head,
    };
  }
  let calledOff = false;
  for (const { hash } of operation.cancellations)
    calledOff ||= (await port.transactionStatus(hash)).kind !== "unknown";
  // what a node knows was not replaced, though it may not find the receipt yet
  const type = taken && !waiting ? "replaced" : "absent";
  return reverted ?? { event: { type }, waiting: waiting || calledOff, head };
}

/** Whether the lots show that it was carried out; false as well where they can't show it. */
async function isDone(operation: OperationRecord, port: ChainPort, blockNumber: number): Promise<boolean> {
  const { kind, account, parents, children, transactions } = operation;
  const [child] = children;
  if (child !== undefined) {
    const { status, owner } = await port.lotAt(child, blockNumber);
    return kind === "accept" ? owner.toLowerCase() === account.toLowerCase() : status !== "unknown";
  }
  const [parent] = parents;
  // where there is a transaction, it tells more surely
  if (parent === undefined || (kind !== "retire" && transactions.length > 0)) return false;
  const { status, owner } = await port.lotAt(parent, blockNumber);
  if (kind === "retire") return status === "retired";
  const isOurs = owner.toLowerCase() === account.toLowerCase();
  return (
    (kind === "offer" && status === "offered") ||
    (kind === "cancel" && status === "active" && isOurs) ||
    (kind === "transfer" && !isOurs)
  );
}
