import { type CellObject, read, type WorkSheet } from "@e965/xlsx";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { Cell, SheetRow } from "./cell.ts";

/**
 * The rows of a sheet of an .xlsx file; its only one, unless `name` is given.
 * @throws BAD_FILE if it can't be read; NOT_FOUND, AMBIGUOUS
 */
export function parseWorkbook(bytes: Uint8Array, name?: string): SheetRow[] {
  const { SheetNames: names, Sheets: sheets } = readWorkbook(bytes);
  const [only, another] = names;
  const wanted = name ?? (another === undefined ? only : undefined);
  const sheet = wanted === undefined ? undefined : sheets[wanted];
  if (sheet !== undefined) return rowsOf(sheet);
  throw new KoboldError(
    another === undefined || name !== undefined ? "NOT_FOUND" : "AMBIGUOUS",
    wanted === undefined
      ? phrase`the file has several sheets: ${names.join(", ")}`
      : phrase`the file has no sheet "${wanted}", but ${names.join(", ")}`,
    phrase`name one with --sheet`,
  );
}

function readWorkbook(bytes: Uint8Array) {
  try {
    return read(bytes, { type: "array", dense: true, cellNF: true, cellFormula: false, cellHTML: false });
  } catch (cause) {
    throw new KoboldError(
      "BAD_FILE",
      phrase`the workbook can't be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      phrase`save it again as .xlsx, without a password, or as CSV`,
      { cause },
    );
  }
}

function rowsOf(sheet: WorkSheet): SheetRow[] {
  const data = sheet["!data"] ?? [];
  // rows and cells that were never filled are holes
  const rows = Array.from(data, (cells: (CellObject | undefined)[] | undefined) => cells ?? []);
  const width = Math.max(0, ...rows.map(({ length }) => length));
  return rows.map((cells, i) => ({
    row: i + 1,
    cells: Array.from({ length: width }, (_, place) => cellOf(cells[place])),
  }));
}

function cellOf(cell: CellObject | undefined): Cell {
  if (cell === undefined) return { text: "" };
  const { t: type, v: value, w: shown, z: format } = cell;
  const text = shown ?? String(value ?? "");
  if (type !== "n" || typeof value !== "number") return { text };
  const isPercent = String(format ?? "")
    .replace(/"[^"]*"/g, "")
    .includes("%");
  return { text, figure: isPercent ? `${plain(100 * value)}%` : plain(value) };
}

/** A number of a spreadsheet, which keeps 15 digits; the rest is noise of its binary form. */
function plain(value: number): string {
  return String(Number(value.toPrecision(15)));
}
