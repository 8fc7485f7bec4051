import { actAsRole, outcomeOf } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";
import { frozenAnswer, lotsGiven } from "./frozen.ts";

export default deskAction<never, never, "lots">(async (given, desk) => {
  const { cobaltLot } = desk.contracts;
  const lots = await lotsGiven(cobaltLot, given.lots);
  const released = await actAsRole(desk, "release", cobaltLot.release.populateTransaction(lots));
  return frozenAnswer(cobaltLot, await outcomeOf(desk, released), "LotReleased", lots);
});
