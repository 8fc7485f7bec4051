import { documentsHashOf } from "../../scripts/chain/hashes.ts";
import { actAsRole, outcomeOf } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";
import { frozenAnswer, lotsGiven } from "./frozen.ts";

export default deskAction<"reason", never, "lots">(async (given, desk) => {
  const { cobaltLot } = desk.contracts;
  const lots = await lotsGiven(cobaltLot, given.lots);
  const call = cobaltLot.hold.populateTransaction(lots, documentsHashOf(given.reason));
  const receipt = await outcomeOf(desk, await actAsRole(desk, "hold", call));
  return frozenAnswer(cobaltLot, receipt, "LotHeld", lots);
});
