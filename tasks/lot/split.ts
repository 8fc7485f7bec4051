import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { madeAnswer } from "../ui/made.ts";

interface SplitArguments extends DeskArguments {
  lot: string;
  into: string;
  labels: string;
}

export default deskAction<SplitArguments>(async ({ lot: name, into, labels }, desk) => {
  const { parsePieces } = await import("../../scripts/core/pieces.ts");
  const { lotMeant } = await import("../../scripts/desk/find.ts");
  const { splitLot } = await import("../../scripts/desk/lots.ts");
  const { id, lot } = lotMeant(desk, name);
  const named = labels === "" ? [] : labels.split(",").map((label) => label.trim());
  const pieces = parsePieces(into, lot.massGrams).map((massGrams, i) => {
    const label = named[i] ?? "";
    return label === "" ? { massGrams } : { massGrams, label };
  });
  return madeAnswer(desk, await splitLot(desk, id, pieces));
});
