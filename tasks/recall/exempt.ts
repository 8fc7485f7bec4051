import { phrase } from "../../scripts/core/phrase.ts";
import { actAsRole } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";
import { provenanceGiven, recallNumber, recallsGiven } from "./words.ts";

export default deskAction<"recall" | "lot" | "recalls">(async (given, desk) => {
  const recall = recallNumber(given.recall);
  const recalls = await recallsGiven(desk, given.recalls);
  const provenance = await provenanceGiven(desk.contracts.cobaltLot, given.lot);
  await actAsRole(
    desk,
    `exempt from recall ${recall}`,
    recalls.exempt.populateTransaction(recall, provenance),
  );
  return {
    json: { recall: Number(recall), provenance },
    lines: [phrase`recall ${recall} does not mean provenance ${provenance}, nor what comes by it alone`],
  };
});
