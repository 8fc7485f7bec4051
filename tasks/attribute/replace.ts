import { ZeroAddress } from "ethers";

import { attributeNumber } from "../../scripts/chain/sites.ts";
import { isoInstantOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { actAsRole } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";
import { heirGiven } from "./heir.ts";

export default deskAction<"name" | "account">(async ({ name, account }, desk) => {
  const heir = heirGiven(account);
  const accreditation = desk.contracts.accreditation;
  const attribute = await attributeNumber(accreditation, name);
  const call = accreditation.replaceController.populateTransaction(attribute, heir ?? ZeroAddress);
  await actAsRole(desk, `replace the controller of ${name}`, call);
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
