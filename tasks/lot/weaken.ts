import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { confirm } from "../ui/confirm.ts";
import { type DeskArguments, withDesk } from "../ui/desk.ts";
import { lotLines } from "../ui/words.ts";

interface WeakenArguments extends DeskArguments {
  lot: string;
  policies: string;
  yes: boolean;
}

const weaken: NewTaskActionFunction<WeakenArguments> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { readRegistry } = await import("../../scripts/chain/registry.ts");
    const { coarsen } = await import("../../scripts/core/coarsen.ts");
    const { describePolicy, parsePolicy } = await import("../../scripts/core/policy-words.ts");
    const { today } = await import("../../scripts/desk/desk.ts");
    const { lotMeant } = await import("../../scripts/desk/find.ts");
    const { weakenLot } = await import("../../scripts/desk/lots.ts");
    const { slots } = await readRegistry(desk.contracts.accreditation);
    const { id, lot, label } = lotMeant(desk, given.lot);
    const words = given.policies.split(";").filter((each) => each.trim() !== "");
    const policies = words.map((each) => parsePolicy(each, slots));
    const { provenance, effects } = coarsen(lot, policies, await today(desk), slots);
    for (const { policy, heldBefore, heldAfter, rows } of effects) {
      console.log(`${describePolicy(policy, slots)}: ${hold(heldBefore)} before, ${hold(heldAfter)} after`);
      for (const { row, figuresBefore, figuresAfter } of rows) {
        console.log(`  ${row}: ${figuresBefore} → ${figuresAfter}`);
      }
    }
    console.log("the lot would say:");
    for (const line of lotLines({ ...lot, provenance }, slots)) console.log(`  ${line}`);
    await confirm(hre, "Weaken it? Its old figures are gone for good", given.yes);
    const { operation } = await weakenLot(desk, id, provenance, label);
    console.log(`weakened, ${operation.state}`);
  });

function hold(held: boolean): string {
  return held ? "holds" : "does not hold";
}

export default weaken;
