import { parseMass } from "../../scripts/core/units.ts";
import { answerToll } from "../../scripts/desk/toll.ts";
import { type DeskArguments, deskAction } from "../ui/desk.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { readSealed, sealedAnswer, type SendingArguments, sendingOf } from "../ui/sealed.ts";

interface AnswerArguments extends DeskArguments, SendingArguments {
  file: string;
  site: string;
  mass: string;
  documents: string;
}

export default deskAction<AnswerArguments>(async (given, desk) => {
  const { site, documents } = given;
  const figures = { massGrams: parseMass(phrase`mass`, given.mass) };
  const work = { ...(await sendingOf(desk, given)), site, documents, figures };
  return sealedAnswer(given.out, await answerToll(desk, readSealed(given.file), work));
});
