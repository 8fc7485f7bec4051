import { requireField, requireRange } from "./field.ts";
import { poseidon } from "./poseidon.ts";
import { checkedProvenance, type Provenance, provenanceHash } from "./provenance.ts";

/** The heaviest lot, 4,294 t of contained cobalt. */
export const MAX_MASS_GRAMS = (1n << 32n) - 1n;

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
  requireRange("massGrams", lot.massGrams, 1n, MAX_MASS_GRAMS);
  checkedProvenance(lot.provenance);
  requireField("salt", lot.salt);
  return lot;
}

/** The token id: Poseidon(massGrams, provenance, salt). */
export function lotId(lot: Lot): bigint {
  checkedLot(lot);
  return poseidon(lot.massGrams, provenanceHash(lot.provenance), lot.salt);
}

/** Source of random field elements; a CSPRNG in use, a seeded one in tests. */
export type RandomField = () => bigint;
