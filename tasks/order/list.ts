import { readOrders } from "../../scripts/chain/orders.ts";
import { isoDateOf } from "../../scripts/core/calendar.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { resolveIntake } from "../../scripts/desk/orders.ts";
import { answer } from "../../scripts/chain/rpc.ts";
import { idText } from "../../scripts/core/ids.ts";
import { lookAction } from "../ui/desk.ts";
import { inWords } from "../ui/language.ts";
import { table } from "../ui/table.ts";
import { ORDER_STATE_WORDS } from "./words.ts";

export default lookAction<"intake">(async (given, desk) => {
  const intake = await resolveIntake(desk, given.intake);
  const orders = await answer(phrase`orders`, readOrders(intake));
  const headings = [
    phrase`order`,
    phrase`supplier`,
    phrase`packs`,
    phrase`cobalt`,
    phrase`due on`,
    phrase`state`,
  ];
  const rows = orders.map((order) => [
    String(order.id),
    order.supplier === desk.account ? inWords(phrase`this firm`) : order.supplier,
    String(order.units),
    formatMass(BigInt(order.units) * BigInt(order.gramsPerUnit)),
    order.dueDay === undefined ? "–" : isoDateOf(order.dueDay),
    inWords(ORDER_STATE_WORDS[order.state]),
  ]);
  return {
    json: {
      intake: intake.address,
      orders: orders.map(({ lotId, dueDay, quantityPolicy, policies, ...order }) => ({
        ...order,
        due: dueDay === undefined ? null : isoDateOf(dueDay),
        quantityPolicy: idText(quantityPolicy),
        policies: policies.map(idText),
        lot: lotId === undefined ? null : idText(lotId),
      })),
    },
    lines:
      orders.length === 0 ? [phrase`there are no orders yet`] : table(headings, rows, { right: [0, 2, 3] }),
  };
});
