import { actAsRole } from "../../scripts/chain/act-as-role.ts";
import { siteIdOf } from "../../scripts/chain/sites.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";

export default walletAction<"site">(async (given, { contracts, wallet }) => {
  const { accreditation } = contracts;
  const siteId = siteIdOf(given.site);
  await actAsRole(wallet, accreditation.suspend.populateTransaction(siteId));
  return {
    json: { siteId },
    lines: [phrase`site ${siteId} is suspended; proofs under older registries are refused`],
  };
});
