import { moveLot } from "../../scripts/desk/move.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { cobaltLotGiven } from "../ui/addresses.ts";
import { confirm } from "../ui/confirm.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"lot" | "successor", "yes">(async (given, desk, hre) => {
  const successor = cobaltLotGiven("--successor", given.successor);
  const { id, lot } = resolveLot(desk, given.lot);
  const digits = shortId(idText(id));
  const mass = formatMass(lot.massGrams);
  const question = phrase`Move ${digits}, ${mass}, to the deployment of CobaltLot ${successor}? This can't be undone`;
  await confirm(hre, question, given.yes);
  const { state } = await moveLot(desk, id, successor);
  return {
    json: { lot: idText(id), state, successor },
    lines: [
      phrase`moved ${digits}, ${mass}: ${OPERATION_STATE_WORDS[state]}`,
      phrase`it goes on there once it is adopted: \`lot adopt ${digits} --deployment FILE\`, with the successor's file`,
    ],
  };
});
