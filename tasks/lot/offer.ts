import { resolveLot } from "../../scripts/desk/resolve.ts";
import { offerLot } from "../../scripts/desk/handover.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { idText } from "../../scripts/core/ids.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import * as counts from "../../scripts/core/counts.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"lot" | "to" | "days">(async (given, desk) => {
  const days = Number(parseDecimal("--days", given.days, 0));
  const now = (await desk.provider.getBlock("latest"))?.timestamp ?? 0;
  const { id } = resolveLot(desk, given.lot);
  const { state } = await offerLot(desk, id, given.to, now + 86_400 * days);
  return {
    json: { lot: idText(id), to: given.to, days, state },
    lines: [phrase`offered to ${given.to} for ${counts.days(days)}, ${OPERATION_STATE_WORDS[state]}`],
  };
});
