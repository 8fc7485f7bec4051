import { ancestryFor, checkSteps, rootIn } from "../../scripts/chain/recalls.ts";
import { answer } from "../../scripts/chain/rpc.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { act } from "../../scripts/desk/role.ts";
import { deskAction } from "../ui/desk.ts";
import { EXIT_CODES } from "../ui/exit-codes.ts";
import { provenanceGiven, recallGiven, recallsGiven } from "./words.ts";

export default deskAction<"recall" | "lot" | "recalls">(async (given, desk) => {
  const { cobaltLot } = desk.contracts;
  const recalls = await recallsGiven(desk, given.recalls);
  const recall = await recallGiven(recalls, given.recall);
  const provenance = await provenanceGiven(cobaltLot, given.lot);
  const ancestry = await ancestryFor(recalls, cobaltLot, recall, provenance);
  const root = rootIn(ancestry, recall);
  const json = { recall: recall.id, provenance };
  if (root !== undefined) {
    return {
      json: { ...json, reached: true, root, checked: [], transactions: 0 },
      lines: [phrase`recall ${recall.id} reaches provenance ${provenance}, by its root ${root}`],
      exitCode: EXIT_CODES.checkFailed,
    };
  }
  const isNoted = await answer(phrase`recalls`, recalls.isCleared(recall.id, provenance));
  const maxWalk = Number(await answer(phrase`recalls`, recalls.maxWalk()));
  const steps = isNoted ? [] : checkSteps(ancestry, provenance, maxWalk);
  for (const step of steps)
    await act(desk, `check recall ${recall.id}`, recalls.check.populateTransaction(recall.id, step));
  return {
    json: { ...json, reached: false, root: null, checked: steps.flat(), transactions: steps.length },
    lines: [
      steps.length === 0
        ? phrase`recall ${recall.id} does not reach provenance ${provenance}, as was noted before`
        : phrase`recall ${recall.id} does not reach provenance ${provenance}, as is noted now; transactions: ${steps.length}`,
    ],
  };
});
