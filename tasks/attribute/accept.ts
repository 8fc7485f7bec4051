import { attributeNumber } from "../../scripts/chain/sites.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { act } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"name">(async ({ name }, desk) => {
  const accreditation = desk.contracts.accreditation;
  const attribute = await attributeNumber(accreditation, name);
  await act(desk, `accept attribute ${name}`, accreditation.acceptAttribute.populateTransaction(attribute));
  return {
    json: { attribute, name, controller: desk.account },
    lines: [phrase`${name} is controlled by ${desk.account}`],
  };
});
