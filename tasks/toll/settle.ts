import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";
import { readSealed } from "../ui/sealed.ts";

interface SettleArguments extends DeskArguments {
  file: string;
  lot: string;
  least: string;
  label: string;
}

const settle: NewTaskActionFunction<SettleArguments> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { formatMass, parseMass } = await import("../../scripts/core/units.ts");
    const { lotMeant } = await import("../../scripts/desk/find.ts");
    const { settleToll } = await import("../../scripts/desk/toll.ts");
    const agreed = {
      parent: lotMeant(desk, given.lot).id,
      leastGrams: parseMass("least mass", given.least),
      ...(given.label === "" ? {} : { label: given.label }),
    };
    const { lots, operation } = await settleToll(desk, readSealed(given.file), agreed);
    for (const { massGrams } of lots) console.log(`refined: ${formatMass(massGrams)}, ${operation.state}`);
  });

export default settle;
