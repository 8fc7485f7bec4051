import { resolveLot } from "../../scripts/desk/resolve.ts";
import { requestToll } from "../../scripts/desk/toll.ts";
import type { Given } from "../ui/action.ts";
import { deskAction } from "../ui/desk.ts";
import { sealedAnswer, type SendingArguments, sendingOf } from "../ui/sealed.ts";

export default deskAction<SendingArguments & Given<"lot" | "to">>(async (given, desk) => {
  const sending = { ...(await sendingOf(desk, given)), to: given.to };
  return sealedAnswer(given.out, await requestToll(desk, resolveLot(desk, given.lot).id, sending));
});
