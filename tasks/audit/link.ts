import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";

const link: NewTaskActionFunction<DeskArguments & { lots: string[] }> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { linkLots } = await import("../../scripts/desk/audit.ts");
    const { KoboldError } = await import("../../scripts/core/errors.ts");
    const { lotIdText } = await import("../../scripts/vault/lot-record.ts");
    const ids = given.lots.map((id) => {
      if (/^0x[0-9a-f]{64}$/i.test(id)) return BigInt(id);
      throw new KoboldError("BAD_RECORD", `"${id}" is no lot id`, "write it as 0x and 64 digits");
    });
    for (const [id, site] of await linkLots(desk, ids)) {
      const where = site === undefined ? "unknown" : `${site.site}, permit ${site.index}`;
      console.log(`${lotIdText(id)}  ${where}`);
    }
  });

export default link;
