import { writeFileSync } from "node:fs";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";

/** Writes a file under a new name. @throws BAD_FILE */
export function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (cause) {
    throw cannotWrite(file, cause);
  }
}

export function cannotWrite(file: string, cause?: unknown): KoboldError {
  const options = cause === undefined ? {} : { cause };
  return new KoboldError(
    "BAD_FILE",
    phrase`${file} can't be written`,
    phrase`choose a new file's name`,
    options,
  );
}
