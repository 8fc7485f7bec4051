import { parseCo2e, parseWeighed } from "../../scripts/core/units.ts";
import { draftMint } from "../../scripts/desk/assay.ts";
import { resolveSite } from "../../scripts/desk/resolve.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { sealedAnswer, type SendingArguments, sendingOf } from "../ui/sealed.ts";

interface DraftArguments extends DeskArguments, SendingArguments {
  to: string;
  site: string;
  sample: string;
  ticket: string;
  wet: string;
  moisture: string;
  grade: string;
  co2e: string;
  documents: string;
}

export default deskAction<DraftArguments>(async (given, desk) => {
  const { sample, ticket, documents } = given;
  const consignment = {
    site: resolveSite(desk, given.site).name,
    sample,
    ticket,
    weighed: parseWeighed(given),
    documents,
    ...(given.co2e === "" ? {} : { co2e: parseCo2e("--co2e", given.co2e) }),
  };
  const sending = { ...(await sendingOf(desk, given)), to: given.to };
  return sealedAnswer(given.out, await draftMint(desk, consignment, sending));
});
