import { KoboldError } from "../../scripts/core/errors.ts";
import { listed, phrase } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { isGone, LOT_STATES, type LotState } from "../../scripts/vault/lot-record.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import { LOT_STATE_WORDS } from "../../scripts/vault/words.ts";
import { lookAction } from "../ui/desk.ts";
import { inWords } from "../ui/language.ts";
import { tellOfElsewhere } from "../ui/elsewhere.ts";
import { recordJson, stateOf } from "../ui/made.ts";
import { table } from "../ui/table.ts";

export default lookAction<"state", "all">((given, desk) => {
  const { port, vault } = desk;
  const wanted = given.state === "" ? undefined : stateMeant(given.state);
  const lots = vault.lots
    .list({ deployment: port.deployment })
    .filter((lot) => (wanted === undefined ? given.all || !isGone(lot) : lot.state === wanted));
  tellOfElsewhere(desk);
  const headings = [phrase`lot`, phrase`state`, phrase`contained cobalt`, phrase`label`];
  const rows = lots.map((record) => [
    shortId(idText(record.id)),
    inWords(stateOf(vault, record)),
    formatMass(record.lot.massGrams),
    record.label,
  ]);
  return {
    json: lots.map((record) => recordJson(vault, record)),
    lines: table(headings, rows, { right: [2] }),
  };
});

/** A state by its name, or as the list shows it in the reader's language. @throws BAD_INPUT */
function stateMeant(state: string): LotState {
  const meant = LOT_STATES.find((known) => known === state || inWords(LOT_STATE_WORDS[known]) === state);
  if (meant !== undefined) return meant;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${state}" is not a state of lots`,
    phrase`use one of ${listed(Object.values(LOT_STATE_WORDS))}`,
  );
}
