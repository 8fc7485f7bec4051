import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";
import { readSealed } from "../ui/sealed.ts";
import { lotLines } from "../ui/words.ts";

const check: NewTaskActionFunction<DeskArguments & { file: string }> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { readRegistry } = await import("../../scripts/chain/registry.ts");
    const { checkDisclosureFile } = await import("../../scripts/desk/audit.ts");
    const { lotIdText } = await import("../../scripts/vault/lot-record.ts");
    const { from, purpose, report } = await checkDisclosureFile(desk, readSealed(given.file));
    const { slots } = await readRegistry(desk.contracts.accreditation);
    console.log(`from ${from}, for "${purpose}"`);
    for (const { lotId, kind, lot } of report.lots) {
      console.log(`${lotIdText(lotId)}, by ${kind}`);
      for (const line of lotLines(lot, slots)) console.log(`  ${line}`);
    }
    for (const id of report.undisclosed) console.log(`not disclosed: ${lotIdText(id)}`);
    for (const problem of report.problems) console.log(`PROBLEM: ${problem}`);
    if (report.problems.length > 0) process.exitCode = 1;
    else console.log("everything disclosed is what the chain says");
  });

export default check;
