import { CsvError, parse } from "csv-parse/sync";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { SheetRow } from "./cell.ts";
import { countHeadings } from "./headings.ts";

const DELIMITERS = [",", ";", "\t"] as const;
/** The line by which Excel says which delimiter follows. */
const EXCEL_MARK = /^"?sep=(.)"?\r?\n/;
/** Lines among which the headings are looked for. */
const FIRST_LINES = 20;

/** The rows of a text whose cells are parted by commas, semicolons or tabs. @throws BAD_FILE where it is malformed */
export function parseCsv(text: string): SheetRow[] {
  const mark = EXCEL_MARK.exec(text);
  const delimiter = mark?.[1] ?? delimiterOf(text);
  const first = mark === null ? 1 : 2;
  try {
    const records = parse(text.slice(mark?.[0].length ?? 0), {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
    });
    return records.map((cells, i) => ({ row: first + i, cells: cells.map((text) => ({ text })) }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new KoboldError(
      "BAD_FILE",
      phrase`the file is not valid CSV: ${cause.message}`,
      phrase`correct the quotation marks of that line, or save the sheet again as CSV or .xlsx`,
      { cause },
    );
  }
}

/** The delimiter under which a line shows the most headings that we know. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r\n|\n|\r/, FIRST_LINES);
  const found = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) =>
      countHeadings(line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"))),
    );
    return { delimiter, count: Math.max(...counts) };
  });
  return found.reduce((best, each) => (each.count > best.count ? each : best)).delimiter;
}
