import { readRegistry } from "../../scripts/chain/registry.ts";
import { describePolicy } from "../../scripts/core/policy-words.ts";
import { claimsOn } from "../../scripts/chain/claims.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { LOT_STATE_WORDS } from "../../scripts/vault/words.ts";
import { isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { idText } from "../../scripts/core/ids.ts";
import { lookAction } from "../ui/desk.ts";
import { lotJson, lotLines } from "../ui/words.ts";

export default lookAction<"lot">(async (given, desk) => {
  const { id, label, lot, state } = resolveLot(desk, given.lot);
  const { attributes } = await readRegistry(desk.contracts.accreditation);
  const claims = (await claimsOn(desk.contracts, id)).map(({ policy, day }) => ({
    policy: describePolicy(policy, attributes),
    provenFor: isoDateOf(day),
  }));
  return {
    json: { lot: idText(id), label, state, opening: lotJson(lot, attributes), claims },
    lines: [
      idText(id),
      phrase`label: ${label === "" ? "–" : label}`,
      phrase`state: ${LOT_STATE_WORDS[state]}`,
      phrase`known only to this vault and to those who were told:`,
      ...lotLines(lot, attributes).map((line) => phrase`  ${line}`),
      claims.length === 0 ? phrase`nothing is proven about it` : phrase`proven of it, for all to see:`,
      ...claims.map(({ policy, provenFor }) => phrase`  ${policy}, as of ${provenFor}`),
    ],
  };
});
