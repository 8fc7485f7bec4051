import { readRegistry } from "../../scripts/chain/registry.ts";
import { ATTRIBUTE_RULES } from "../../scripts/core/attributes.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import { actAsRole } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"name" | "controller" | "group" | "rule">(async (given, desk) => {
  const { accreditation } = desk.contracts;
  const { attributes } = await readRegistry(accreditation);
  const attribute = attributes.findIndex((each) => each === undefined);
  const rule = ATTRIBUTE_RULES.findIndex((each) => each === given.rule);
  if (rule < 0) {
    const rules = ATTRIBUTE_RULES.join(", ");
    throw new KoboldError(
      "BAD_INPUT",
      phrase`"${given.rule}" is not a rule for attributes`,
      phrase`use one of ${rules}`,
    );
  }
  if (attribute < 0 || attributes.some((each) => each?.name === given.name)) {
    throw new KoboldError(
      "RULE_BROKEN",
      attribute < 0
        ? phrase`all ${attributes.length} attributes are defined`
        : phrase`attribute "${given.name}" is defined already`,
      phrase`choose another name, or use the attribute as \`attribute list\` shows it: it can't be changed`,
    );
  }
  const controller = given.controller === "" ? desk.account : given.controller;
  const group = Number(parseDecimal("--group", given.group, 0));
  const definition = { name: given.name, controller, group, rule };
  const call = accreditation.defineAttribute.populateTransaction(attribute, definition);
  await actAsRole(desk, `define attribute ${given.name}`, call);
  return {
    json: { attribute, ...definition, rule: given.rule },
    lines: [phrase`attribute ${attribute} is ${given.name}, controlled by ${controller}`],
  };
});
