import { requireMet } from "../../scripts/core/claim.ts";
import { resolveDefinedPolicy } from "../../scripts/core/resolve-policy.ts";
import { isAboutLot } from "../../scripts/core/policy.ts";
import { describePolicy } from "../../scripts/core/policy-words.ts";
import { exposureBy, proveClaims } from "../../scripts/desk/claims.ts";
import { today } from "../../scripts/chain/rpc.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { policyBook } from "../../scripts/desk/policies.ts";
import { OPERATION_STATE_WORDS } from "../../scripts/vault/words.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { idText } from "../../scripts/core/ids.ts";
import { confirm } from "../ui/confirm.ts";
import { deskAction } from "../ui/desk.ts";
import { tell } from "../ui/print.ts";
import { exposureJson, exposureLines } from "./exposure.ts";

export default deskAction<"lot", "yes", "policies">(async (given, desk, hre) => {
  const { id, lot } = resolveLot(desk, given.lot);
  const book = await policyBook(desk);
  const day = await today(desk);
  const meant = given.policies.map((each) => resolveDefinedPolicy(each, book));
  const policies = meant.map(({ policy }) => policy);
  const policyIds = meant.map((each) => each.id);
  for (const policy of policies) requireMet(policy, lot, day, book.attributes);
  const disclosure = await exposureBy(desk, id, policies, book);
  for (const policy of policies) tell(phrase`will become public: ${describePolicy(policy, book.attributes)}`);
  if (policies.some(isAboutLot))
    tell(phrase`a policy with a mass tells everybody between which bounds the mass of this very lot lies`);
  for (const line of exposureLines(disclosure, book.attributes)) tell(line);
  await confirm(hre, phrase`Prove it? What becomes public stays public`, given.yes);
  const { state } = await proveClaims(desk, id, policyIds);
  return {
    json: {
      lot: idText(id),
      policies: policyIds.map(idText),
      state,
      public: exposureJson(disclosure, book.attributes),
    },
    lines: [phrase`proven, ${OPERATION_STATE_WORDS[state]}`],
  };
});
