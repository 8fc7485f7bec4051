import { requireAddress } from "../../scripts/chain/orders.ts";
import { dayOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { packs } from "../../scripts/core/counts.ts";
import { resolveDefinedPolicy } from "../../scripts/core/resolve-policy.ts";
import { formatMass, parseDecimal, parseMass } from "../../scripts/core/units.ts";
import { resolveIntake, placeOrder } from "../../scripts/desk/orders.ts";
import { policyBook } from "../../scripts/desk/policies.ts";
import { deskAction } from "../ui/desk.ts";
import { policyTexts } from "./words.ts";

export default deskAction<"intake" | "supplier" | "units" | "perUnit" | "policies" | "quantity" | "due">(
  async (given, desk) => {
    const { supplier } = given;
    requireAddress(supplier);
    const dueDay = given.due === "" ? undefined : dayOf(given.due);
    const units = Number(parseDecimal("--units", given.units, 0));
    const gramsPerUnit = parseMass("--per-unit", given.perUnit);
    const book = await policyBook(desk);
    const intake = await resolveIntake(desk, given.intake);
    const policies = policyTexts(given.policies).map((each) => resolveDefinedPolicy(each, book).id);
    const quantity =
      given.quantity === "" ? {} : { quantity: resolveDefinedPolicy(given.quantity, book).policy };
    const wanted = { supplier, units, gramsPerUnit, dueDay, policies, ...quantity };
    const order = await placeOrder(desk, intake, wanted, book);
    const due = given.due === "" ? null : given.due;
    return {
      json: { intake: intake.address, order, supplier, units, gramsPerUnit, due },
      lines: [
        phrase`order ${order} is placed: ${packs(units)} of ${formatMass(gramsPerUnit)}, from ${supplier}`,
      ],
    };
  },
);
