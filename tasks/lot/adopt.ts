import { desksBefore } from "../../scripts/desk/desk.ts";
import { adoptLot } from "../../scripts/desk/move.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"lot">(async (given, desk) => {
  const [before] = await desksBefore(desk);
  if (before === undefined) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`this deployment goes on from no other, so there is nothing to adopt`,
      phrase`name the successor's file with --deployment`,
    );
  }
  const moved = resolveLot(before, given.lot);
  const operation = await adoptLot(desk, moved);
  const digits = shortId(idText(moved.id));
  const mass = formatMass(moved.lot.massGrams);
  const state = operation?.state ?? "final";
  return {
    json: { lot: idText(moved.id), label: moved.label, state },
    lines: [
      phrase`adopted ${digits}, ${mass}: ${OPERATION_STATE_WORDS[state]}`,
      phrase`what was proven of it there is to be proven here again: \`claim prove\``,
    ],
  };
});
