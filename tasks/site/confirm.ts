import { phrase } from "../../scripts/core/phrase.ts";
import { actAsRole } from "../../scripts/desk/role.ts";
import { receiveTrace } from "../../scripts/desk/site-keys.ts";
import { deskAction } from "../ui/desk.ts";
import { readSealed } from "../ui/sealed.ts";

export default deskAction<"file">(async (given, desk) => {
  const { siteId, keysHash } = await receiveTrace(desk, readSealed(given.file));
  const { accreditation } = desk.contracts;
  const call = accreditation.confirm.populateTransaction(siteId, keysHash);
  await actAsRole(desk, `confirm site ${siteId}`, call);
  return {
    json: { siteId },
    lines: [phrase`site ${siteId} is confirmed; its trace secret is in this vault`],
  };
});
