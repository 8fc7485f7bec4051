import { phrase } from "../../scripts/core/phrase.ts";
import { type PlaceArguments, placeAction } from "../ui/chain.ts";
import { inWords } from "../ui/language.ts";
import { table } from "../ui/table.ts";

export default placeAction<PlaceArguments>(async (_, { contracts }) => {
  const { SLOT_COUNT, SLOT_RULES } = await import("../../scripts/core/slots.ts");
  const all = await Promise.all(
    Array.from({ length: SLOT_COUNT }, async (_, slot) => {
      const { name, group, rule, controller } = await contracts.accreditation.slotOf(slot);
      return { slot, name, group: Number(group), rule: SLOT_RULES[Number(rule)] ?? "", controller };
    }),
  );
  const slots = all.filter(({ name }) => name !== "");
  const headings = [phrase`slot`, phrase`name`, phrase`group`, phrase`rule`, phrase`controller`].map(inWords);
  const rows = slots.map((slot) => Object.values(slot).map(String));
  return { json: slots, lines: table(headings, rows, { right: [0, 2] }) };
});
