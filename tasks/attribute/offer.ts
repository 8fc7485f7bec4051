import { ZeroAddress } from "ethers";

import { attributeNumber } from "../../scripts/chain/sites.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { act } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";
import { heirGiven } from "./heir.ts";

export default deskAction<"name" | "account">(async ({ name, account }, desk) => {
  const heir = heirGiven(account);
  const accreditation = desk.contracts.accreditation;
  const attribute = await attributeNumber(accreditation, name);
  const call = accreditation.offerAttribute.populateTransaction(attribute, heir ?? ZeroAddress);
  await act(desk, `offer attribute ${name}`, call);
  return {
    json: { attribute, name, offeredTo: heir },
    lines: [
      heir === null
        ? phrase`${name} is offered to nobody`
        : phrase`${name} is offered to ${heir}, who takes it over with \`attribute accept\``,
    ],
  };
});
