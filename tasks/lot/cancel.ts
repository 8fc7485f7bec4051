import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { lotIdText } from "../../scripts/vault/lot-record.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";

export default deskAction<DeskArguments & { lot: string }>(async (given, desk) => {
  const { cancelOffer } = await import("../../scripts/desk/handover.ts");
  const { lotMeant } = await import("../../scripts/desk/find.ts");
  const { id } = lotMeant(desk, given.lot);
  const { state } = await cancelOffer(desk, id);
  return {
    json: { lot: lotIdText(id), state },
    lines: [phrase`offer taken back, ${OPERATION_STATE_WORDS[state]}`],
  };
});
