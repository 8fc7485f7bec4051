import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import { type PlaceArguments, walletAction } from "../ui/chain.ts";

interface DefineArguments extends PlaceArguments {
  name: string;
  controller: string;
  group: string;
  rule: string;
}

export default walletAction<DefineArguments>(async (given, { contracts, wallet }) => {
  const { readRegistry } = await import("../../scripts/chain/registry.ts");
  const { mined } = await import("../../scripts/chain/refusal.ts");
  const { SLOT_RULES } = await import("../../scripts/core/slots.ts");
  const { accreditation } = contracts;
  const { slots } = await readRegistry(accreditation);
  const slot = slots.findIndex((each) => each === undefined);
  const rule = SLOT_RULES.findIndex((each) => each === given.rule);
  if (rule < 0) {
    const rules = SLOT_RULES.join(", ");
    throw new KoboldError("BAD_RECORD", phrase`"${given.rule}" is no rule`, phrase`use one of ${rules}`);
  }
  if (slot < 0 || slots.some((each) => each?.name === given.name)) {
    throw new KoboldError(
      "RULE_BROKEN",
      slot < 0
        ? phrase`all ${slots.length} slots are defined`
        : phrase`slot "${given.name}" is defined already`,
      phrase`a slot keeps its meaning for good: \`slot list\` shows them`,
    );
  }
  const controller = given.controller === "" ? wallet.address : given.controller;
  const group = Number(parseDecimal("--group", given.group, 0));
  const definition = { name: given.name, controller, group, rule };
  await mined(accreditation.connect(wallet).defineSlot(slot, definition));
  return {
    json: { slot, ...definition, rule: given.rule },
    lines: [phrase`slot ${slot} is ${given.name}, controlled by ${controller}`],
  };
});
