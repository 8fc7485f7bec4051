import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { madeAnswer } from "../ui/made.ts";

interface RefineArguments extends DeskArguments {
  lot: string;
  site: string;
  mass: string;
  co2e: string;
  documents: string;
  label: string;
}

export default deskAction<RefineArguments>(async (given, desk) => {
  const { parseCo2e, parseMass } = await import("../../scripts/core/units.ts");
  const { lotMeant, siteMeant } = await import("../../scripts/desk/find.ts");
  const { refineLot } = await import("../../scripts/desk/sites.ts");
  const co2e = given.co2e === "" ? {} : { co2e: parseCo2e("--co2e", given.co2e) };
  const done = await refineLot(desk, {
    site: siteMeant(desk, given.site).name,
    parent: lotMeant(desk, given.lot).id,
    documents: given.documents,
    figures: { massGrams: parseMass("--mass", given.mass), ...co2e },
    ...(given.label === "" ? {} : { label: given.label }),
  });
  return madeAnswer(desk, done);
});
