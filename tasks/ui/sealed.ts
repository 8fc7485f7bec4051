import { readFileSync, writeFileSync } from "node:fs";

import { KoboldError } from "../../scripts/core/errors.ts";
import type { Sending } from "../../scripts/desk/audit.ts";
import type { Desk } from "../../scripts/desk/desk.ts";

export interface SendingArguments {
  readonly purpose: string;
  readonly days: string;
  readonly out: string;
}

/** Why a file is sent and until when it may be used, from a task's arguments. */
export async function sendingOf(
  desk: Desk,
  { purpose, days }: SendingArguments,
): Promise<Omit<Sending, "to">> {
  const { today } = await import("../../scripts/desk/desk.ts");
  const { parseDecimal } = await import("../../scripts/core/units.ts");
  return { purpose, expiresOn: (await today(desk)) + Number(parseDecimal("days", days, 0)) };
}

/** Writes a sealed file under a new name. @throws BAD_RECORD */
export function writeSealed(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (cause) {
    throw new KoboldError("BAD_RECORD", `${file} can't be written`, "choose a new file's name", { cause });
  }
  console.log(`${file} is sealed to its recipient: send it by any way`);
}

/** @throws BAD_RECORD */
export function readSealed(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new KoboldError("BAD_RECORD", `${file} can't be read`, "check the path", { cause });
  }
}
