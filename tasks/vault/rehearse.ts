import { rehearseRecovery } from "../../scripts/desk/rehearse.ts";
import { idText } from "../../scripts/core/ids.ts";
import { lots } from "../../scripts/core/counts.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { inWords } from "../ui/language.ts";
import { deskAction } from "../ui/desk.ts";
import { EXIT_CODES } from "../ui/exit-codes.ts";
import { progressLine, recoveryJson, recoveryLines } from "../ui/recovery.ts";

export default deskAction(async (_, desk) => {
  const { recovery, missing, recent, extra, onlyHere } = await rehearseRecovery(desk, {
    onProgress: progressLine,
  });
  const isSame = missing.length + extra.length === 0;
  return {
    json: {
      ...recoveryJson(recovery),
      missing: missing.map(idText),
      recent: recent.map(idText),
      extra: extra.map(idText),
      onlyHere: onlyHere === undefined ? null : inWords(onlyHere),
    },
    lines: [
      ...recoveryLines(recovery),
      ...missing.map((id) => phrase`would be lost: ${idText(id)}`),
      ...extra.map((id) => phrase`on the chain, not in this vault: ${idText(id)}`),
      ...(isSame
        ? [
            phrase`the rebuilt vault has the same lots as this one: the wallet's key is enough to restore them`,
          ]
        : []),
      ...(recent.length === 0
        ? []
        : [phrase`of operations that are not final yet, so not looked at: ${lots(recent.length)}`]),
      ...(onlyHere === undefined
        ? []
        : [phrase`on no chain, so that only \`vault backup\` keeps it: ${onlyHere}`]),
    ],
    ...(isSame ? {} : { exitCode: EXIT_CODES.checkFailed }),
  };
});
