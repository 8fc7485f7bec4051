import { phrase } from "../core/phrase.ts";
import type { MadeBy } from "../core/made-by.ts";
import { idText } from "../core/ids.ts";
import { LIGHT } from "./palette.ts";
import type { TracedLot } from "./trace.ts";
import type { TraceView } from "./view.ts";
import type { Status } from "./words.ts";

const SHAPES: Readonly<Record<MadeBy, string>> = {
  mint: "house",
  split: "box",
  merge: "invtrapezium",
  weaken: "note",
  refine: "hexagon",
};

/** How the outline tells the status: by its kind and width, as well as by its colour and in words. */
const OUTLINES: Readonly<Record<Status, string>> = {
  active: 'style="filled" penwidth=2',
  offered: 'style="filled,dashed" penwidth=2',
  held: 'style="filled,bold" penwidth=3 peripheries=2',
  consumed: 'style="filled" penwidth=1',
  retired: 'style="filled,dotted" penwidth=2',
};

/**
 * The lineage in Graphviz's language. A node is named by its lot's id in full; its `id` is `lot` and its number in
 * the lineage.
 */
export function dotOf(view: TraceView): string {
  const lots = [...view.trace.lots.values()];
  const name = ({ lotId }: TracedLot) => `"${idText(lotId)}"`;
  const places = new Map(lots.map((lot, i) => [lot.lotId, { name: name(lot), i }]));
  const edges = lots.flatMap((lot, i) =>
    lot.parentsShown.map((parent) => {
      const from = places.get(parent);
      return `  ${from?.name ?? ""} -> ${name(lot)} [id="edge${from?.i ?? 0}to${i}" class="edge"]`;
    }),
  );
  return [
    "digraph lineage {",
    `  graph [rankdir=TB ranksep=0.35 nodesep=0.2 bgcolor="${LIGHT.ground}" fontname="Helvetica" label=${quoted([caption(view)])}]`,
    `  node [fontname="Helvetica" fontsize=10 margin="0.12,0.06" fontcolor="${LIGHT.text}"]`,
    `  edge [color="${LIGHT.edge}" arrowsize=0.6]`,
    ...lots.map((lot, i) => `  ${name(lot)} [${attributes(view, lot, i)}]`),
    ...edges,
    "}",
    "",
  ].join("\n");
}

function attributes(view: TraceView, lot: TracedLot, i: number): string {
  const { lotId, madeBy, status } = lot;
  const isSubject = lotId === view.trace.subject;
  const classes = [madeBy, status, ...(isSubject ? ["subject"] : [])].join(" ");
  return [
    `id="lot${i}"`,
    `class="${classes}"`,
    `label=${quoted(labelLines(view, lot))}`,
    `shape=${SHAPES[madeBy]}`,
    OUTLINES[status],
    `fillcolor="${LIGHT.fill[madeBy]}"`,
    `color="${LIGHT.line[status]}"`,
  ].join(" ");
}

/** What a node says; the last line, in brackets, only for a lot that the vault opens. */
function labelLines(view: TraceView, lot: TracedLot): string[] {
  const marks = view.marks(lot);
  const hidden = view.hidden(lot.lotId);
  return [
    `${view.idOf(lot.lotId)}${lot.lotId === view.trace.subject ? " ◀" : ""}`,
    `${view.origin(lot)} · ${view.status(lot)}`,
    ...(marks.length === 0 ? [] : [`✓ ${marks.join(" ")}`]),
    ...(hidden === "" ? [] : [`[${hidden}]`]),
  ];
}

function caption(view: TraceView): string {
  const claims = view.policies.map(({ mark, words }) => `${mark}: ${words}`);
  const hidden = view.open === 0 ? [] : [view.say(phrase`[…] is hidden from the public`)];
  return [...claims, ...hidden].join("   ");
}

/** Lines as one string of Graphviz's, which would take `\N` for the node's name and `&lt;` for `<`. */
function quoted(lines: readonly string[]): string {
  const text = lines.map((line) =>
    line.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("&", "&amp;"),
  );
  return `"${text.join("\\n")}"`;
}
