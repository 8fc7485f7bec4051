import { readFileSync } from "node:fs";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { SheetRow } from "./cell.ts";
import { decodeText } from "./decode-text.ts";
import { parseCsv } from "./parse-csv.ts";

/** The rows of a .csv or .xlsx file, whichever it is by what is in it. @throws BAD_FILE, NOT_FOUND, AMBIGUOUS */
export async function readSheet(file: string, sheet?: string): Promise<SheetRow[]> {
  const bytes = bytesOf(file);
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isArchive) return parseCsv(decodeText(bytes));
  const { parseWorkbook } = await import("./parse-workbook.ts");
  return parseWorkbook(bytes, sheet);
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new KoboldError(
      "BAD_FILE",
      phrase`${file} can't be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      phrase`check the path`,
      { cause },
    );
  }
}
