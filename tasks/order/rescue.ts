import { lotOnChain } from "../../scripts/chain/find-lot.ts";
import { requireAddress } from "../../scripts/chain/orders.ts";
import { answer } from "../../scripts/chain/rpc.ts";
import { idText } from "../../scripts/core/ids.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { rescueLot, resolveIntake } from "../../scripts/desk/orders.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"intake" | "lot" | "to">(async (given, desk) => {
  requireAddress(given.to);
  const intake = await resolveIntake(desk, given.intake);
  const id = await answer(phrase`lot`, lotOnChain(desk.contracts.cobaltLot, given.lot));
  await rescueLot(desk, intake, id, given.to);
  const lot = idText(id);
  return { json: { lot, to: given.to }, lines: [phrase`lot ${lot} belongs to ${given.to}`] };
});
