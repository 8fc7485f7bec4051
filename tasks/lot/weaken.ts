import { readRegistry } from "../../scripts/chain/registry.ts";
import { coarsen } from "../../scripts/core/coarsen.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { describePolicy, parsePolicy } from "../../scripts/core/policy-words.ts";
import { today } from "../../scripts/chain/rpc.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { weakenLot } from "../../scripts/desk/lots.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { idText } from "../../scripts/core/ids.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { policyTexts } from "../order/words.ts";
import { confirm } from "../ui/confirm.ts";
import { deskAction } from "../ui/desk.ts";
import { tell } from "../ui/print.ts";
import { lotJson, lotLines } from "../ui/words.ts";

export default deskAction<"lot" | "policies", "yes">(async (given, desk, hre) => {
  const { attributes } = await readRegistry(desk.contracts.accreditation);
  const { id, lot, label } = resolveLot(desk, given.lot);
  const policies = policyTexts(given.policies).map((each) => parsePolicy(each, attributes));
  const { provenance, effects } = coarsen(lot, policies, await today(desk), attributes);
  for (const { policy, heldBefore, heldAfter, rows } of effects) {
    tell(phrase`${describePolicy(policy, attributes)}: ${hold(heldBefore)} before, ${hold(heldAfter)} after`);
    for (const { row, figuresBefore, figuresAfter } of rows) {
      tell(phrase`  ${row}: ${figuresBefore} → ${figuresAfter}`);
    }
  }
  tell(phrase`the lot would say:`);
  for (const line of lotLines({ ...lot, provenance }, attributes)) tell(phrase`  ${line}`);
  await confirm(hre, phrase`Weaken it? This can't be undone`, given.yes);
  const { lots, operation } = await weakenLot(desk, id, provenance, label);
  return {
    json: {
      lot: idText(id),
      state: operation.state,
      lots: lots.map((each) => ({ lot: idText(lotId(each)), opening: lotJson(each, attributes) })),
    },
    lines: [phrase`weakened, ${OPERATION_STATE_WORDS[operation.state]}`],
  };
});

function hold(held: boolean) {
  return held ? phrase`holds` : phrase`does not hold`;
}
