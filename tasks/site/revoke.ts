import { attributeNumber, siteIdOf } from "../../scripts/chain/sites.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { act } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"site" | "attribute">(async (given, desk) => {
  const { accreditation } = desk.contracts;
  const siteId = siteIdOf(given.site);
  const attribute = await attributeNumber(accreditation, given.attribute);
  const call = accreditation.revoke.populateTransaction(siteId, attribute);
  await act(desk, `revoke ${given.attribute} from site ${siteId}`, call);
  return {
    json: { siteId, attribute, name: given.attribute },
    lines: [
      phrase`site ${siteId} no longer holds ${given.attribute}; proofs under older registries are refused`,
    ],
  };
});
