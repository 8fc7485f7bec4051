import { parsePieces } from "../../scripts/core/pieces.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import { splitLot } from "../../scripts/desk/lots.ts";
import { deskAction } from "../ui/desk.ts";
import { madeAnswer } from "../ui/made.ts";

export default deskAction<"lot" | "into" | "labels">(async ({ lot: name, into, labels }, desk) => {
  const { id, lot } = resolveLot(desk, name);
  const named = labels.split(",").map((label) => label.trim());
  const masses = parsePieces(into, lot.massGrams);
  const pieces = masses.map((massGrams, i) => ({ massGrams, label: named[i] ?? "" }));
  return madeAnswer(desk, await splitLot(desk, id, pieces));
});
