import { phrase } from "../../scripts/core/phrase.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { aboutWhat } from "./words.ts";

export default deskAction<DeskArguments & { policy: string }>(async (given, desk) => {
  const { isAboutLot } = await import("../../scripts/core/policy.ts");
  const { policyIdText, policyMeant } = await import("../../scripts/core/policy-meant.ts");
  const { describePolicy, describeRow } = await import("../../scripts/core/policy-words.ts");
  const { attributesInSet } = await import("../../scripts/core/attributes.ts");
  const { policyBook } = await import("../../scripts/desk/policies.ts");
  const book = await policyBook(desk);
  const { id, policy } = policyMeant(given.policy, book);
  const names = [...book.names].flatMap(([name, each]) => (each === id ? [name] : []));
  const words = describePolicy(policy, book.attributes);
  const isDefined = book.defined.has(id);
  return {
    json: {
      policy: policyIdText(id),
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
      phrase`id: ${policyIdText(id)}`,
      ...(names.length > 0 ? [phrase`name: ${names.join(", ")}`] : []),
      phrase`in words: ${words}`,
      ...policy.rows.map((row, i) => phrase`row ${i + 1}: ${describeRow(row, book.attributes)}`),
      aboutWhat(policy),
      isDefined ? phrase`it is defined on this deployment` : phrase`it is not defined on this deployment yet`,
    ],
  };
});
