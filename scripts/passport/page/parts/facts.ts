import { el, list, section } from "../dom.ts";
import { standing, type View } from "../view.ts";

/** The pack, the lot that was retired for it, and what both make public. */
export function factsPart(view: View): HTMLElement {
  const { words, figures, report } = view;
  const said = words.facts;
  const { pack, lot } = report.facts;
  const sentences: string[] = [];
  if (pack !== null) {
    const units = figures.count(pack.units);
    const [each, all] = [figures.mass(pack.gramsPerUnit), figures.mass(pack.gramsInAll)];
    sentences.push(
      said.serial(pack.serial, figures.count(pack.position + 1), units),
      said.retired(String(pack.order)),
      said.bound(units, each, all),
      said.claimAge(figures.count(pack.maxClaimAge)),
    );
  }
  if (lot !== null) {
    const day = figures.day(Math.floor(lot.createdAt / 86_400));
    sentences.push([said.lotMade(day), said.madeBy[lot.madeBy], said.lotStatus[lot.status]].join(" "));
  }
  return section(
    "facts",
    said.title,
    ...standing(view, ["order", "retirement", "units", "serial", "lot"]),
    ...(sentences.length === 0 ? [el("p", {}, words.claims.none)] : [list(sentences)]),
  );
}
