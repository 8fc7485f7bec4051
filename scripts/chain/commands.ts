import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { dayOfWhen } from "../core/calendar.ts";
import { type CircuitInputs, scalarInput, usedInputs } from "../core/circuit-inputs.ts";
import { type OperationContext, ZERO_ADDRESS } from "./hashes.ts";

/** The operations that make lots, in the order of CobaltLot's `OperationKind`, which is that of the circuits. */
export type LotOperationKind = "mint" | "split" | "merge" | "refine";

let parsed: ReturnType<typeof CobaltLot__factory.createInterface> | undefined;
/** Parsed when it is first needed: most commands of the desk make no lot. */
const lotInterface = () => (parsed ??= CobaltLot__factory.createInterface());

/** A command, to be sent to `CobaltLot` as it is or in a list for `execute`, from its circuit's inputs, its proof and what it is bound to. */
export function commandOf(
  kind: LotOperationKind,
  inputs: CircuitInputs,
  proof: readonly bigint[],
  { recipient = ZERO_ADDRESS, documentsHash, note, submitter = ZERO_ADDRESS }: OperationContext,
): string {
  const lots = lotInterface();
  const one = (name: string) => scalarInput(inputs, name);
  const bound = { documentsHash, note, proof: [...proof] };
  const site = () => ({
    ...bound,
    registry: one("registry"),
    day: dayOfWhen(one("when")),
    permit: one("permit"),
    submitter,
  });
  switch (kind) {
    case "mint":
      return lots.encodeFunctionData("mint", [{ ...site(), lotId: one("lotId"), recipient }]);
    case "split": {
      const children = usedInputs(inputs, "children");
      return lots.encodeFunctionData("split", [{ ...bound, parent: one("parent"), children }]);
    }
    case "merge": {
      const parents = usedInputs(inputs, "parents");
      const sameProvenance = one("sameProvenance") === 1n;
      return lots.encodeFunctionData("merge", [{ ...bound, parents, child: one("child"), sameProvenance }]);
    }
    case "refine":
      return lots.encodeFunctionData("refine", [{ ...site(), parent: one("parent"), child: one("child") }]);
  }
}
