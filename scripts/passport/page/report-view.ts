import { checksPart } from "./parts/checks.ts";
import { claimsPart } from "./parts/claims.ts";
import { factsPart } from "./parts/facts.ts";
import { limitsParts } from "./parts/limits.ts";
import { lineagePart } from "./parts/lineage.ts";
import { recallsPart } from "./parts/recalls.ts";
import { trustPart } from "./parts/trust.ts";
import type { View } from "./view.ts";

/** All that a report says, but for its verdict, in the order in which it is to be read. */
export function reportParts(view: View, waysToBelieve: HTMLElement): HTMLElement[] {
  return [
    trustPart(view, waysToBelieve),
    claimsPart(view),
    factsPart(view),
    lineagePart(view),
    recallsPart(view),
    ...limitsParts(view),
    checksPart(view),
  ];
}
