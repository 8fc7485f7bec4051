import { resolveLot } from "../../scripts/desk/resolve.ts";
import { requestToll } from "../../scripts/desk/toll.ts";
import { deskAction } from "../ui/desk.ts";
import { sealedAnswer, type SendingWords, sendingOf } from "../ui/sealed.ts";

export default deskAction<SendingWords | "lot" | "to">(async (given, desk) => {
  const sending = { ...(await sendingOf(desk, given)), to: given.to };
  return sealedAnswer(given.out, await requestToll(desk, resolveLot(desk, given.lot).id, sending));
});
