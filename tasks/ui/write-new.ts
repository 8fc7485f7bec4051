import { writeFileSync } from "node:fs";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";

/** Writes a file under a new name. @throws BAD_FILE */
export function writeNew(name: string, text: string): void {
  try {
    writeFileSync(name, text, { flag: "wx" });
  } catch (cause) {
    throw new KoboldError("BAD_FILE", phrase`${name} can't be written`, phrase`choose a new file's name`, {
      cause,
    });
  }
}
