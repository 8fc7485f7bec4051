import { packs } from "../../scripts/core/counts.ts";
import { asJson } from "../../scripts/core/json.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { toldOf } from "../../scripts/exports/told.ts";
import type { Checked } from "../passport/check.ts";
import { reportAnswer, trustLines } from "../passport/words.ts";
import { writeNew } from "../ui/write-new.ts";
import { type Answer, tell } from "../ui/print.ts";
import { required, urlIn, writerOf } from "./formats.ts";
import { writePacks } from "./many.ts";
import type { ExportGiven } from "./options.ts";

/**
 * Writes what a check has found true to a new file; of anything else it tells what was found, as a check does, and writes
 * nothing.
 * @param check makes the check, once it is known that its outcome can be written
 * @param passports of the packs of one order, the first the one that is checked; each gets a document in a folder
 * @throws BAD_INPUT, BAD_FILE, and as `writePacks`
 */
export async function exportAnswer(
  given: ExportGiven,
  check: () => Promise<Checked>,
  passports?: readonly string[],
): Promise<Answer> {
  const write = writerOf(given);
  const [out, page] = [required("--out", given.out), urlIn("--page", given.page)];
  const checked = await check();
  const { file, report } = checked;
  if (report.verdict !== "true") {
    tell(phrase`nothing is written: only what is true is exported`);
    return reportAnswer(report);
  }
  const told = toldOf(file, report, page);
  if (passports === undefined) writeNew(out, asJson(write(told), 2));
  else await writePacks(passports, { out, page }, checked, write);
  const { trust } = report;
  const [claims, { withheld }] = [told.claims.length, told];
  return {
    json: {
      ...{ format: given.format, file: out, documents: passports?.length ?? 1 },
      ...{ block: trust.anchor.blockHash, claims, withheld, trust },
    },
    lines: [
      phrase`Whom you believe, and your readers with you:`,
      ...trustLines(report),
      passports === undefined
        ? phrase`${out} is written, as ${given.format}`
        : phrase`${packs(passports.length)}: a document for each in ${out}, as ${given.format}`,
      ...(withheld === 0 ? [] : [phrase`left out, since they are about masses: ${withheld}`]),
    ],
  };
}
