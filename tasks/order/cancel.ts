import { readOrder } from "../../scripts/chain/orders.ts";
import { answer } from "../../scripts/chain/rpc.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { cancelOrder, resolveIntake } from "../../scripts/desk/orders.ts";
import { deskAction } from "../ui/desk.ts";
import { orderNumber } from "./words.ts";

export default deskAction<"intake" | "order">(async (given, desk) => {
  const intake = await resolveIntake(desk, given.intake);
  const order = await answer(phrase`order`, readOrder(intake, orderNumber(given.order)));
  await cancelOrder(desk, intake, order.id);
  return {
    json: { order: order.id },
    lines: [phrase`order ${order.id} is cancelled`],
  };
});
