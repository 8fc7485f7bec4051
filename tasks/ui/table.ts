import { columnsOf, fitted } from "../../scripts/core/columns.ts";
import type { Text } from "../../scripts/core/phrase.ts";
import { inWords } from "./language.ts";

const GAP = "  ";
const LEAST_WIDTH = 4;

/** How wide lines may be: the terminal's width, or that of `COLUMNS`, or none at all for a file. */
export function lineWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : Number(process.env["COLUMNS"] ?? Infinity);
}

/**
 * Rows under their headings, a line each. Plain padding: table libraries take seconds for ten thousand rows.
 * @param width the widest columns give way to fit it; cut cells end in an ellipsis
 * @param right columns whose cells are aligned to the right
 */
export function table(
  headings: readonly Text[],
  rows: readonly (readonly string[])[],
  { width = lineWidth(), right = [] }: { width?: number; right?: readonly number[] } = {},
): string[] {
  const lines = [headings.map(inWords), ...rows];
  const widths = headings.map((_, column) =>
    lines.reduce((most, row) => Math.max(most, columnsOf(row[column] ?? "")), 0),
  );
  const excess = () => widths.reduce((sum, each) => sum + each, GAP.length * (widths.length - 1)) - width;
  while (excess() > 0 && Math.max(...widths) > LEAST_WIDTH) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return lines.map((row) =>
    row
      .map((cell, column) => fitted(cell, widths[column] ?? 0, right.includes(column)))
      .join(GAP)
      .trimEnd(),
  );
}
