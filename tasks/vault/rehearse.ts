import { rehearseRecovery } from "../../scripts/desk/rehearse.ts";
import { idText } from "../../scripts/core/ids.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { deskAction } from "../ui/desk.ts";
import { EXIT_CODES } from "../ui/exit-codes.ts";
import { progressLine, recoveryJson, recoveryLines } from "../ui/recovery.ts";

export default deskAction(async (_, desk) => {
  const { recovery, missing, extra } = await rehearseRecovery(desk, { onProgress: progressLine });
  const isSame = missing.length + extra.length === 0;
  return {
    json: { ...recoveryJson(recovery), missing: missing.map(idText), extra: extra.map(idText) },
    lines: [
      ...recoveryLines(recovery),
      ...missing.map((id) => phrase`would be lost: ${idText(id)}`),
      ...extra.map((id) => phrase`on the chain, not in this vault: ${idText(id)}`),
      ...(isSame
        ? [phrase`the rebuilt vault is the same as this one: the wallet's key is enough to restore it`]
        : []),
    ],
    ...(isSame ? {} : { exitCode: EXIT_CODES.checkFailed }),
  };
});
