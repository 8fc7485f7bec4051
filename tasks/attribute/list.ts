import { ATTRIBUTE_COUNT, ATTRIBUTE_RULES } from "../../scripts/core/attributes.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { deploymentAction } from "../ui/chain.ts";
import { table } from "../ui/table.ts";

export default deploymentAction(async (_, { contracts }) => {
  const all = await Promise.all(
    Array.from({ length: ATTRIBUTE_COUNT }, async (_, attribute) => {
      const { name, group, rule, controller } = await contracts.accreditation.attributeOf(attribute);
      return { attribute, name, group: Number(group), rule: ATTRIBUTE_RULES[Number(rule)] ?? "", controller };
    }),
  );
  const attributes = all.filter(({ name }) => name !== "");
  const headings = [phrase`attribute`, phrase`name`, phrase`group`, phrase`rule`, phrase`controller`];
  const rows = attributes.map((attribute) => Object.values(attribute).map(String));
  return { json: attributes, lines: table(headings, rows, { right: [0, 2] }) };
});
