import { type JsonRpcPayload, Transaction } from "ethers";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { TransactionRefused } from "../core/transaction-refused.ts";
import { type refusalOf, type RpcError, wordsOf } from "./rpc-errors.ts";
import { safeReason } from "./rpc-reason.ts";

/** A refusal of a transaction, or of estimating it, that no repetition helps. */
export function refusedTransaction(
  refused: NonNullable<ReturnType<typeof refusalOf>>,
  said: RpcError,
  payload: JsonRpcPayload,
): KoboldError {
  const what = phrase`the node does not take the transaction: ${safeReason(wordsOf(said))}`;
  const sender = senderOf(payload);
  const options = { cause: said };
  switch (refused) {
    case "funds":
      return new TransactionRefused("CHAIN_REFUSED", what, phrase`send ether to ${sender}`, options);
    case "fee":
      return new TransactionRefused(
        "CHAIN_REFUSED",
        what,
        phrase`wait until fees have fallen, or use another RPC URL`,
        options,
      );
    case "rule":
      return new TransactionRefused(
        "CHAIN_REFUSED",
        what,
        phrase`use another RPC URL, or report this`,
        options,
      );
    case "nonce":
    case "known":
      return new KoboldError(
        "CHAIN_REFUSED",
        what,
        phrase`${sender} has sent another transaction meanwhile: look what became of it, then do it again`,
        options,
      );
  }
}

/** Whose transaction it is, as far as that can be read. */
function senderOf({ params }: JsonRpcPayload): string {
  const given: unknown = Array.isArray(params) ? params[0] : undefined;
  const from: unknown =
    typeof given === "string" ? Transaction.from(given).from : Reflect.get(Object(given), "from");
  return typeof from === "string" ? from : "the account";
}
