import { phrase } from "../../scripts/core/phrase.ts";
import { idText } from "../../scripts/core/ids.ts";
import { describePolicy, parsePolicy } from "../../scripts/core/policy-words.ts";
import { isAboutLot, policyId } from "../../scripts/core/policy.ts";
import { ensureDefined, namePolicy, policyBook, requireNameFree } from "../../scripts/desk/policies.ts";
import { deskAction } from "../ui/desk.ts";
import { aboutWhat } from "./words.ts";

export default deskAction<"name" | "words", "replace">(async ({ name, words, replace }, desk) => {
  const book = await policyBook(desk);
  const policy = parsePolicy(words, book.attributes);
  const id = policyId(policy);
  requireNameFree(desk, name, id, replace);
  const isNew = await ensureDefined(desk, policy, book);
  namePolicy(desk, name, id);
  const canonical = describePolicy(policy, book.attributes);
  return {
    json: { policy: idText(id), name, words: canonical, aboutLot: isAboutLot(policy), isNew },
    lines: [
      isNew ? phrase`${name} is defined: ${idText(id)}` : phrase`${name} was defined already: ${idText(id)}`,
      canonical,
      aboutWhat(policy),
    ],
  };
});
