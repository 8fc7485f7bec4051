import { actAsRole } from "../../scripts/chain/act-as-role.ts";
import { walletAction } from "../ui/chain.ts";
import { frozenAnswer, lotsGiven } from "./frozen.ts";

export default walletAction<never, "lots">(async (given, { contracts, wallet }) => {
  const cobaltLot = contracts.cobaltLot.connect(wallet);
  const lots = await lotsGiven(cobaltLot, given.lots);
  return frozenAnswer(
    cobaltLot,
    await actAsRole(wallet, cobaltLot.release.populateTransaction(lots)),
    "LotReleased",
    lots,
  );
});
