import { mined } from "../../scripts/chain/refusal.ts";
import { attributeNumber } from "../../scripts/chain/sites.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";

export default walletAction<"name">(async ({ name }, { contracts, wallet }) => {
  const accreditation = contracts.accreditation.connect(wallet);
  const attribute = await attributeNumber(accreditation, name);
  await mined(accreditation.acceptAttribute(attribute));
  return {
    json: { attribute, name, controller: wallet.address },
    lines: [phrase`${name} is controlled by ${wallet.address}`],
  };
});
