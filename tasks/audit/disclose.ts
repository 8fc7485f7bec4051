import { discloseLot } from "../../scripts/desk/audit.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { deskAction } from "../ui/desk.ts";
import { sealedAnswer, type SendingWords, sendingOf } from "../ui/sealed.ts";

export default deskAction<SendingWords | "lot" | "to", "lineage">(async (given, desk) => {
  const sending = { ...(await sendingOf(desk, given)), to: given.to };
  const { id } = resolveLot(desk, given.lot);
  return sealedAnswer(given.out, await discloseLot(desk, id, sending, given.lineage));
});
