import { units } from "./counts.ts";
import { KoboldError } from "./errors.ts";
import { phrase } from "./phrase.ts";
import { formatMass } from "./units.ts";
import type { Policy } from "./policy.ts";

/**
 * Whether a lot that meets the quantity policy suffices for so many units.
 * @throws RULE_BROKEN if the units take more cobalt than the policy makes sure of, or are none
 */
export function requireCovered(count: number, gramsPerUnit: number, { massMin }: Policy): void {
  const grams = BigInt(count) * BigInt(gramsPerUnit);
  if (grams === 0n) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`${units(count)} of ${formatMass(BigInt(gramsPerUnit))} take no cobalt`,
      phrase`give at least one unit, with at least 1 g in each`,
    );
  }
  if (grams <= massMin) return;
  throw new KoboldError(
    "RULE_BROKEN",
    phrase`${units(count)} of ${formatMass(BigInt(gramsPerUnit))} take ${formatMass(grams)}, but the quantity policy ensures only ${formatMass(massMin)}`,
    phrase`order fewer units, or agree on a policy with a larger mass`,
  );
}
