import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";
import { printRecovery, progressLine } from "../ui/recovery.ts";

const rehearse: NewTaskActionFunction<DeskArguments> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { rehearseRecovery } = await import("../../scripts/desk/rehearse.ts");
    const { lotIdText } = await import("../../scripts/vault/lot-record.ts");
    const { recovery, missing, extra } = await rehearseRecovery(desk, { onProgress: progressLine });
    printRecovery(recovery);
    for (const id of missing) console.log(`would be lost: ${lotIdText(id)}`);
    for (const id of extra) console.log(`on the chain, not in this vault: ${lotIdText(id)}`);
    if (missing.length + extra.length > 0) process.exitCode = 1;
    else console.log("the rebuilt vault is the same as this one: the wallet's key is backup enough");
  });

export default rehearse;
