import { phrase } from "../../scripts/core/phrase.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { readSealed } from "../ui/sealed.ts";

export default deskAction<DeskArguments & { file: string }>(async (given, desk) => {
  const { mined } = await import("../../scripts/chain/refusal.ts");
  const { receiveTrace } = await import("../../scripts/desk/site-keys.ts");
  const { siteId, keysHash } = await receiveTrace(desk, readSealed(given.file));
  const wallet = desk.wallet.connect(desk.provider);
  await mined(desk.contracts.accreditation.connect(wallet).confirm(siteId, keysHash));
  return {
    json: { siteId },
    lines: [phrase`site ${siteId} is confirmed; its trace secret is in this vault`],
  };
});
