import { actAsRole } from "../../scripts/chain/act-as-role.ts";
import { readTerms, siteIdOf } from "../../scripts/chain/sites.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";
import { termsGiven, type TermsWords } from "./terms.ts";

export default walletAction<"site" | TermsWords>(async (given, { contracts, wallet }) => {
  const accreditation = contracts.accreditation.connect(wallet);
  const siteId = siteIdOf(given.site);
  const now = await readTerms(accreditation, siteId);
  const terms = { ...now, ...(await termsGiven(accreditation, given, now)) };
  await actAsRole(wallet, accreditation.amend.populateTransaction(siteId, terms));
  return {
    json: { siteId, ...terms },
    lines: [phrase`site ${siteId} has other terms; \`site list\` shows them`],
  };
});
