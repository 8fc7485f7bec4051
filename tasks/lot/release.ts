import { mined } from "../../scripts/chain/refusal.ts";
import { walletAction } from "../ui/chain.ts";
import { frozenAnswer, lotsGiven } from "./frozen.ts";

export default walletAction<never, "lots">(async (given, { contracts, wallet }) => {
  const cobaltLot = contracts.cobaltLot.connect(wallet);
  const lots = await lotsGiven(cobaltLot, given.lots);
  return frozenAnswer(cobaltLot, await mined(cobaltLot.release(lots)), "LotReleased", lots);
});
