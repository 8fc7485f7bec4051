import { mined } from "../../scripts/chain/refusal.ts";
import { siteIdOf } from "../../scripts/chain/sites.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";

export default walletAction<"site">(async (given, { contracts, wallet }) => {
  const { accreditation } = contracts;
  const siteId = siteIdOf(given.site);
  await mined(accreditation.connect(wallet).suspend(siteId));
  return {
    json: { siteId },
    lines: [phrase`site ${siteId} is suspended; proofs under older registries are refused`],
  };
});
