import { readFileSync } from "node:fs";

import { KoboldError } from "../../scripts/core/errors.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import type { Sending } from "../../scripts/desk/files.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { type Desk } from "../../scripts/desk/desk.ts";
import { today } from "../../scripts/chain/rpc.ts";
import type { Given } from "./action.ts";
import type { Answer } from "./print.ts";
import { writeNew } from "./write-new.ts";

/** Words of a task that seals a file. */
export type SendingWords = "purpose" | "days" | "out";

/** Why a file is sent and until when it may be used, from a task's arguments. */
export async function sendingOf(
  desk: Desk,
  { purpose, days }: Given<SendingWords>,
): Promise<Omit<Sending, "to">> {
  return { purpose, expiresOn: (await today(desk)) + Number(parseDecimal("--days", days, 0)) };
}

/** Writes a sealed file under a new name. @throws BAD_FILE */
export function sealedAnswer(file: string, text: string): Answer {
  writeNew(file, text);
  return {
    json: { file },
    lines: [phrase`${file} is sealed to its recipient, so it can be sent in any way`],
  };
}

/** @throws BAD_FILE */
export function readSealed(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new KoboldError("BAD_FILE", phrase`${file} can't be read`, phrase`check the path`, { cause });
  }
}
