import { actAsRole } from "../../scripts/chain/act-as-role.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";
import { recallNumber, recallsGiven } from "./words.ts";

export default walletAction<"recall" | "recalls">(async (given, { wallet, ...live }) => {
  const recall = recallNumber(given.recall);
  const recalls = await recallsGiven(live, given.recalls);
  await actAsRole(wallet, recalls.close.populateTransaction(recall));
  return {
    json: { recall: Number(recall) },
    lines: [phrase`recall ${recall} is closed, and stops nothing any more`],
  };
});
