import { resolveLot } from "../../scripts/desk/resolve.ts";
import { requestToll } from "../../scripts/desk/toll.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { sealedAnswer, type SendingArguments, sendingOf } from "../ui/sealed.ts";

interface RequestArguments extends DeskArguments, SendingArguments {
  lot: string;
  to: string;
}

export default deskAction<RequestArguments>(async (given, desk) => {
  const sending = { ...(await sendingOf(desk, given)), to: given.to };
  return sealedAnswer(given.out, await requestToll(desk, resolveLot(desk, given.lot).id, sending));
});
