import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { isAboutLot, type Policy } from "../../scripts/core/policy.ts";

/** For which lots a claim of the policy holds. */
export function aboutWhat(policy: Policy): Text {
  return isAboutLot(policy)
    ? phrase`about a lot: a claim holds for that lot, not for its pieces`
    : phrase`about a provenance: a claim holds for every piece of the lot`;
}
