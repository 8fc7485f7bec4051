import { phrase } from "../core/phrase.ts";
import { type Branch, forestOf } from "./forest.ts";
import { columnsOf, fitted } from "../core/columns.ts";
import type { TraceView } from "./view.ts";

/** Beyond this a tree is hard to follow, however wide the terminal. */
const DEEPEST = 60;
const GAP = "  ";

/**
 * The lineage as trees of lines. The only child of a lot stands below it without indentation, so that long lives stay
 * narrow. A lot with several parents has one line; the others name it behind an arrow. What would be indented too far
 * goes on in a tree of its own below (⤵).
 */
export function treeLines(view: TraceView, width: number): string[] {
  const { say, policies, trace } = view;
  // roots, and branches that are to have trees of their own
  const waiting = forestOf(trace);
  const indent = Math.min(DEEPEST, Math.max(9, Math.floor(width / 6)));
  const rows: string[][] = [];
  /** Adds the rows of a branch; `own` stands before its lot's line, `below` before those below it. */
  const grow = (branch: Branch, own: string, below: string): void => {
    const { branches, lotId } = branch;
    const [only] = branches.length === 1 ? branches : [];
    if (only?.isReference === true) {
      rows.push(rowOf(view, lotId, own, ` → ${view.idOf(only.lotId)}`));
    } else if (branches.length > 0 && below.length > indent) {
      waiting.push(branch);
      rows.push(rowOf(view, lotId, own, " ⤵"));
    } else {
      rows.push(rowOf(view, lotId, own));
      branches.forEach((each, i) => {
        const [twig, gap] = i === branches.length - 1 ? ["└─ ", "   "] : ["├─ ", "│  "];
        if (only !== undefined) grow(each, `${below}↓ `, below);
        else grow(each, below + twig, below + gap);
      });
    }
  };
  for (const root of waiting) grow(root, "", "");
  const headings = [
    phrase`lot`,
    phrase`made by`,
    phrase`status`,
    phrase`claims`,
    phrase`made`,
    phrase`[hidden]`,
  ];
  const legend = policies.map(({ mark, words, days }) => `${mark}  ${words} (${days})`);
  return [
    ...laidOut(view, headings.map(say), rows, width),
    "",
    ...(legend.length === 0 ? [] : [say(phrase`Claims, and the days for which they are proven:`), ...legend]),
    ...(view.open === 0
      ? []
      : [say(phrase`[…] is hidden from the public: this vault opens ${view.open} of these lots.`)]),
  ].flatMap((line) => wrapped(line, width));
}

function rowOf(view: TraceView, lotId: bigint, prefix: string, goesOn = ""): string[] {
  const lot = view.trace.lots.get(lotId);
  const here = lotId === view.trace.subject ? " ◀" : "";
  const tree = `${prefix}${view.idOf(lotId)}${here}${goesOn}`;
  if (lot === undefined) return [tree];
  const hidden = view.hidden(lotId);
  return [
    tree,
    view.origin(lot),
    view.status(lot),
    view.marks(lot).join(" "),
    view.date(lot.block),
    hidden === "" ? "" : `[${hidden}]`,
  ];
}

function laidOut(
  view: TraceView,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const wide = headings.map((heading, i) =>
    Math.max(columnsOf(heading), ...rows.map((row) => columnsOf(row[i] ?? ""))),
  );
  // claims, dates and what is hidden give way, a lot's place and status never
  wide[3] = Math.min(wide[3] ?? 0, Math.max(6, Math.floor(width / 9)));
  const before = (columns: readonly number[]) =>
    columns.reduce((sum, column) => sum + (wide[column] ?? 0) + GAP.length, 0);
  const isOpen = view.open > 0;
  const all = isOpen ? [0, 1, 2, 3, 4, 5] : [0, 1, 2, 3, 4];
  const room = width - before([0, 1, 2, 3, 4]) + (isOpen ? 0 : GAP.length);
  const shown = (isOpen ? (wide[5] ?? 0) : 0) <= room ? all : all.filter((i) => i !== 4);
  wide[5] = Math.max(1, Math.min(wide[5] ?? 0, width - before(shown.filter((i) => i < 5))));
  const line = (cells: readonly string[]) =>
    shown
      .map((i) => fitted(cells[i] ?? "", wide[i] ?? 0))
      .join(GAP)
      .trimEnd();
  return [line(headings), ...rows.map(line)];
}

/** A line of words, in as many lines as it takes. */
function wrapped(line: string, width: number): string[] {
  if (columnsOf(line) <= width) return [line];
  const lines: string[] = [];
  let present = "";
  for (const word of line.split(" ")) {
    if (present !== "" && columnsOf(`${present} ${word}`) > width) {
      lines.push(present);
      present = `   ${word}`;
    } else present = present === "" ? word : `${present} ${word}`;
  }
  return [...lines, present];
}
