import { requireAddress } from "../../scripts/chain/orders.ts";
import { dayOf } from "../../scripts/core/calendar.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { packs } from "../../scripts/core/counts.ts";
import { resolveDefinedPolicy } from "../../scripts/core/resolve-policy.ts";
import { formatMass, parseDecimal, parseMass } from "../../scripts/core/units.ts";
import { resolveIntake, placeOrder, sealOrderSheet } from "../../scripts/desk/orders.ts";
import { policyBook } from "../../scripts/desk/policies.ts";
import { keyFor } from "../../scripts/desk/recipients.ts";
import type { Given } from "../ui/action.ts";
import { deskAction } from "../ui/desk.ts";
import { sealedAnswer } from "../ui/sealed.ts";
import { policyTexts } from "./words.ts";

export default deskAction<
  "intake" | "supplier" | "units" | "perUnit" | "policies" | "quantity" | "due" | "sheet"
>(async (given, desk) => {
  const { supplier } = given;
  requireAddress(supplier);
  requireBoth(given);
  const due = given.due === "" ? undefined : dayOf(given.due);
  // before anything is public
  if (due !== undefined) await keyFor(desk, supplier);
  const units = Number(parseDecimal("--units", given.units, 0));
  const gramsPerUnit = parseMass("--per-unit", given.perUnit);
  const book = await policyBook(desk);
  const intake = await resolveIntake(desk, given.intake);
  const policies = policyTexts(given.policies).map((each) => resolveDefinedPolicy(each, book).id);
  const quantity =
    given.quantity === "" ? {} : { quantity: resolveDefinedPolicy(given.quantity, book).policy };
  const wanted = { supplier, units, gramsPerUnit, policies, ...quantity };
  const order = await placeOrder(desk, intake, wanted, book);
  const lines: Text[] = [
    phrase`order ${order} is placed: ${packs(units)} of ${formatMass(gramsPerUnit)}, from ${supplier}`,
  ];
  if (due !== undefined) {
    const sheet = { intake: intake.address, order: BigInt(order), due };
    const sealed = await sealOrderSheet(desk, supplier, sheet);
    lines.push(...sealedAnswer(given.sheet, sealed).lines);
  }
  return {
    json: {
      intake: intake.address,
      order,
      supplier,
      units,
      gramsPerUnit,
      sheet: due === undefined ? null : given.sheet,
    },
    lines,
  };
});

function requireBoth({ due, sheet }: Given<"due" | "sheet">): void {
  if ((due === "") === (sheet === "")) return;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`a due date is not public: it goes into an order sheet, sealed to the supplier`,
    phrase`give both --due and --sheet, or neither`,
  );
}
