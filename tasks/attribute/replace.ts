import { ZeroAddress } from "ethers";

import { actAsRole } from "../../scripts/chain/act-as-role.ts";
import { attributeNumber } from "../../scripts/chain/sites.ts";
import { isoInstantOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";
import { heirGiven } from "./heir.ts";

export default walletAction<"name" | "account">(async ({ name, account }, { contracts, wallet }) => {
  const heir = heirGiven(account);
  const accreditation = contracts.accreditation.connect(wallet);
  const attribute = await attributeNumber(accreditation, name);
  await actAsRole(
    wallet,
    accreditation.replaceController.populateTransaction(attribute, heir ?? ZeroAddress),
  );
  const { from } = await accreditation.replacementOf(attribute);
  const replacement = heir === null ? null : { by: heir, from: isoInstantOf(from) };
  return {
    json: { attribute, name, replacement },
    lines: [
      replacement === null
        ? phrase`${name} keeps its controller`
        : phrase`${replacement.by} may take ${name} over from ${replacement.from} on, with \`attribute accept\``,
    ],
  };
});
