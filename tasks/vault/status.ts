import { inWords } from "../ui/language.ts";
import { LOT_STATE_WORDS, OPERATION_STATE_WORDS, OPERATION_WORDS } from "../../scripts/vault/words.ts";
import { lotIdText } from "../../scripts/vault/lot-record.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";

export default deskAction<DeskArguments>((_, { port, vault, wallet }) => {
  const { chainId } = port.place;
  const lots = vault.lots.list({ place: port.place });
  const width = Math.max(...Object.values(LOT_STATE_WORDS).map((word) => inWords(word).length));
  const underWay = vault.journal.unfinished(port.place);
  return Promise.resolve({
    json: {
      account: wallet.address,
      chainId: chainId.toString(),
      lots: lots.map(({ id, label, lot, state }) => ({
        lot: lotIdText(id),
        state,
        massGrams: lot.massGrams,
        label,
      })),
      underWay: underWay.map(({ kind, state, createdAt }) => ({
        kind,
        state,
        since: new Date(createdAt).toISOString(),
      })),
    },
    lines: [
      phrase`account ${wallet.address} on chain ${chainId}`,
      ...lots.map(
        ({ id, label, lot, state }) =>
          `${lotIdText(id).slice(0, 14)}  ${inWords(LOT_STATE_WORDS[state]).padEnd(width)}  ${formatMass(lot.massGrams)}  ${label}`,
      ),
      ...underWay.map(
        ({ kind, state, createdAt }) =>
          phrase`under way: ${OPERATION_WORDS[kind]}, ${OPERATION_STATE_WORDS[state]}, since ${new Date(createdAt).toISOString()}`,
      ),
    ],
  });
});
