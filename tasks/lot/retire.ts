import { documentsHashOf } from "../../scripts/chain/hashes.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { retireLot } from "../../scripts/desk/lots.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { RETIREMENT_KINDS, RETIREMENT_WORDS, type RetirementKind } from "../../scripts/core/retirement.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import { confirm } from "../ui/confirm.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"lot" | "kind" | "purpose", "yes">(async (given, desk, hre) => {
  const kind = kindGiven(given.kind);
  const { id, lot } = resolveLot(desk, given.lot);
  const digits = shortId(idText(id));
  const mass = formatMass(lot.massGrams);
  const word = RETIREMENT_WORDS[kind];
  const question = phrase`Retire ${digits}, ${mass}, as ${word}, for "${given.purpose}"? This can't be undone`;
  await confirm(hre, question, given.yes);
  const purpose = documentsHashOf(given.purpose);
  const { state } = await retireLot(desk, id, kind, purpose);
  return {
    json: { lot: idText(id), state, kind, purpose },
    lines: [
      phrase`retired ${digits}, ${mass}, as ${word}: ${OPERATION_STATE_WORDS[state]}`,
      phrase`purpose on the chain: ${purpose}`,
    ],
  };
});

/** @throws BAD_INPUT; a move is a retirement that only its own command makes, with a purpose that a contract reads */
function kindGiven(text: string): RetirementKind {
  const kind = RETIREMENT_KINDS.find((each) => each === text && each !== "moved");
  if (kind !== undefined) return kind;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${text}" is not a kind of retirement`,
    phrase`give --kind product, loss, export or correction`,
  );
}
