import { phrase } from "../../scripts/core/phrase.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import { describePolicy } from "../../scripts/core/policy-words.ts";
import { isAboutLot } from "../../scripts/core/policy.ts";
import { policyBook } from "../../scripts/desk/policies.ts";
import { lookAction } from "../ui/desk.ts";
import { inWords } from "../ui/language.ts";
import { table } from "../ui/table.ts";

export default lookAction<never, "named">(async (given, desk) => {
  const { defined, names, attributes } = await policyBook(desk);
  const policies = [...defined]
    .map(([id, policy]) => ({
      policy: idText(id),
      names: [...names].flatMap(([name, each]) => (each === id ? [name] : [])),
      words: describePolicy(policy, attributes),
      aboutLot: isAboutLot(policy),
    }))
    .filter((each) => !given.named || each.names.length > 0);
  const headings = [phrase`name`, phrase`id`, phrase`about`, phrase`in words`];
  const rows = policies.map((each) => [
    each.names.join(", "),
    shortId(each.policy),
    inWords(each.aboutLot ? phrase`a lot` : phrase`a provenance`),
    each.words,
  ]);
  return {
    json: policies,
    lines: policies.length === 0 ? [phrase`no policy is defined yet`] : table(headings, rows),
  };
});
