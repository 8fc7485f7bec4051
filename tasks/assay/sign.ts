import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";
import { readSealed, type SendingArguments, sendingOf, writeSealed } from "../ui/sealed.ts";

interface SignArguments extends DeskArguments, SendingArguments {
  file: string;
  sample: string;
  ticket: string;
  wetTonnes: string;
  moisturePercent: string;
  gradePercent: string;
}

const sign: NewTaskActionFunction<SignArguments> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { parseDecimal } = await import("../../scripts/core/units.ts");
    const { signDraftFile } = await import("../../scripts/desk/assay.ts");
    const own = {
      sample: given.sample,
      ticket: given.ticket,
      wetGrams: parseDecimal("wet tonnes", given.wetTonnes, 6),
      moistureBp: parseDecimal("moisture", given.moisturePercent, 2),
      gradeBp: parseDecimal("grade", given.gradePercent, 2),
    };
    const signed = await signDraftFile(desk, readSealed(given.file), own, await sendingOf(desk, given));
    writeSealed(given.out, signed);
  });

export default sign;
