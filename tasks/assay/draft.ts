import { parseCo2e, parseWeighed } from "../../scripts/core/units.ts";
import { draftMint } from "../../scripts/desk/assay.ts";
import { resolveSite } from "../../scripts/desk/resolve.ts";
import { deskAction } from "../ui/desk.ts";
import { sealedAnswer, type SendingWords, sendingOf } from "../ui/sealed.ts";

export default deskAction<
  SendingWords | "to" | "site" | "sample" | "ticket" | "wet" | "moisture" | "grade" | "co2e" | "documents"
>(async (given, desk) => {
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
