import { documentsHashOf } from "../../scripts/chain/hashes.ts";
import { actAsRole } from "../../scripts/chain/act-as-role.ts";
import { walletAction } from "../ui/chain.ts";
import { frozenAnswer, lotsGiven } from "./frozen.ts";

export default walletAction<"reason", "lots">(async (given, { contracts, wallet }) => {
  const cobaltLot = contracts.cobaltLot.connect(wallet);
  const lots = await lotsGiven(cobaltLot, given.lots);
  const receipt = await actAsRole(
    wallet,
    cobaltLot.hold.populateTransaction(lots, documentsHashOf(given.reason)),
  );
  return frozenAnswer(cobaltLot, receipt, "LotHeld", lots);
});
