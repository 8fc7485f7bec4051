import { readOrder } from "../../scripts/chain/orders.ts";
import { answer } from "../../scripts/chain/rpc.ts";
import { idText } from "../../scripts/core/ids.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { requireDelivered, resolveIntake, returnLot } from "../../scripts/desk/orders.ts";
import { confirm } from "../ui/confirm.ts";
import { deskAction } from "../ui/desk.ts";
import { orderNumber } from "./words.ts";

export default deskAction<"intake" | "order", "yes">(async (given, desk, hre) => {
  const intake = await resolveIntake(desk, given.intake);
  const order = await answer(phrase`order`, readOrder(intake, orderNumber(given.order)));
  const lot = idText(requireDelivered(order));
  const { supplier } = order;
  await confirm(hre, phrase`Give lot ${lot} back to ${supplier}? It then belongs to the supplier`, given.yes);
  await returnLot(desk, intake, order.id);
  return {
    json: { order: order.id, lot, supplier },
    lines: [phrase`lot ${lot} belongs to ${supplier} again, and order ${order.id} is open`],
  };
});
