import { el, section } from "../dom.ts";
import { standing, type View } from "../view.ts";

const STEPS = ["mint", "refine", "merge", "split"] as const;

/** How the cobalt came here: how many steps of each kind, and since when. */
export function lineagePart(view: View): HTMLElement {
  const { words, figures, report } = view;
  const said = words.lineage;
  const { lineage } = report.facts;
  const children: HTMLElement[] = [];
  if (lineage === null) children.push(el("p", {}, words.claims.none));
  else {
    const steps = STEPS.filter((step) => lineage.operations[step] > 0).map((step) =>
      el(
        "li",
        {},
        el("b", { class: "number" }, figures.count(lineage.operations[step])),
        ` ${said.steps[step]}`,
      ),
    );
    const minted = said.minted(figures.day(lineage.mintedFrom), figures.day(lineage.mintedTo));
    const adopted = lineage.adopted > 0 ? ` ${said.adopted(figures.count(lineage.adopted))}` : "";
    children.push(
      el("p", {}, said.lead(figures.count(lineage.lots))),
      el("ol", { class: "steps" }, ...steps),
      el("p", {}, `${minted}${adopted}`),
    );
  }
  return section("lineage", said.title, ...standing(view, ["lineage", "operation-proofs"]), ...children);
}
