import { readListedSites } from "../../scripts/chain/listed-sites.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { sitesThatFit } from "../../scripts/core/exposure-sites.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { containedCobalt, parseCo2e, parseMass, parseWeighed } from "../../scripts/core/units.ts";
import { mintDrafted } from "../../scripts/desk/assay.ts";
import { type Desk } from "../../scripts/desk/desk.ts";
import { today } from "../../scripts/chain/rpc.ts";
import { resolveSite } from "../../scripts/desk/resolve.ts";
import type { Done } from "../../scripts/desk/lots.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import type { Given } from "../ui/action.ts";
import { deskAction } from "../ui/desk.ts";
import { madeAnswer } from "../ui/made.ts";
import { tell } from "../ui/print.ts";
import { readSealed } from "../ui/sealed.ts";

type MintWords =
  "site" | "mass" | "wet" | "moisture" | "grade" | "co2e" | "to" | "documents" | "label" | "assayed";

export default deskAction<MintWords>(async (given, desk) => {
  // what would be refused anyway is not told first
  const mint = given.assayed === "" ? weighed(desk, given) : assayed(desk, given);
  tell(await crowd(desk));
  return madeAnswer(desk, await mint());
});

/** Among how many sites the lot will hide. */
async function crowd(desk: Desk): Promise<Text> {
  const [listed, day] = await Promise.all([readListedSites(desk.contracts.accreditation), today(desk)]);
  const sites = sitesThatFit(listed, { day });
  return phrase`day, month's permit, owner and the documents' hash become public; accredited sites that they fit: ${sites.length}`;
}

function weighed(desk: Desk, given: Given<MintWords>): () => Promise<Done> {
  const isWeighed = given.wet !== "" || given.moisture !== "" || given.grade !== "";
  if (isWeighed === (given.mass !== "")) {
    throw new KoboldError(
      "BAD_FIGURE",
      phrase`the mass of contained cobalt is given twice, or not at all`,
      phrase`give --wet, --moisture and --grade, or else --mass`,
    );
  }
  const massGrams = isWeighed ? containedCobalt(parseWeighed(given)) : parseMass("--mass", given.mass);
  const co2e = given.co2e === "" ? {} : { co2e: parseCo2e("--co2e", given.co2e) };
  const lot = {
    site: resolveSite(desk, given.site).name,
    documents: given.documents,
    figures: { massGrams, ...co2e },
    ...recipientAndLabel(given),
  };
  return () => mintLot(desk, lot);
}

function assayed(desk: Desk, given: Given<MintWords>): () => Promise<Done> {
  const sealed = readSealed(given.assayed);
  return () => mintDrafted(desk, sealed, recipientAndLabel(given));
}

function recipientAndLabel({ to, label }: Given<MintWords>) {
  return { ...(to === "" ? {} : { recipient: to }), label };
}
