import { actAsRole } from "../../scripts/chain/act-as-role.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { receiveTrace } from "../../scripts/desk/site-keys.ts";
import { deskAction } from "../ui/desk.ts";
import { readSealed } from "../ui/sealed.ts";

export default deskAction<"file">(async (given, desk) => {
  const { siteId, keysHash } = await receiveTrace(desk, readSealed(given.file));
  const wallet = desk.wallet.connect(desk.provider);
  await actAsRole(wallet, desk.contracts.accreditation.confirm.populateTransaction(siteId, keysHash));
  return {
    json: { siteId },
    lines: [phrase`site ${siteId} is confirmed; its trace secret is in this vault`],
  };
});
