import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";

import { KoboldError } from "../../scripts/core/errors.ts";
import { asJson } from "../../scripts/core/json.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { type Told, toldOf } from "../../scripts/exports/told.ts";
import { otherPackFact } from "../../scripts/passport/other-pack.ts";
import type { PackFact } from "../../scripts/passport/report.ts";
import { Unmet } from "../../scripts/passport/unmet.ts";
import type { Checked } from "../passport/check.ts";
import { madeOf } from "../passport/packs.ts";
import { textAt } from "../passport/read.ts";
import { writeNew } from "../ui/write-new.ts";
import { inWords } from "../ui/language.ts";

const SHOWN_EACH = 500;

/**
 * Writes a document for each pack of an order into a new folder, by the names of the passports. The first was checked; of the
 * others only the serial's place in the plant's list is, since all else is the same. One after the other, so that memory does
 * not grow.
 * @throws MISMATCH, DEVIATION at the first that is of another order, or false: those before it are written, and true
 */
export async function writePacks(
  names: readonly string[],
  { out, page }: { readonly out: string; readonly page: string },
  { file, report }: Checked,
  write: (told: Told) => object,
): Promise<void> {
  const { facts } = report;
  let shared: string | undefined;
  makeFolder(out);
  for (const [i, name] of names.entries()) {
    const made = madeOf(name, await textAt(name));
    shared ??= made.shared;
    if (made.shared !== shared || made.pack === undefined || facts.pack === null) {
      throw new KoboldError(
        "MISMATCH",
        phrase`${name} and ${names[0] ?? ""} are not of one order at one block`,
        phrase`export each order by itself`,
      );
    }
    const pack = otherPack(name, facts.pack, made.pack);
    const told = toldOf({ ...file, subject: made.pack }, { ...report, facts: { ...facts, pack } }, page);
    writeNew(path.join(out, path.basename(name)), asJson(write(told), 2));
    if (process.stderr.isTTY && (i + 1) % SHOWN_EACH === 0)
      process.stderr.write(`\r${inWords(phrase`documents written: ${i + 1} of ${names.length}`)}`);
  }
  if (process.stderr.isTTY && names.length >= SHOWN_EACH) process.stderr.write("\n");
}

function otherPack(name: string, ...known: Parameters<typeof otherPackFact>): PackFact {
  try {
    return otherPackFact(...known);
  } catch (cause) {
    if (!(cause instanceof Unmet)) throw cause;
    throw new KoboldError(
      "DEVIATION",
      phrase`${name} is FALSE: its serial number is not on the plant's list, at its place`,
      phrase`ask the plant for its passport; \`passport verify\` says more`,
      { cause },
    );
  }
}

/** @throws BAD_FILE */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0) throw new RangeError("the folder is not empty");
  } catch (cause) {
    throw new KoboldError(
      "BAD_FILE",
      phrase`the documents can't be written to ${folder}`,
      phrase`name a folder that is new or empty`,
      { cause },
    );
  }
}
