import { lotId } from "../../scripts/core/lot.ts";
import { formatMass, parseMass } from "../../scripts/core/units.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { settleToll } from "../../scripts/desk/toll.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { idText } from "../../scripts/core/ids.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { deskAction } from "../ui/desk.ts";
import { readSealed } from "../ui/sealed.ts";

export default deskAction<"file" | "lot" | "least" | "label">(async (given, desk) => {
  const agreed = {
    parent: resolveLot(desk, given.lot).id,
    leastGrams: parseMass(phrase`least mass`, given.least),
    label: given.label,
  };
  const { lots, operation } = await settleToll(desk, readSealed(given.file), agreed);
  return {
    json: {
      state: operation.state,
      lots: lots.map((lot) => ({ lot: idText(lotId(lot)), massGrams: lot.massGrams })),
    },
    lines: lots.map(
      ({ massGrams }) => phrase`refined: ${formatMass(massGrams)}, ${OPERATION_STATE_WORDS[operation.state]}`,
    ),
  };
});
