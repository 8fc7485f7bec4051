import { type Opening, type Openings } from "./names.ts";
import { idText } from "../core/ids.ts";
import type { TraceView } from "./view.ts";

/** The lineage for programs; `hidden` is what only the vault knows, null for lots that it does not open. */
export function graphOf<T>(view: TraceView, openings: Openings, figures: (opening: Opening) => T) {
  const { trace, policies } = view;
  const hidden = (opening: Opening | undefined) => (opening === undefined ? null : figures(opening));
  return {
    lot: idText(trace.subject),
    block: trace.block,
    lots: [...trace.lots.values()].map((lot) => ({
      lot: idText(lot.lotId),
      madeBy: lot.madeBy,
      made: view.date(lot.block),
      block: lot.block,
      parents: lot.parents.map(idText),
      children: lot.children.map(idText),
      provenanceId: lot.provenanceId,
      status: lot.status,
      owner: lot.owner,
      claims: view.claimsOn(lot),
      life: lot.moments.map((moment) => ({ ...moment, date: view.date(moment.block) })),
      hidden: hidden(openings.get(lot.lotId)),
    })),
    policies: policies.map(({ policyId, words }) => ({ policyId, policy: words })),
  };
}
