import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";

const reject: NewTaskActionFunction<DeskArguments & { lot: string }> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { offerMeant, rejectOffer } = await import("../../scripts/desk/handover.ts");
    const { lotId } = await offerMeant(desk, given.lot);
    console.log(`rejected, ${(await rejectOffer(desk, lotId)).state}`);
  });

export default reject;
