import { offerMeant, rejectOffer } from "../../scripts/desk/handover.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { idText } from "../../scripts/core/ids.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"lot">(async (given, desk) => {
  const { lotId } = await offerMeant(desk, given.lot);
  const { state } = await rejectOffer(desk, lotId);
  return {
    json: { lot: idText(lotId), state },
    lines: [phrase`rejected, ${OPERATION_STATE_WORDS[state]}`],
  };
});
