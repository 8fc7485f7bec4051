import { parseCo2e, parseMass } from "../../scripts/core/units.ts";
import { resolveLot, resolveSite } from "../../scripts/desk/resolve.ts";
import { refineLot } from "../../scripts/desk/sites.ts";
import { deskAction } from "../ui/desk.ts";
import { madeAnswer } from "../ui/made.ts";

export default deskAction<"lot" | "site" | "mass" | "co2e" | "documents" | "label">(async (given, desk) => {
  const co2e = given.co2e === "" ? {} : { co2e: parseCo2e("--co2e", given.co2e) };
  const done = await refineLot(desk, {
    site: resolveSite(desk, given.site).name,
    parent: resolveLot(desk, given.lot).id,
    documents: given.documents,
    figures: { massGrams: parseMass("--mass", given.mass), ...co2e },
    label: given.label,
  });
  return madeAnswer(desk, done);
});
