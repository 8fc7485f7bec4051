import { readOrder } from "../../scripts/chain/orders.ts";
import { isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { days, packs } from "../../scripts/core/counts.ts";
import { policyLabel } from "../../scripts/core/resolve-policy.ts";
import { describePolicy } from "../../scripts/core/policy-words.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { activeLots } from "../../scripts/desk/lots.ts";
import { type Fit, fitsOf, requirementsOf } from "../../scripts/desk/order-fit.ts";
import { resolveIntake } from "../../scripts/desk/orders.ts";
import { policyBook } from "../../scripts/desk/policies.ts";
import { answer } from "../../scripts/chain/rpc.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import { lookAction } from "../ui/desk.ts";
import { inWords } from "../ui/language.ts";
import { table } from "../ui/table.ts";
import { ASKED_BY_WORDS, ORDER_STATE_WORDS, orderNumber } from "./words.ts";

export default lookAction<"intake" | "order">(async (given, desk) => {
  const intake = await resolveIntake(desk, given.intake);
  const order = await answer(phrase`order`, readOrder(intake, orderNumber(given.order)));
  const book = await policyBook(desk);
  const asked = requirementsOf(intake, order, book);
  const due = order.dueDay === undefined ? null : isoDateOf(order.dueDay);
  const isOurs = order.state === "open" && order.supplier === desk.account;
  const fits = isOurs ? await fitsOf(desk, activeLots(desk), asked, intake, book) : [];
  const headings = [phrase`lot`, phrase`label`, phrase`cobalt`, phrase`how it fits`];
  const rows = fits.map((fit) => [
    shortId(idText(fit.lot.id)),
    fit.lot.label,
    formatMass(fit.lot.lot.massGrams),
    inWords(fitInWords(fit)),
  ]);
  return {
    json: {
      intake: intake.address,
      order: order.id,
      state: order.state,
      supplier: order.supplier,
      units: order.units,
      gramsPerUnit: order.gramsPerUnit,
      maxClaimAge: intake.maxClaimAge,
      recalls: intake.recalls,
      due,
      lot: order.lotId === undefined ? null : idText(order.lotId),
      unitsBacked: order.unitsBacked,
      passportRoot: order.passportRoot ?? null,
      asks: asked.map(({ id, policy, askedBy }) => ({
        policy: idText(id),
        words: describePolicy(policy, book.attributes),
        askedBy,
      })),
      lots: fits.map(({ lot, lacks, unproven }) => ({
        lot: idText(lot.id),
        label: lot.label,
        fits: lacks.length === 0,
        unproven: unproven.map(({ id }) => idText(id)),
        shortfalls: lacks.map(inWords),
      })),
    },
    lines: [
      phrase`order ${order.id}, ${ORDER_STATE_WORDS[order.state]}: ${packs(order.units)} of ${formatMass(BigInt(order.gramsPerUnit))}, from ${order.supplier}`,
      ...(due === null ? [] : [phrase`due on ${due}`]),
      phrase`a lot needs a proof, at most ${days(intake.maxClaimAge)} old, that it meets:`,
      ...asked.map(
        (each) =>
          phrase`  ${policyLabel(book, each.id)} (${ASKED_BY_WORDS[each.askedBy]}): ${describePolicy(each.policy, book.attributes)}`,
      ),
      ...(intake.recalls.length === 0
        ? []
        : [phrase`no recall at ${intake.recalls.join(", ")} may reach it`]),
      ...(order.lotId === undefined ? [] : [phrase`delivered: ${idText(order.lotId)}`]),
      ...(order.passportRoot === undefined
        ? []
        : [phrase`it backs ${packs(order.unitsBacked)}, passport root ${order.passportRoot}`]),
      ...(isOurs && fits.length === 0 ? [phrase`this firm has no lot to deliver`] : []),
      ...(fits.length === 0 ? [] : table(headings, rows)),
    ],
  };
});

function fitInWords({ lacks, unproven }: Fit): Text {
  const [first] = lacks;
  if (first !== undefined) return phrase`no: ${first}`;
  return unproven.length === 0
    ? phrase`yes, everything is proven`
    : phrase`yes, claims still to be proven: ${unproven.length}`;
}
