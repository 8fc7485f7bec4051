import { attributesInSet } from "../../scripts/core/attributes.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { resolvePolicy } from "../../scripts/core/resolve-policy.ts";
import { idText } from "../../scripts/core/ids.ts";
import { describePolicy, describeRow } from "../../scripts/core/policy-words.ts";
import { isAboutLot } from "../../scripts/core/policy.ts";
import { policyBook } from "../../scripts/desk/policies.ts";
import { lookAction } from "../ui/desk.ts";
import { aboutWhat } from "./words.ts";

export default lookAction<"policy">(async (given, desk) => {
  const book = await policyBook(desk);
  const { id, policy } = resolvePolicy(given.policy, book);
  const names = [...book.names].flatMap(([name, each]) => (each === id ? [name] : []));
  const words = describePolicy(policy, book.attributes);
  const isDefined = book.defined.has(id);
  return {
    json: {
      policy: idText(id),
      names,
      words,
      isDefined,
      aboutLot: isAboutLot(policy),
      rows: policy.rows.map((row) => ({
        words: describeRow(row, book.attributes),
        ...row,
        shares: attributesInSet(row.shares),
      })),
      massMin: policy.massMin,
      massMax: policy.massMax,
    },
    lines: [
      phrase`id: ${idText(id)}`,
      ...(names.length > 0 ? [phrase`name: ${names.join(", ")}`] : []),
      phrase`in words: ${words}`,
      ...policy.rows.map((row, i) => phrase`row ${i + 1}: ${describeRow(row, book.attributes)}`),
      aboutWhat(policy),
      isDefined ? phrase`it is defined on this deployment` : phrase`it is not defined on this deployment yet`,
    ],
  };
});
