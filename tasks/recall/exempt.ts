import { actAsRole } from "../../scripts/chain/act-as-role.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";
import { provenanceGiven, recallNumber, recallsGiven } from "./words.ts";

export default walletAction<"recall" | "lot" | "recalls">(async (given, { wallet, ...live }) => {
  const recall = recallNumber(given.recall);
  const recalls = (await recallsGiven(live, given.recalls)).connect(wallet);
  const provenance = await provenanceGiven(live.contracts.cobaltLot, given.lot);
  await actAsRole(wallet, recalls.exempt.populateTransaction(recall, provenance));
  return {
    json: { recall: Number(recall), provenance },
    lines: [phrase`recall ${recall} does not mean provenance ${provenance}, nor what comes by it alone`],
  };
});
