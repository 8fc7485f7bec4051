import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { Policy } from "../core/policy.ts";
import { idText } from "../core/ids.ts";
import type { ClaimOnLot, LotLives, LotHistory } from "./lot-lives.ts";

/** A lot of a lineage, with what is proven of it. */
export interface TracedLot extends LotHistory {
  /** Those within the lineage; a merge may have others. */
  readonly parentsShown: readonly bigint[];
  readonly childrenShown: readonly bigint[];
  readonly claims: readonly ClaimOnLot[];
}

/** All that a lot came of and all that came of it. */
export interface Trace {
  readonly subject: bigint;
  /** Oldest first: parents before children. */
  readonly lots: ReadonlyMap<bigint, TracedLot>;
  /** The policies proven of any of its lots, in the order of their first proof. */
  readonly policies: ReadonlyMap<bigint, Policy>;
  /** The block up to which the chain was read. */
  readonly block: number;
}

/** The lineage of a lot, from its mints to what became of it. @throws BAD_INPUT */
export function traceOf(lives: LotLives, subject: bigint, block: number): Trace {
  const { lots } = lives;
  const shown = new Set([
    ...reach(lots, subject, ({ parents }) => parents),
    ...reach(lots, subject, ({ children }) => children),
  ]);
  const traced = [...lots.values()]
    .filter(({ lotId }) => shown.has(lotId))
    .map((lot): TracedLot => ({
      ...lot,
      parentsShown: lot.parents.filter((id) => shown.has(id)),
      childrenShown: lot.children.filter((id) => shown.has(id)),
      claims: lives.claimsOn(lot),
    }));
  const proven = new Set(traced.flatMap(({ claims }) => claims.map(({ policyId }) => policyId)));
  return {
    subject,
    lots: new Map(traced.map((lot) => [lot.lotId, lot])),
    policies: new Map(
      [...proven].flatMap((id): [bigint, Policy][] => {
        const policy = lives.policyOf(id);
        return policy === undefined ? [] : [[id, policy]];
      }),
    ),
    block,
  };
}

function reach(
  lots: ReadonlyMap<bigint, LotHistory>,
  from: bigint,
  next: (lot: LotHistory) => readonly bigint[],
): Set<bigint> {
  const reached = new Set([from]);
  for (const id of reached) {
    const lot = lots.get(id);
    if (lot === undefined) {
      throw new KoboldError(
        "BAD_INPUT",
        phrase`lot ${idText(id)} was made before the blocks that were read`,
        phrase`ask whoever deployed for the right file: --deployment FILE`,
      );
    }
    for (const other of next(lot)) reached.add(other);
  }
  return reached;
}
