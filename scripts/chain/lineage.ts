import type { CobaltLot } from "../../types/index.ts";

/** How a lot came to be, as the chain tells it. */
export interface LotOrigin {
  readonly lotId: bigint;
  readonly kind: "mint" | "split" | "merge" | "refine";
  readonly parents: readonly bigint[];
  readonly block: number;
  /** Number of its event within the block. */
  readonly log: number;
}

/** The origin of every lot, from the contract's events, oldest first. */
export async function readLineage(cobaltLot: CobaltLot): Promise<Map<bigint, LotOrigin>> {
  const [mints, splits, merges, refines] = await Promise.all([
    cobaltLot.queryFilter(cobaltLot.filters.LotMinted()),
    cobaltLot.queryFilter(cobaltLot.filters.LotSplit()),
    cobaltLot.queryFilter(cobaltLot.filters.LotsMerged()),
    cobaltLot.queryFilter(cobaltLot.filters.LotRefined()),
  ]);
  const made = [
    ...mints.map((event) => step("mint", event, [event.args.lotId], [])),
    ...splits.map((event) => step("split", event, event.args.children, [event.args.parent])),
    ...merges.map((event) => step("merge", event, [event.args.child], event.args.parents)),
    ...refines.map((event) => step("refine", event, [event.args.child], [event.args.parent])),
  ].sort((a, b) => a.block - b.block || a.log - b.log);
  return new Map(
    made.flatMap(({ children, ...origin }) =>
      children.map((lotId) => [lotId, { lotId, ...origin }] as const),
    ),
  );
}

function step(
  kind: LotOrigin["kind"],
  { blockNumber, index }: { blockNumber: number; index: number },
  children: readonly bigint[],
  parents: readonly bigint[],
) {
  return { kind, children, parents: [...parents], block: blockNumber, log: index };
}

/** The lineage as a tree of lines, from a lot back to its mints; a lot met again is named only. */
export function lineageTree(
  lotId: bigint,
  lineage: ReadonlyMap<bigint, LotOrigin>,
  describe: (origin: LotOrigin) => string,
): string[] {
  const seen = new Set<bigint>();
  const lines = (id: bigint): string[] => {
    const origin = lineage.get(id);
    if (origin === undefined) return [];
    if (seen.has(id)) return [`${describe(origin)} (as above)`];
    seen.add(id);
    return [
      describe(origin),
      ...origin.parents.flatMap((parent, i) => {
        const last = i === origin.parents.length - 1;
        return lines(parent).map(
          (line, j) => `${j === 0 ? (last ? "└─ " : "├─ ") : last ? "   " : "│  "}${line}`,
        );
      }),
    ];
  };
  return lines(lotId);
}
