import { KoboldError } from "./errors.ts";
import { phrase } from "./phrase.ts";
import type { Policy } from "./policy.ts";

/**
 * Whether a lot that meets the quantity policy suffices for so many units.
 * @throws RULE_BROKEN if the units take more cobalt than the policy makes sure of, or are none
 */
export function requireCovered(units: number, gramsPerUnit: number, { massMin }: Policy): void {
  const grams = BigInt(units) * BigInt(gramsPerUnit);
  if (grams === 0n) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`${units} units of ${gramsPerUnit} g take no cobalt`,
      phrase`give at least one unit, with at least 1 g in each`,
    );
  }
  if (grams <= massMin) return;
  throw new KoboldError(
    "RULE_BROKEN",
    phrase`${units} units of ${gramsPerUnit} g take ${grams.toString()} g, the quantity policy makes sure of ${massMin.toString()} g`,
    phrase`order fewer units, or agree on a policy with a larger mass`,
  );
}
