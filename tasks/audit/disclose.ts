import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";
import { type SendingArguments, sendingOf, writeSealed } from "../ui/sealed.ts";

interface DiscloseArguments extends DeskArguments, SendingArguments {
  lot: string;
  to: string;
  lineage: boolean;
}

const disclose: NewTaskActionFunction<DiscloseArguments> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { discloseLot } = await import("../../scripts/desk/audit.ts");
    const { lotMeant } = await import("../../scripts/desk/find.ts");
    const sending = { ...(await sendingOf(desk, given)), to: given.to };
    writeSealed(given.out, await discloseLot(desk, lotMeant(desk, given.lot).id, sending, given.lineage));
  });

export default disclose;
