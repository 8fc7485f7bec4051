import type { OperationStruct } from "../../types/contracts/CobaltLot.ts";
import { dayOfWhen } from "../core/calendar.ts";
import { type CircuitInputs, scalarInput, usedInputs } from "../core/circuit-inputs.ts";
import { type OperationContext, ZERO_ADDRESS } from "./hashes.ts";

/** In the order of CobaltLot's `OperationKind`, which is that of the circuits. */
const LOT_OPERATION_KINDS = ["mint", "split", "merge", "refine"] as const;
export type LotOperationKind = (typeof LOT_OPERATION_KINDS)[number];

/** An operation as `CobaltLot.execute` takes it, from its circuit's inputs, its proof and what it is bound to. */
export function operationOf(
  kind: LotOperationKind,
  inputs: CircuitInputs,
  proof: readonly bigint[],
  { recipient, documentsHash, note, submitter }: OperationContext,
): OperationStruct {
  const site = (name: string) => (kind === "mint" || kind === "refine" ? scalarInput(inputs, name) : 0n);
  return {
    kind: LOT_OPERATION_KINDS.indexOf(kind),
    sameProvenance: kind === "merge" && scalarInput(inputs, "sameProvenance") === 1n,
    ...lotsOf(kind, inputs),
    registry: site("registry"),
    day: dayOfWhen(site("when")),
    permit: site("permit"),
    recipient: recipient ?? ZERO_ADDRESS,
    submitter: submitter ?? ZERO_ADDRESS,
    documentsHash,
    note,
    proof: [...proof],
  };
}

function lotsOf(kind: LotOperationKind, inputs: CircuitInputs): { parents: bigint[]; children: bigint[] } {
  const one = (name: string) => [scalarInput(inputs, name)];
  switch (kind) {
    case "mint":
      return { parents: [], children: one("lotId") };
    case "split":
      return { parents: one("parent"), children: usedInputs(inputs, "children") };
    case "merge":
      return { parents: usedInputs(inputs, "parents"), children: one("child") };
    case "refine":
      return { parents: one("parent"), children: one("child") };
  }
}
