import { isError } from "ethers";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { rpcFailure } from "./rpc.ts";
import { isRevert } from "./rpc-errors.ts";

/**
 * What a contract answers; undefined if what stands there does not know the question.
 * @throws RPC_FAILED where the node gives no answer, or one for which the contract is not to blame
 */
export async function asked<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (cause) {
    if (isContractsAnswer(cause)) return undefined;
    throw cause instanceof KoboldError ? cause : rpcFailure(phrase`answer`, cause);
  }
}

/** Whether the contract reverted, or what stands there has no code, as far as the node itself says so. */
function isContractsAnswer(cause: unknown): boolean {
  if (isError(cause, "BAD_DATA")) return cause.value === "0x";
  // ethers calls any error of a call so, also that of a node which is busy
  if (isError(cause, "CALL_EXCEPTION")) return cause.data !== null || isRevert(cause.info?.["error"]);
  return isRevert(cause);
}
