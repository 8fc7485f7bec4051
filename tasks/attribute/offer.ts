import { ZeroAddress } from "ethers";

import { mined } from "../../scripts/chain/refusal.ts";
import { attributeNumber } from "../../scripts/chain/sites.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";
import { heirGiven } from "./heir.ts";

export default walletAction<"name" | "account">(async ({ name, account }, { contracts, wallet }) => {
  const heir = heirGiven(account);
  const accreditation = contracts.accreditation.connect(wallet);
  const attribute = await attributeNumber(accreditation, name);
  await mined(accreditation.offerAttribute(attribute, heir ?? ZeroAddress));
  return {
    json: { attribute, name, offeredTo: heir },
    lines: [
      heir === null
        ? phrase`${name} is offered to nobody`
        : phrase`${name} is offered to ${heir}, who takes it over with \`attribute accept\``,
    ],
  };
});
