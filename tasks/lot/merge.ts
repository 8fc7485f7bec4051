import { resolveLot } from "../../scripts/desk/resolve.ts";
import { mergeLots } from "../../scripts/desk/lots.ts";
import { deskAction } from "../ui/desk.ts";
import { madeAnswer } from "../ui/made.ts";

export default deskAction<"label", "joined", "lots">(async ({ lots, label, joined }, desk) => {
  const ids = lots.map((name) => resolveLot(desk, name).id);
  return madeAnswer(desk, await mergeLots(desk, ids, { joined, label }));
});
