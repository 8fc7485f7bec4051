import { resolveLot } from "../../scripts/desk/resolve.ts";
import { cancelOffer } from "../../scripts/desk/handover.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { idText } from "../../scripts/core/ids.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"lot">(async (given, desk) => {
  const { id } = resolveLot(desk, given.lot);
  const { state } = await cancelOffer(desk, id);
  return {
    json: { lot: idText(id), state },
    lines: [phrase`offer taken back, ${OPERATION_STATE_WORDS[state]}`],
  };
});
