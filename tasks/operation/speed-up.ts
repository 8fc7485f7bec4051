import { phrase } from "../../scripts/core/phrase.ts";
import { speedUp } from "../../scripts/desk/operations.ts";
import { OPERATION_STATE_WORDS, OPERATION_WORDS } from "../../scripts/vault/words.ts";
import { deskAction } from "../ui/desk.ts";

export default deskAction<"operation">(async (given, desk) => {
  const { id, kind, state, transactions } = await speedUp(desk, desk.vault.journal.find(given.operation));
  return {
    json: { operation: id, kind, state, transaction: transactions.at(-1)?.hash ?? null },
    lines: [phrase`${OPERATION_WORDS[kind]}: ${OPERATION_STATE_WORDS[state]}`],
  };
});
