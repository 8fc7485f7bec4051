import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import { logPages, type LogPosition } from "./log-ranges.ts";

/** How a lot came to be, as the chain tells it. */
export interface LotOrigin {
  readonly lotId: bigint;
  readonly kind: "mint" | "split" | "merge" | "refine";
  readonly parents: readonly bigint[];
  readonly block: number;
  /** Number of its event within the block. */
  readonly log: number;
}

/** An operation that made lots. */
export interface LotsMade extends LogPosition {
  readonly kind: LotOrigin["kind"];
  readonly parents: readonly bigint[];
  readonly children: readonly bigint[];
  /** The provenance id of what it made; a split's pieces have their parent's. */
  readonly provenanceId: number | undefined;
  readonly sameProvenance: boolean;
}

/** The operations that made lots in a range of blocks, in any order. */
export async function readLotsMade(cobaltLot: CobaltLot, from: number, to: number): Promise<LotsMade[]> {
  const { filters } = cobaltLot;
  const [mints, splits, merges, refines] = await Promise.all([
    cobaltLot.queryFilter(filters.LotMinted(), from, to),
    cobaltLot.queryFilter(filters.LotSplit(), from, to),
    cobaltLot.queryFilter(filters.LotsMerged(), from, to),
    cobaltLot.queryFilter(filters.LotRefined(), from, to),
  ]);
  return [
    ...mints.map((event) => {
      const { lotId, provenanceId } = event.args;
      return lotsMade("mint", event, [], [lotId], provenanceId);
    }),
    ...splits.map((event) => lotsMade("split", event, [event.args.parent], event.args.children)),
    ...merges.map((event) => {
      const { parents, child, provenanceId, sameProvenance } = event.args;
      return lotsMade("merge", event, parents, [child], provenanceId, sameProvenance);
    }),
    ...refines.map((event) => {
      const { parent, child, provenanceId } = event.args;
      return lotsMade("refine", event, [parent], [child], provenanceId);
    }),
  ];
}

function lotsMade(
  kind: LotsMade["kind"],
  { blockNumber, index }: LogPosition,
  parents: readonly bigint[],
  children: readonly bigint[],
  provenanceId?: bigint,
  sameProvenance = kind === "split",
): LotsMade {
  return {
    blockNumber,
    index,
    kind,
    parents: [...parents],
    children: [...children],
    provenanceId: provenanceId === undefined ? undefined : Number(provenanceId),
    sameProvenance,
  };
}

/** The origin of every lot, from the contract's events, oldest first. @throws RPC_FAILED */
export async function readLineage(cobaltLot: CobaltLot): Promise<Map<bigint, LotOrigin>> {
  const toBlock = (await cobaltLot.runner?.provider?.getBlockNumber()) ?? 0;
  const read = (from: number, to: number) => readLotsMade(cobaltLot, from, to);
  const lineage = new Map<bigint, LotOrigin>();
  for await (const { events } of logPages(read, { fromBlock: 0, toBlock })) {
    for (const { kind, parents, children, blockNumber, index } of events) {
      for (const lotId of children)
        lineage.set(lotId, { lotId, kind, parents, block: blockNumber, log: index });
    }
  }
  return lineage;
}
