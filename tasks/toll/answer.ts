import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type DeskArguments, withDesk } from "../ui/desk.ts";
import { readSealed, type SendingArguments, sendingOf, writeSealed } from "../ui/sealed.ts";

interface AnswerArguments extends DeskArguments, SendingArguments {
  file: string;
  site: string;
  mass: string;
  documents: string;
}

const answer: NewTaskActionFunction<AnswerArguments> = (given, hre) =>
  withDesk(hre, given, async (desk) => {
    const { parseMass } = await import("../../scripts/core/units.ts");
    const { answerToll } = await import("../../scripts/desk/toll.ts");
    const { site, documents } = given;
    const figures = { massGrams: parseMass("mass", given.mass) };
    const work = { ...(await sendingOf(desk, given)), site, documents, figures };
    writeSealed(given.out, await answerToll(desk, readSealed(given.file), work));
  });

export default answer;
