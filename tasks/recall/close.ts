import { mined } from "../../scripts/chain/refusal.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { walletAction } from "../ui/chain.ts";
import { recallNumber, recallsGiven } from "./words.ts";

export default walletAction<"recall" | "recalls">(async (given, { wallet, ...live }) => {
  const recall = recallNumber(given.recall);
  await mined((await recallsGiven(live, given.recalls)).connect(wallet).close(recall));
  return {
    json: { recall: Number(recall) },
    lines: [phrase`recall ${recall} is closed, and stops nothing any more`],
  };
});
