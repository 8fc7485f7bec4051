import { phrase } from "../../scripts/core/phrase.ts";
import { type PlaceArguments, walletAction } from "../ui/chain.ts";

export default walletAction<PlaceArguments & { site: string; slot: string }>(
  async (given, { contracts, wallet }) => {
    const { mined } = await import("../../scripts/chain/refusal.ts");
    const { siblingsNow, siteIdOf, slotNumber } = await import("../../scripts/chain/sites.ts");
    const { accreditation } = contracts;
    const siteId = siteIdOf(given.site);
    const slot = await slotNumber(accreditation, given.slot);
    const siblings = await siblingsNow(accreditation, siteId);
    await mined(accreditation.connect(wallet).revoke(siteId, slot, siblings));
    return {
      json: { siteId, slot, name: given.slot },
      lines: [
        phrase`site ${siteId} no longer holds ${given.slot}; proofs under older registries are refused`,
      ],
    };
  },
);
