import type { LotState } from "./lot-record.ts";
import { isCarriedOut, type OperationKind, type OperationRecord } from "./operation-record.ts";

/** What becomes of a lot that an operation uses. */
const AFTERWARDS: Readonly<Record<OperationKind, LotState>> = {
  mint: "consumed",
  split: "consumed",
  merge: "consumed",
  refine: "consumed",
  batch: "consumed",
  retire: "retired",
  offer: "offered",
  cancel: "active",
  accept: "active",
  reject: "transferred",
  adopt: "active",
  transfer: "transferred",
  claim: "active",
  other: "active",
};

/** The state that a lot must be in before an operation of this kind may use it. */
export function stateBefore(kind: OperationKind): LotState {
  return kind === "cancel" ? "offered" : "active";
}

/** A lot's state from that before its operations, and those operations, oldest first. */
export function stateAfter(id: bigint, base: LotState, operations: readonly OperationRecord[]): LotState {
  return operations.reduce((state, operation) => {
    if (operation.state === "failed") return state;
    const made = operation.children.includes(id);
    if (isCarriedOut(operation))
      return operation.parents.includes(id) ? AFTERWARDS[operation.kind] : "active";
    return made ? "pending" : "busy";
  }, base);
}
