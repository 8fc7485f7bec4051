import { phrase } from "../../scripts/core/phrase.ts";
import { actAsRole } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";
import { recallNumber, recallsGiven } from "./words.ts";

export default deskAction<"recall" | "recalls">(async (given, desk) => {
  const recall = recallNumber(given.recall);
  const recalls = await recallsGiven(desk, given.recalls);
  await actAsRole(desk, `close recall ${recall}`, recalls.close.populateTransaction(recall));
  return {
    json: { recall: Number(recall) },
    lines: [phrase`recall ${recall} is closed, and stops nothing any more`],
  };
});
