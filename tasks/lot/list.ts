import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { isGone, LOT_STATES, lotIdText } from "../../scripts/vault/lot-record.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { inWords } from "../ui/language.ts";
import { shortId } from "../ui/made.ts";
import { table } from "../ui/table.ts";

interface ListArguments extends DeskArguments {
  state: string;
  all: boolean;
}

export default deskAction<ListArguments>((given, { port, vault }) => {
  requireState(given.state);
  const lots = vault.lots
    .list({ place: port.place })
    .filter((lot) => (given.state === "" ? given.all || !isGone(lot) : lot.state === given.state));
  const headings = [phrase`lot`, phrase`state`, phrase`contained cobalt`, phrase`label`].map(inWords);
  const rows = lots.map(({ id, label, lot, state }) => [
    shortId(lotIdText(id)),
    state,
    formatMass(lot.massGrams),
    label,
  ]);
  return Promise.resolve({
    json: lots.map(({ id, label, lot, state }) => ({
      lot: lotIdText(id),
      state,
      massGrams: lot.massGrams,
      label,
    })),
    lines: table(headings, rows, { right: [2] }),
  });
});

function requireState(state: string): void {
  if (state === "" || LOT_STATES.some((known) => known === state)) return;
  throw new KoboldError(
    "BAD_RECORD",
    phrase`no lot is ever "${state}"`,
    phrase`use one of ${LOT_STATES.join(", ")}`,
  );
}
