import { existsSync } from "node:fs";

import { asJson } from "../../scripts/core/json.ts";
import { type Phrase, phrase } from "../../scripts/core/phrase.ts";
import { functionCalled } from "../../scripts/chain/refusal.ts";
import type { DeskSettings, UnsignedTransaction } from "../../scripts/desk/desk.ts";
import { OPERATION_WORDS } from "../../scripts/vault/words.ts";
import { inWords } from "./language.ts";
import type { Answer } from "./print.ts";
import { cannotWrite, writeNew } from "./write-new.ts";

/** That operations are written to a file for the account's owners. @throws BAD_FILE if there is such a file already */
export function unsignedSetting(file = ""): Pick<DeskSettings, "unsigned"> {
  if (file === "") return {};
  if (existsSync(file)) throw cannotWrite(file);
  return {
    unsigned: (transaction) => {
      writeNew(file, batchOf(transaction));
    },
  };
}

/** As the transaction builders of multi-signature wallets read it (Safe's format, version 1.0). */
function batchOf(transaction: UnsignedTransaction): string {
  const { chainId, from, to, data } = transaction;
  return asJson({
    version: "1.0",
    chainId: chainId.toString(),
    createdAt: Date.now(),
    meta: { name: "Kobold", description: inWords(wordsOf(transaction)), createdFromSafeAddress: from },
    transactions: [{ to, value: "0", data, contractMethod: null, contractInputsValues: null }],
  });
}

/** What a co-signer is asked to agree to. */
function wordsOf({ data, operation, to }: UnsignedTransaction): Phrase {
  const call = functionCalled(data);
  return operation === undefined
    ? phrase`${call} at ${to}`
    : phrase`${OPERATION_WORDS[operation.kind]}: ${call} at ${to}`;
}

/** What a command says that left its operation to the account's owners. */
export function leftAnswer(file: string, transaction: UnsignedTransaction): Answer {
  const { chainId, from, to, data, operation } = transaction;
  return {
    json: { unsigned: file, chainId, from, to, data, operation: operation?.id ?? null },
    lines: [
      phrase`${file} is for the owners of account ${from}: ${wordsOf(transaction)}`,
      phrase`nothing is sent yet; have them send it today, since proofs are of a day`,
      operation === undefined
        ? phrase`the same command shows what came of it, or goes on`
        : phrase`the vault keeps what belongs to it, and \`lot list\` shows what came of it`,
    ],
  };
}
