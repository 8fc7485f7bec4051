import { resolveLot } from "../../scripts/desk/resolve.ts";
import { mergeLots } from "../../scripts/desk/lots.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { madeAnswer } from "../ui/made.ts";

interface MergeArguments extends DeskArguments {
  lots: string[];
  label: string;
  joined: boolean;
}

export default deskAction<MergeArguments>(async ({ lots, label, joined }, desk) => {
  const ids = lots.map((name) => resolveLot(desk, name).id);
  return madeAnswer(desk, await mergeLots(desk, ids, { joined, ...(label === "" ? {} : { label }) }));
});
