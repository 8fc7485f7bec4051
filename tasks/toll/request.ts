import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";
import { type SendingArguments, sendingOf, writeSealed } from "../ui/sealed.ts";

interface RequestArguments extends DeskArguments, SendingArguments {
  lot: string;
  to: string;
}

const request: NewTaskActionFunction<RequestArguments> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { lotMeant } = await import("../../scripts/desk/find.ts");
    const { requestToll } = await import("../../scripts/desk/toll.ts");
    const sending = { ...(await sendingOf(desk, given)), to: given.to };
    writeSealed(given.out, await requestToll(desk, lotMeant(desk, given.lot).id, sending));
  });

export default request;
