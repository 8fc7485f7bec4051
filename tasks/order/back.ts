import { readOrder } from "../../scripts/chain/orders.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { packs } from "../../scripts/core/counts.ts";
import { backPassports, requireDelivered, resolveIntake } from "../../scripts/desk/orders.ts";
import { policyBook } from "../../scripts/desk/policies.ts";
import { answer } from "../../scripts/chain/rpc.ts";
import { idText } from "../../scripts/core/ids.ts";
import { confirm } from "../ui/confirm.ts";
import { deskAction } from "../ui/desk.ts";
import { readSealed } from "../ui/sealed.ts";
import { serialsIn } from "./serials.ts";
import { orderNumber } from "./words.ts";

export default deskAction<"intake" | "order" | "serials", "yes">(async (given, desk, hre) => {
  const intake = await resolveIntake(desk, given.intake);
  const order = await answer(phrase`order`, readOrder(intake, orderNumber(given.order)));
  const serials = serialsIn(readSealed(given.serials));
  const lot = idText(requireDelivered(order));
  await confirm(hre, phrase`Retire the lot into ${packs(serials.length)}? This can't be undone`, given.yes);
  const root = await backPassports(desk, intake, order, serials, await policyBook(desk));
  return {
    json: { order: order.id, lot, units: serials.length, passportRoot: root },
    lines: [phrase`the lot backs ${packs(serials.length)}, passport root ${root}`],
  };
});
