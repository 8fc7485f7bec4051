import { parseWeighed } from "../../scripts/core/units.ts";
import { signDraftFile } from "../../scripts/desk/assay.ts";
import { deskAction } from "../ui/desk.ts";
import { readSealed, sealedAnswer, type SendingWords, sendingOf } from "../ui/sealed.ts";

export default deskAction<SendingWords | "file" | "sample" | "ticket" | "wet" | "moisture" | "grade">(
  async (given, desk) => {
    const own = { sample: given.sample, ticket: given.ticket, ...parseWeighed(given) };
    const signed = await signDraftFile(desk, readSealed(given.file), own, await sendingOf(desk, given));
    return sealedAnswer(given.out, signed);
  },
);
