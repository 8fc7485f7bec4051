import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { MAX_MASS_GRAMS } from "../../scripts/core/units.ts";
import type { Policy } from "../../scripts/core/policy.ts";

/** For which lots a claim of the policy holds. */
export function aboutWhat({ massMin, massMax }: Policy): Text {
  return massMin === 0n && massMax === MAX_MASS_GRAMS
    ? phrase`about a provenance: a claim holds for every piece of the lot`
    : phrase`about a lot: a claim holds for that lot, not for its pieces`;
}
