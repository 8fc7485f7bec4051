import { phrase } from "../../scripts/core/phrase.ts";
import { cancelOperation } from "../../scripts/desk/operations.ts";
import { OPERATION_STATE_WORDS, OPERATION_WORDS } from "../../scripts/vault/words.ts";
import { confirm } from "../ui/confirm.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"operation", "yes">(async (given, desk, hre) => {
  const operation = desk.vault.journal.find(given.operation);
  const what = OPERATION_WORDS[operation.kind];
  const isLeft = operation.transactions.length === 0;
  const question = isLeft
    ? phrase`Give this up, which nobody must send any more: ${what}?`
    : phrase`Call this off: ${what}?`;
  await confirm(hre, question, given.yes);
  const { id, kind, state } = await cancelOperation(desk, operation);
  return {
    json: { operation: id, kind, state },
    lines: [
      state === "failed"
        ? phrase`${OPERATION_WORDS[kind]}: cancelled, its lots are free again`
        : state === "sent"
          ? phrase`${OPERATION_WORDS[kind]}: not cancelled for good yet; look again with \`operation list\``
          : phrase`${OPERATION_WORDS[kind]}: ${OPERATION_STATE_WORDS[state]}, it was mined before it could be cancelled`,
    ],
  };
});
