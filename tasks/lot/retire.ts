import { documentsHashOf } from "../../scripts/chain/hashes.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { retireLot } from "../../scripts/desk/lots.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import { confirm } from "../ui/confirm.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"lot" | "purpose", "yes">(async (given, desk, hre) => {
  const { id, lot } = resolveLot(desk, given.lot);
  const digits = shortId(idText(id));
  const mass = formatMass(lot.massGrams);
  const question = phrase`Retire ${digits}, ${mass}, for "${given.purpose}"? This can't be undone`;
  await confirm(hre, question, given.yes);
  const purpose = documentsHashOf(given.purpose);
  const { state } = await retireLot(desk, id, purpose);
  return {
    json: { lot: idText(id), state, purpose },
    lines: [
      phrase`retired ${digits}, ${mass}: ${OPERATION_STATE_WORDS[state]}`,
      phrase`purpose on the chain: ${purpose}`,
    ],
  };
});
