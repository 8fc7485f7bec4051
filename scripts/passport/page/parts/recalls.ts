import { el, list, section } from "../dom.ts";
import { checksOf, standing, together, type View } from "../view.ts";

/** The recalls on record that touch the cobalt. */
export function recallsPart(view: View): HTMLElement {
  const { words, report } = view;
  const said = words.recalls;
  const { recalls } = report.facts;
  const lines = recalls.map(({ kind, recallId, isClosed, isBlocking }) =>
    [
      said.one(said.kind[kind], String(recallId)),
      // one that is closed stops nothing any more
      ...(isClosed ? [said.closed] : [said.open, isBlocking ? said.blocking : said.warning]),
    ].join(", "),
  );
  const isLookedAt = together(checksOf(view, ["recalls"])) !== "unchecked";
  return section(
    "recalls",
    said.title,
    ...standing(view, ["recalls"]),
    ...(lines.length > 0 ? [list(lines)] : [el("p", {}, isLookedAt ? said.none : said.notChecked)]),
  );
}
