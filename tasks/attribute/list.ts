import { ZeroAddress } from "ethers";

import { ATTRIBUTE_COUNT, ATTRIBUTE_RULES } from "../../scripts/core/attributes.ts";
import { isoInstantOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { deploymentAction } from "../ui/chain.ts";
import { table } from "../ui/table.ts";

export default deploymentAction(async (_, { contracts }) => {
  const { accreditation } = contracts;
  const all = await Promise.all(
    Array.from({ length: ATTRIBUTE_COUNT }, async (_, attribute) => {
      const [{ name, group, rule, controller }, offered, replacement] = await Promise.all([
        accreditation.attributeOf(attribute),
        accreditation.heirOf(attribute),
        accreditation.replacementOf(attribute),
      ]);
      return {
        attribute,
        name,
        group: Number(group),
        rule: ATTRIBUTE_RULES[Number(rule)] ?? "",
        controller,
        offeredTo: offered === ZeroAddress ? null : offered,
        replacement:
          replacement.heir === ZeroAddress
            ? null
            : { by: replacement.heir, from: isoInstantOf(replacement.from) },
      };
    }),
  );
  const attributes = all.filter(({ name }) => name !== "");
  const headings = [phrase`attribute`, phrase`name`, phrase`group`, phrase`rule`, phrase`controller`];
  const rows = attributes.map(({ attribute, name, group, rule, controller }) =>
    [attribute, name, group, rule, controller].map(String),
  );
  return {
    json: attributes,
    lines: [
      ...table(headings, rows, { right: [0, 2] }),
      ...attributes.flatMap(({ name, offeredTo, replacement }) => [
        ...(offeredTo === null ? [] : [phrase`${name} is offered to ${offeredTo} by its controller`]),
        ...(replacement === null
          ? []
          : [phrase`${replacement.by} may take ${name} over from ${replacement.from} on`]),
      ]),
    ],
  };
});
