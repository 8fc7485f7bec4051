import { parseMass } from "../../scripts/core/units.ts";
import { answerToll } from "../../scripts/desk/toll.ts";
import { deskAction } from "../ui/desk.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { readSealed, sealedAnswer, type SendingWords, sendingOf } from "../ui/sealed.ts";

export default deskAction<SendingWords | "file" | "site" | "mass" | "documents">(async (given, desk) => {
  const { site, documents } = given;
  const figures = { massGrams: parseMass(phrase`mass`, given.mass) };
  const work = { ...(await sendingOf(desk, given)), site, documents, figures };
  return sealedAnswer(given.out, await answerToll(desk, readSealed(given.file), work));
});
