import type { Trace } from "./trace.ts";

/** A lot's place in the tree. */
export interface Branch {
  readonly lotId: bigint;
  /** Whether the lot stands elsewhere with all that came of it: it has several parents, and is told once. */
  readonly isReference: boolean;
  readonly branches: readonly Branch[];
}

/**
 * The lineage as trees, from its mints to what came of them. A lot with several parents stands under the first that
 * names it; the others refer to it.
 */
export function forestOf({ lots }: Trace): Branch[] {
  const told = new Set<bigint>();
  const branchOf = (lotId: bigint): Branch => {
    if (told.has(lotId)) return { lotId, isReference: true, branches: [] };
    told.add(lotId);
    return { lotId, isReference: false, branches: (lots.get(lotId)?.childrenShown ?? []).map(branchOf) };
  };
  return [...lots.values()]
    .filter((lot) => lot.parentsShown.length === 0)
    .map(({ lotId }) => branchOf(lotId));
}
