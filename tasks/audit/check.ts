import { readRegistry } from "../../scripts/chain/registry.ts";
import { MADE_BY_WORDS } from "../../scripts/core/made-by.ts";
import { checkDisclosureFile } from "../../scripts/desk/audit.ts";
import { idText } from "../../scripts/core/ids.ts";
import { phrase, renderText } from "../../scripts/core/phrase.ts";
import { deskAction } from "../ui/desk.ts";
import { EXIT_CODES } from "../ui/exit-codes.ts";
import { readSealed } from "../ui/sealed.ts";
import { lotJson, lotLines } from "../ui/words.ts";

export default deskAction<"file">(async (given, desk) => {
  const { from, purpose, report } = await checkDisclosureFile(desk, readSealed(given.file));
  const { attributes } = await readRegistry(desk.contracts.accreditation);
  const { lots, problems, undisclosed } = report;
  const isSound = problems.length === 0;
  return {
    json: {
      from,
      purpose,
      lots: lots.map(({ lotId, kind, lot }) => ({
        lot: idText(lotId),
        kind,
        opening: lotJson(lot, attributes),
      })),
      undisclosed: undisclosed.map(idText),
      problems: problems.map((problem) => renderText(problem)),
    },
    lines: [
      phrase`from ${from}, for "${purpose}"`,
      ...lots.flatMap(({ lotId, kind, lot }) => [
        phrase`${idText(lotId)}, by ${MADE_BY_WORDS[kind]}`,
        ...lotLines(lot, attributes).map((line) => phrase`  ${line}`),
      ]),
      ...undisclosed.map((id) => phrase`not disclosed: ${idText(id)}`),
      ...problems.map((problem) => phrase`PROBLEM: ${problem}`),
      ...(isSound ? [phrase`everything disclosed agrees with the chain`] : []),
    ],
    ...(isSound ? {} : { exitCode: EXIT_CODES.checkFailed }),
  };
});
