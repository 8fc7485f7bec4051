import Table from "cli-table3";
import { stripVTControlCharacters } from "node:util";

const GAP = 2;

/** How wide lines may be: the terminal's width, or that of `COLUMNS`, or none at all for a file. */
export function lineWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : Number(process.env["COLUMNS"] ?? Infinity);
}

/**
 * Rows under their headings, a line each.
 * @param width the widest columns give way to fit it; cut cells end in an ellipsis
 * @param right columns whose cells are aligned to the right
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { width = lineWidth(), right = [] }: { width?: number; right?: readonly number[] } = {},
): string[] {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const total = () => widths.reduce((sum, each) => sum + each + GAP, -GAP);
  while (total() > width && Math.max(...widths) > 4) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  const none = [
    "top",
    "top-mid",
    "top-left",
    "top-right",
    "bottom",
    "bottom-mid",
    "bottom-left",
    "bottom-right",
  ];
  const inner = ["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"];
  const printed = new Table({
    head: [...headings],
    colWidths: widths.map((each) => each + GAP),
    colAligns: headings.map((_, column) => (right.includes(column) ? "right" : "left")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": GAP },
    chars: Object.fromEntries([...none, ...inner].map((name) => [name, ""])),
  });
  printed.push(...rows.map((row) => [...row]));
  return stripVTControlCharacters(printed.toString())
    .split("\n")
    .map((line) => line.trimEnd());
}
