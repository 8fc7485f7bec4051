import { inWords } from "../ui/language.ts";
import { OPERATION_STATE_WORDS, OPERATION_WORDS } from "../../scripts/vault/words.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import { columnsOf, fitted } from "../../scripts/core/columns.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { lookAction } from "../ui/desk.ts";
import { tellOfElsewhere } from "../ui/elsewhere.ts";
import { recordJson, stateOf } from "../ui/made.ts";

export default lookAction((_, desk) => {
  const { account, port, vault } = desk;
  tellOfElsewhere(desk);
  const { chainId } = port.deployment;
  const lots = vault.lots.list({ deployment: port.deployment });
  const states = lots.map((record) => inWords(stateOf(vault, record)));
  const width = Math.max(...states.map(columnsOf), 0);
  const underWay = vault.journal.unfinished(port.deployment);
  return {
    json: {
      account,
      chainId: chainId.toString(),
      lots: lots.map((record) => recordJson(vault, record)),
      underWay: underWay.map(({ kind, state, createdAt }) => ({
        kind,
        state,
        since: new Date(createdAt).toISOString(),
      })),
    },
    lines: [
      phrase`account ${account} on chain ${chainId}`,
      ...lots.map(
        ({ id, label, lot }, i) =>
          `${shortId(idText(id))}  ${fitted(states[i] ?? "", width)}  ${formatMass(lot.massGrams)}  ${label}`,
      ),
      ...underWay.map(
        ({ kind, state, createdAt }) =>
          phrase`under way: ${OPERATION_WORDS[kind]}, ${OPERATION_STATE_WORDS[state]}, since ${new Date(createdAt).toISOString()}`,
      ),
    ],
  };
});
