import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import { readAttributes } from "../../scripts/chain/registry.ts";
import { attributesGiven, type SiteTerms } from "../../scripts/chain/sites.ts";
import { dayOf } from "../../scripts/core/calendar.ts";
import { parseDecimal, parseMass } from "../../scripts/core/units.ts";
import type { Given } from "../ui/action.ts";

export type TermsWords = "attributes" | "raisedAtMint" | "permits" | "unit" | "auditedOn" | "validUntil";

/**
 * A site's terms as a task is given them; what is left out stays as it is now.
 * @throws NOT_FOUND for an attribute that nobody has defined, BAD_FIGURE
 */
export async function termsGiven(accreditation: Accreditation, given: Given<TermsWords>, now?: SiteTerms) {
  const defined = await readAttributes(accreditation);
  const read = <T>(name: TermsWords, present: T | undefined, parse: (text: string) => T): T =>
    given[name] === "" && present !== undefined ? present : parse(given[name]);
  const set = (text: string) => attributesGiven(defined, text);
  const attributes = read("attributes", now?.attributes, set);
  return {
    attributes,
    // what is closed is not raised either
    raisedAtMint: read("raisedAtMint", now === undefined ? undefined : now.raisedAtMint & attributes, set),
    permits: read("permits", now?.permits, (text) => Number(parseDecimal("--permits", text, 0))),
    unitGrams: read("unit", now?.unitGrams, (text) => parseMass("--unit", text)),
    auditedOn: read("auditedOn", now?.auditedOn, dayOf),
    validUntil: read("validUntil", now?.validUntil, dayOf),
  };
}
