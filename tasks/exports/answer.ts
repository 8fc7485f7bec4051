import { asJson } from "../../scripts/core/json.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { toldOf } from "../../scripts/exports/told.ts";
import type { Checked } from "../passport/check.ts";
import { reportAnswer, trustLines } from "../passport/words.ts";
import { writeNew } from "../passport/write.ts";
import { type Answer, tell } from "../ui/print.ts";
import { required, urlIn, writerOf } from "./formats.ts";
import type { ExportGiven } from "./options.ts";

/**
 * Writes what a check has found true to a new file; of anything else it tells what was found, as a check does, and writes
 * nothing.
 * @param check makes the check, once it is known that its outcome can be written
 * @throws BAD_INPUT, BAD_FILE
 */
export async function exportAnswer(given: ExportGiven, check: () => Promise<Checked>): Promise<Answer> {
  const write = writerOf(given);
  const [out, page] = [required("--out", given.out), urlIn("--page", given.page)];
  const { file, report } = await check();
  if (report.verdict !== "true") {
    tell(phrase`nothing is written: only what is true is exported`);
    return reportAnswer(report);
  }
  const told = toldOf(file, report, page);
  writeNew(out, asJson(write(told), 2));
  const { trust } = report;
  const [claims, { withheld }] = [told.claims.length, told];
  return {
    json: { format: given.format, file: out, block: trust.anchor.blockHash, claims, withheld, trust },
    lines: [
      phrase`Whom you believe, and your readers with you:`,
      ...trustLines(report),
      phrase`${out} is written, as ${given.format}`,
      ...(withheld === 0 ? [] : [phrase`left out, since they are about masses: ${withheld}`]),
    ],
  };
}
