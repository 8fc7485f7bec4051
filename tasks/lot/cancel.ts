import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";

const cancel: NewTaskActionFunction<DeskArguments & { lot: string }> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { cancelOffer } = await import("../../scripts/desk/handover.ts");
    const { lotMeant } = await import("../../scripts/desk/find.ts");
    console.log(`offer taken back, ${(await cancelOffer(desk, lotMeant(desk, given.lot).id)).state}`);
  });

export default cancel;
