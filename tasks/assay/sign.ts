import { parseWeighed } from "../../scripts/core/units.ts";
import { signDraftFile } from "../../scripts/desk/assay.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { readSealed, sealedAnswer, type SendingArguments, sendingOf } from "../ui/sealed.ts";

interface SignArguments extends DeskArguments, SendingArguments {
  file: string;
  sample: string;
  ticket: string;
  wet: string;
  moisture: string;
  grade: string;
}

export default deskAction<SignArguments>(async (given, desk) => {
  const own = { sample: given.sample, ticket: given.ticket, ...parseWeighed(given) };
  const signed = await signDraftFile(desk, readSealed(given.file), own, await sendingOf(desk, given));
  return sealedAnswer(given.out, signed);
});
