import { type CircuitInputs, padded } from "./circuit-inputs.ts";
import { KoboldError } from "./errors.ts";
import { phrase } from "./phrase.ts";
import { requireRange } from "./field.ts";
import { LANE_COUNT, packLanes, WORD_COUNT } from "./lanes.ts";
import { checkedLot, type Lot, lotId, type RandomField } from "./lot.ts";
import { formatMass, MAX_MASS_GRAMS } from "./units.ts";
import { isAtMost, isSameProvenance, lanesOf, type Provenance, provenanceOfLanes } from "./provenance.ts";

/** The most parents of one merge. */
export const MAX_PARENTS = 8;

/** The mass of some lots together. @throws OUT_OF_RANGE above the heaviest lot */
function totalMass(parents: readonly Lot[]): bigint {
  requireRange(phrase`number of parents`, BigInt(parents.length), 1n, BigInt(MAX_PARENTS));
  const sum = parents.reduce((total, { massGrams }) => total + massGrams, 0n);
  return requireRange(phrase`merged mass`, sum, 1n, MAX_MASS_GRAMS, formatMass);
}

/** Σ mass · lane over the parents, for each lane. */
function weightedLanes(parents: readonly Lot[]): bigint[] {
  const sums = Array.from({ length: LANE_COUNT }, () => 0n);
  for (const { massGrams, provenance } of parents) {
    lanesOf(provenance).forEach((lane, k) => (sums[k] = (sums[k] ?? 0n) + massGrams * lane));
  }
  return sums;
}

/** The mass-weighted mean of the parents' provenances, each bound rounded down; the strongest that can be proven. */
export function blend(parents: readonly Lot[]): Provenance {
  const mass = totalMass(parents);
  const oldestAudit = Math.min(...parents.map(({ provenance }) => provenance.oldestAudit));
  return provenanceOfLanes(
    weightedLanes(parents).map((sum) => sum / mass),
    oldestAudit,
  );
}

/** Joins lots into one that carries their blend. */
export function merge(parents: readonly Lot[], random: RandomField): Lot {
  return checkedLot({ massGrams: totalMass(parents), provenance: blend(parents), salt: random() });
}

/**
 * A merge of one: the same cobalt under weaker figures, so that exact shares do not betray a blend.
 * @throws RULE_BROKEN if a bound would rise
 */
export function weaken(parent: Lot, provenance: Provenance, random: RandomField): Lot {
  if (!isAtMost(provenance, parent.provenance)) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`some figure of the weakened provenance is better than the lot's own`,
      phrase`choose lower shares, a larger footprint or an earlier audit only`,
    );
  }
  return checkedLot({ massGrams: parent.massGrams, provenance, salt: random() });
}

/**
 * The inputs of the `merge` circuit, also for `weaken`.
 * @param sameProvenance proves, and so publishes, that all provenances agree. Only for pieces of one split: said of
 * two mints it would betray that they are of one site.
 * @throws RULE_BROKEN if `sameProvenance` is not true
 */
export function mergeInputs(parents: readonly Lot[], child: Lot, sameProvenance = false): CircuitInputs {
  if (sameProvenance && !isJoin(parents, child)) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`the lots differ in provenance, so they can be merged but not joined`,
      phrase`merge them without --joined`,
    );
  }
  const childLanes = lanesOf(child.provenance);
  return {
    parents: padded(parents.map(lotId), MAX_PARENTS, 0n),
    child: lotId(child),
    sameProvenance: sameProvenance ? 1n : 0n,
    parentMassGrams: padded(
      parents.map(({ massGrams }) => massGrams),
      MAX_PARENTS,
      0n,
    ),
    parentLanes: padded(
      parents.map(({ provenance }) => packLanes(lanesOf(provenance))),
      MAX_PARENTS,
      padded([], WORD_COUNT, 0n),
    ),
    parentOldestAudits: padded(
      parents.map(({ provenance }) => BigInt(provenance.oldestAudit)),
      MAX_PARENTS,
      0n,
    ),
    parentSalts: padded(
      parents.map(({ salt }) => salt),
      MAX_PARENTS,
      0n,
    ),
    childLanes,
    remainders: weightedLanes(parents).map((sum, k) => sum - (childLanes[k] ?? 0n) * child.massGrams),
    childOldestAudit: BigInt(child.provenance.oldestAudit),
    childSalt: child.salt,
  };
}

/** Whether the child keeps the provenance of every parent exactly, so that claims go over without a new proof. */
export function isJoin(parents: readonly Lot[], child: Lot): boolean {
  return parents.every(({ provenance }) => isSameProvenance(provenance, child.provenance));
}
