import { type CircuitInputs, padded } from "./circuit-inputs.ts";
import { KoboldError } from "./errors.ts";
import { phrase } from "./phrase.ts";
import { requireRange } from "./field.ts";
import { type Lot, lotId, type RandomField } from "./lot.ts";
import { formatMass, MAX_MASS_GRAMS } from "./units.ts";
import { provenanceHash } from "./provenance.ts";

/** The most pieces of one split. */
export const MAX_CHILDREN = 8;

/**
 * Shares out a lot's mass; every piece keeps the provenance.
 * @throws RULE_BROKEN unless 1 … 8 masses of at least 1 g make up the parent's mass exactly
 */
export function split(parent: Lot, masses: readonly bigint[], random: RandomField): Lot[] {
  requireRange(phrase`number of pieces`, BigInt(masses.length), 1n, BigInt(MAX_CHILDREN));
  for (const mass of masses) requireRange(phrase`mass of a piece`, mass, 1n, MAX_MASS_GRAMS, formatMass);
  const sum = masses.reduce((a, b) => a + b, 0n);
  if (sum !== parent.massGrams) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`the pieces weigh ${formatMass(sum)} together, the lot ${formatMass(parent.massGrams)}`,
      phrase`a split shares out the mass exactly: correct the masses of the pieces`,
    );
  }
  return masses.map((massGrams) => ({ massGrams, provenance: parent.provenance, salt: random() }));
}

/** The inputs of the `split` circuit. */
export function splitInputs(parent: Lot, children: readonly Lot[]): CircuitInputs {
  const ofEach = (figure: (child: Lot) => bigint) => padded(children.map(figure), MAX_CHILDREN, 0n);
  return {
    parent: lotId(parent),
    children: ofEach(lotId),
    massGrams: parent.massGrams,
    provenance: provenanceHash(parent.provenance),
    salt: parent.salt,
    childMassGrams: ofEach((child) => child.massGrams),
    childSalts: ofEach((child) => child.salt),
  };
}
