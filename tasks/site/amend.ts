import { readTerms, siteIdOf } from "../../scripts/chain/sites.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { actAsRole } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";
import { termsGiven, type TermsWords } from "./terms.ts";

export default deskAction<"site" | TermsWords>(async (given, desk) => {
  const { accreditation } = desk.contracts;
  const siteId = siteIdOf(given.site);
  const now = await readTerms(accreditation, siteId);
  const terms = { ...now, ...(await termsGiven(accreditation, given, now)) };
  await actAsRole(desk, `amend site ${siteId}`, accreditation.amend.populateTransaction(siteId, terms));
  return {
    json: { siteId, ...terms },
    lines: [phrase`site ${siteId} has other terms; \`site list\` shows them`],
  };
});
