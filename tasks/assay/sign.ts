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
  const { parseWeighed } = await import("../../scripts/core/units.ts");
  const { signDraftFile } = await import("../../scripts/desk/assay.ts");
  const own = { sample: given.sample, ticket: given.ticket, ...parseWeighed(given) };
  const signed = await signDraftFile(desk, readSealed(given.file), own, await sendingOf(desk, given));
  return sealedAnswer(given.out, signed);
});
