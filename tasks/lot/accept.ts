import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { confirm } from "../ui/confirm.ts";
import { type DeskArguments, withDesk } from "../ui/desk.ts";
import { lotLines } from "../ui/words.ts";

interface AcceptArguments extends DeskArguments {
  lot: string;
  label: string;
  yes: boolean;
}

const accept: NewTaskActionFunction<AcceptArguments> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { acceptOffer, describeOffer, inspectOffer, offerMeant } =
      await import("../../scripts/desk/handover.ts");
    const { readRegistry } = await import("../../scripts/chain/registry.ts");
    const { describePolicy } = await import("../../scripts/core/policy-words.ts");
    const { isoDateOf } = await import("../../scripts/core/calendar.ts");
    const { slots } = await readRegistry(desk.contracts.accreditation);
    const { lotId } = await offerMeant(desk, given.lot);
    const { offer, claims, lot, refusal } = await inspectOffer(desk, lotId);
    console.log(describeOffer(offer));
    console.log(claims.length === 0 ? "nothing is proven of it" : "proven of it:");
    for (const { policy, day } of claims) {
      console.log(`  ${describePolicy(policy, slots)}, as of ${isoDateOf(day)}`);
    }
    if (lot === undefined) throw refusal ?? new TypeError("a note without opening has a reason");
    console.log("its note opens, and gives this very lot:");
    for (const line of lotLines(lot, slots)) console.log(`  ${line}`);
    await confirm(hre, "Accept it?", given.yes);
    const { state } = await acceptOffer(desk, lotId, given.label === "" ? undefined : given.label);
    console.log(`accepted, ${state}`);
  });

export default accept;
