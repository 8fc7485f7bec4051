import { mined } from "../../scripts/chain/refusal.ts";
import { attributeNumber, siteIdOf } from "../../scripts/chain/sites.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";

export default walletAction<"site" | "attribute">(async (given, { contracts, wallet }) => {
  const { accreditation } = contracts;
  const siteId = siteIdOf(given.site);
  const attribute = await attributeNumber(accreditation, given.attribute);
  await mined(accreditation.connect(wallet).revoke(siteId, attribute));
  return {
    json: { siteId, attribute, name: given.attribute },
    lines: [
      phrase`site ${siteId} no longer holds ${given.attribute}; proofs under older registries are refused`,
    ],
  };
});
