import { readRegistry } from "../../scripts/chain/registry.ts";
import { describePolicy } from "../../scripts/core/policy-words.ts";
import { acceptOffer, describeOffer, inspectOffer, offerMeant } from "../../scripts/desk/handover.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { idText } from "../../scripts/core/ids.ts";
import { isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { confirm } from "../ui/confirm.ts";
import { deskAction } from "../ui/desk.ts";
import { lotJson, lotLines } from "../ui/words.ts";
import { tell } from "../ui/print.ts";

export default deskAction<"lot" | "label", "yes">(async (given, desk, hre) => {
  const { attributes } = await readRegistry(desk.contracts.accreditation);
  const { lotId } = await offerMeant(desk, given.lot);
  const { offer, claims, lot, refusal } = await inspectOffer(desk, lotId);
  const proven = claims.map(({ policy, day }) => ({
    policy: describePolicy(policy, attributes),
    asOf: isoDateOf(day),
  }));
  tell(describeOffer(offer));
  tell(proven.length === 0 ? phrase`nothing is proven about it` : phrase`proven of it:`);
  for (const { policy, asOf } of proven) tell(phrase`  ${policy}, as of ${asOf}`);
  if (lot === undefined) throw refusal ?? new TypeError("a note without opening has a reason");
  tell(phrase`its note opens, and describes this lot:`);
  for (const line of lotLines(lot, attributes)) tell(phrase`  ${line}`);
  await confirm(hre, phrase`Accept it?`, given.yes);
  const { state } = await acceptOffer(desk, lotId, given.label);
  return {
    json: { lot: idText(lotId), state, proven, opening: lotJson(lot, attributes) },
    lines: [phrase`accepted, ${OPERATION_STATE_WORDS[state]}`],
  };
});
