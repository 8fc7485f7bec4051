import { shortfalls } from "../../scripts/core/claim.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { resolvePolicy } from "../../scripts/core/resolve-policy.ts";
import { describePolicy } from "../../scripts/core/policy-words.ts";
import { today } from "../../scripts/chain/rpc.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { policyBook } from "../../scripts/desk/policies.ts";
import { idText } from "../../scripts/core/ids.ts";
import { lookAction } from "../ui/desk.ts";
import { EXIT_CODES } from "../ui/exit-codes.ts";
import { inWords } from "../ui/language.ts";

export default lookAction<"lot", never, "policies">(async (given, desk) => {
  const { id, lot } = resolveLot(desk, given.lot);
  const book = await policyBook(desk);
  const day = await today(desk);
  const checked = given.policies
    .map((each) => resolvePolicy(each, book))
    .map((each) => ({ ...each, lacks: shortfalls(each.policy, lot, day, book.attributes) }));
  const fails = checked.some(({ lacks }) => lacks.length > 0);
  return {
    json: {
      lot: idText(id),
      holds: !fails,
      policies: checked.map(({ id: policy, policy: rows, lacks }) => ({
        policy: idText(policy),
        words: describePolicy(rows, book.attributes),
        isDefined: book.defined.has(policy),
        holds: lacks.length === 0,
        shortfalls: lacks.map(inWords),
      })),
    },
    lines: checked.flatMap(({ label, policy, lacks }) => {
      const words = describePolicy(policy, book.attributes);
      return [
        lacks.length === 0 ? phrase`${label} holds: ${words}` : phrase`${label} does not hold: ${words}`,
        ...lacks.map((lack) => phrase`  ${lack}`),
      ];
    }),
    ...(fails ? { exitCode: EXIT_CODES.checkFailed } : {}),
  };
});
