import type { ChainPort } from "./chain-port.ts";
import type { Inclusion, OperationRecord } from "./operation-record.ts";
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
  const [head, finalized, statuses] = await Promise.all([
    port.latestBlock(),
    port.finalizedBlock(),
    statusesOf(operation, port),
  ]);
  const settled = settledBlock(head, finalized, required);
  const includedAt = (inclusion: Inclusion): Observation => ({
    event: { type: "included", inclusion, isFinal: inclusion.blockNumber <= settled },
    waiting: false,
    head,
  });
  const { reverted, succeeded } = statuses;
  if (succeeded !== undefined) return includedAt(succeeded);
  const [first] = operation.transactions;
  const [done, nonce] = await Promise.all([
    isDone(operation, port, head),
    first === undefined || settled < 0 ? 0 : port.nonceAt(first.from, settled),
  ]);
  if (done) {
    const deep = settled >= 0 && (await isDone(operation, port, settled));
    return includedAt({ hash: null, blockNumber: deep ? settled : head, blockHash: null, succeeded: true });
  }
  if (reverted !== undefined) return includedAt(reverted);
  const taken = first !== undefined && nonce > first.nonce;
  // asked once more behind the nonce: what is mined meanwhile is then never taken for replaced
  const after = taken ? await statusesOf(operation, port) : statuses;
  const mined = after.succeeded ?? after.reverted;
  if (mined !== undefined) return includedAt(mined);
  const cancellations = await Promise.all(
    operation.cancellations.map(({ hash }) => port.transactionStatus(hash)),
  );
  const calledOff = cancellations.some(({ kind }) => kind !== "unknown");
  const waiting = after.waiting || calledOff;
  // what a node knows was not replaced, though it may not find the receipt yet
  if (!taken || after.waiting) return { event: { type: "absent" }, waiting, head };
  const by = await takerOf(operation, port, settled);
  return { event: { type: "replaced", ...(by !== undefined && { by }) }, waiting, head };
}

/** The transaction that took an operation's nonce; whoever does not know it knows all the same that there is one. */
async function takerOf(
  { transactions: [first], cancellations }: OperationRecord,
  port: ChainPort,
  settled: number,
): Promise<string | undefined> {
  if (first?.signed === undefined || cancellations.length > 0) return undefined;
  const { from, nonce, signed } = first;
  return port.transactionOf(from, nonce, signed.block, settled).catch(() => undefined);
}

/** The last block that is taken as final: so the chain must call it, if it calls any so, and so deep it must be. */
function settledBlock(head: number, finalized: number | undefined, required: number): number {
  const deep = head - required + 1;
  // one above its own newest block is nothing to go by
  return finalized === undefined || finalized > head ? deep : Math.min(deep, finalized);
}

interface Statuses {
  readonly succeeded?: Inclusion;
  readonly reverted?: Inclusion;
  /** Whether the node has a transaction of it waiting. */
  readonly waiting: boolean;
}

async function statusesOf({ transactions }: OperationRecord, port: ChainPort): Promise<Statuses> {
  const statuses = await Promise.all(
    transactions.map(async ({ hash }) => ({ hash, ...(await port.transactionStatus(hash)) })),
  );
  const inclusions = statuses.flatMap((status) => {
    if (status.kind !== "mined") return [];
    const { hash, blockNumber, blockHash, succeeded } = status;
    return [{ hash, blockNumber, blockHash, succeeded }];
  });
  const succeeded = inclusions.find((each) => each.succeeded);
  const reverted = inclusions.at(-1);
  return {
    ...(succeeded && { succeeded }),
    ...(reverted && { reverted }),
    waiting: statuses.some(({ kind }) => kind === "pending"),
  };
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
