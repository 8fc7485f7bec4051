import { mined } from "../../scripts/chain/refusal.ts";
import { attributeNumber } from "../../scripts/chain/sites.ts";
import { isoInstantOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";
import { heirGiven } from "./heir.ts";

export default walletAction<"name" | "account">(async ({ name, account }, { contracts, wallet }) => {
  const heir = heirGiven(account);
  const accreditation = contracts.accreditation.connect(wallet);
  const attribute = await attributeNumber(accreditation, name);
  await mined(accreditation.replaceController(attribute, heir));
  const from = isoInstantOf((await accreditation.replacementOf(attribute)).from);
  return {
    json: { attribute, name, replacedBy: account, from },
    lines: [
      account === "none"
        ? phrase`${name} keeps its controller`
        : phrase`${account} may take ${name} over from ${from} on, with \`attribute accept\``,
    ],
  };
});
