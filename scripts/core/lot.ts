import { requireField, requireRange } from "./field.ts";
import { phrase } from "./phrase.ts";
import { poseidon } from "./poseidon.ts";
import { checkedProvenance, type Provenance, provenanceHash } from "./provenance.ts";
import { formatMass, MAX_MASS_GRAMS } from "./units.ts";

/** The opening of a lot: whoever knows it knows all that the chain does not show. */
export interface Lot {
  /** Contained cobalt in grams. */
  readonly massGrams: bigint;
  readonly provenance: Provenance;
  /** Random field element that hides the rest. */
  readonly salt: bigint;
}

/** Checks every field's range. @throws OUT_OF_RANGE, naming the field and its value. */
export function checkedLot(lot: Lot): Lot {
  requireRange(phrase`mass`, lot.massGrams, 1n, MAX_MASS_GRAMS, formatMass);
  checkedProvenance(lot.provenance);
  requireField(phrase`salt`, lot.salt);
  return lot;
}

/** The token id: Poseidon(massGrams, provenance, salt). */
export function lotId(lot: Lot): bigint {
  return lotIdOf({ ...checkedLot(lot), provenance: provenanceHash(lot.provenance) });
}

/** A lot whose provenance is known by its hash only: enough for its id, and tells nothing but the mass. */
export interface MaskedLot {
  readonly massGrams: bigint;
  /** The provenance's hash. */
  readonly provenance: bigint;
  readonly salt: bigint;
}

/** The token id of a masked lot. @throws OUT_OF_RANGE */
export function lotIdOf({ massGrams, provenance, salt }: MaskedLot): bigint {
  requireRange(phrase`mass`, massGrams, 1n, MAX_MASS_GRAMS, formatMass);
  return poseidon(massGrams, requireField(phrase`provenance`, provenance), requireField(phrase`salt`, salt));
}

/** Source of random field elements; a CSPRNG in use, a seeded one in tests. */
export type RandomField = () => bigint;
