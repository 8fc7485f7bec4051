import { CO2E_CAP } from "./co2e-cap.ts";
import { phrase } from "./phrase.ts";
import { requireBits, requireRange } from "./field.ts";
import { packLanes } from "./lanes.ts";
import { poseidon } from "./poseidon.ts";
import { ATTRIBUTE_COUNT, WHOLE_SHARE } from "./attributes.ts";
import { formatCo2e, formatShare } from "./units.ts";

/** What is known of a lot's origin, whatever its mass. Every field is a proven lower bound of something good. */
export interface Provenance {
  /** CO2E_CAP − footprint, in grams CO2e per tonne of contained cobalt. */
  readonly co2eMargin: bigint;
  /** The part of the footprint that rests on primary data, in grams CO2e per tonne. */
  readonly co2ePrimary: bigint;
  /** For each of the 18 attributes, the parts per billion of the cobalt that carry the attribute. */
  readonly shares: readonly bigint[];
  /** Day since 1970-01-01 of the oldest audit among the sites that handled the cobalt. */
  readonly oldestAudit: number;
}

/** Checks every field's range. @throws OUT_OF_RANGE, naming the field and its value. */
export function checkedProvenance(p: Provenance): Provenance {
  requireRange(phrase`footprint`, co2eOf(p), 0n, CO2E_CAP, formatCo2e);
  requireRange(phrase`primary data`, p.co2ePrimary, 0n, co2eOf(p), formatCo2e);
  requireRange(
    phrase`number of shares`,
    BigInt(p.shares.length),
    BigInt(ATTRIBUTE_COUNT),
    BigInt(ATTRIBUTE_COUNT),
  );
  p.shares.forEach((share, j) =>
    requireRange(phrase`share of attribute ${j}`, share, 0n, WHOLE_SHARE, formatShare),
  );
  requireBits(phrase`day of the oldest audit`, BigInt(p.oldestAudit), 16);
  return p;
}

/** The footprint in grams CO2e per tonne of contained cobalt, an upper bound. */
export function co2eOf(provenance: Provenance): bigint {
  return CO2E_CAP - provenance.co2eMargin;
}

/** The 20 lanes in circuit order: co2eMargin, co2ePrimary, shares. */
export function lanesOf(provenance: Provenance): bigint[] {
  return [provenance.co2eMargin, provenance.co2ePrimary, ...provenance.shares];
}

/** A provenance from its 20 lanes and the day of its oldest audit. */
export function provenanceOfLanes(lanes: readonly bigint[], oldestAudit: number): Provenance {
  const [co2eMargin = -1n, co2ePrimary = -1n, ...shares] = lanes;
  return checkedProvenance({ co2eMargin, co2ePrimary, shares, oldestAudit });
}

/** The provenance as it enters the lot id; never published. */
export function provenanceHash(provenance: Provenance): bigint {
  return poseidon(...packLanes(lanesOf(checkedProvenance(provenance))), BigInt(provenance.oldestAudit));
}

/** Whether no bound of `weaker` is above that of `stronger`. */
export function isAtMost(weaker: Provenance, stronger: Provenance): boolean {
  const limits = lanesOf(stronger);
  return (
    weaker.oldestAudit <= stronger.oldestAudit &&
    lanesOf(weaker).every((lane, k) => lane <= (limits[k] ?? -1n))
  );
}

/** Whether two provenances are the same in every field. */
export function isSameProvenance(a: Provenance, b: Provenance): boolean {
  return isAtMost(a, b) && isAtMost(b, a);
}
