import { siteIdOf } from "../../scripts/chain/sites.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { actAsRole } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"site">(async (given, desk) => {
  const { accreditation } = desk.contracts;
  const siteId = siteIdOf(given.site);
  await actAsRole(desk, `suspend site ${siteId}`, accreditation.suspend.populateTransaction(siteId));
  return {
    json: { siteId },
    lines: [phrase`site ${siteId} is suspended; proofs under older registries are refused`],
  };
});
