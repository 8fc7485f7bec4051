import { list, section } from "../dom.ts";
import type { View } from "../view.ts";

/** What stays hidden, what is public whatever anybody wishes, and what no book can prove. */
export function limitsParts({ words, figures, report }: View): HTMLElement[] {
  const said = words.limits;
  const { pack } = report.facts;
  const bound = pack === null ? [] : [said.bound(figures.mass(pack.gramsInAll))];
  return [
    section("hidden-figures", said.hiddenTitle, list(said.hidden)),
    section("public-figures", said.publicTitle, list([...said.public, ...bound])),
    section("limits", said.limitsTitle, list(said.limits)),
  ];
}
