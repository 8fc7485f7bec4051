import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { madeAnswer } from "../ui/made.ts";

interface MergeArguments extends DeskArguments {
  lots: string[];
  label: string;
  joined: boolean;
}

export default deskAction<MergeArguments>(async ({ lots, label, joined }, desk) => {
  const { lotMeant } = await import("../../scripts/desk/find.ts");
  const { mergeLots } = await import("../../scripts/desk/lots.ts");
  const ids = lots.map((name) => lotMeant(desk, name).id);
  return madeAnswer(desk, await mergeLots(desk, ids, { joined, ...(label === "" ? {} : { label }) }));
});
