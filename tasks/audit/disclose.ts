import { discloseLot } from "../../scripts/desk/audit.ts";
import { lotMeant } from "../../scripts/desk/find.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { sealedAnswer, type SendingArguments, sendingOf } from "../ui/sealed.ts";

interface DiscloseArguments extends DeskArguments, SendingArguments {
  lot: string;
  to: string;
  lineage: boolean;
}

export default deskAction<DiscloseArguments>(async (given, desk) => {
  const sending = { ...(await sendingOf(desk, given)), to: given.to };
  const { id } = lotMeant(desk, given.lot);
  return sealedAnswer(given.out, await discloseLot(desk, id, sending, given.lineage));
});
