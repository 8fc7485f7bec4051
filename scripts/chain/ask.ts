import { isError } from "ethers";

import { rpcFailure } from "./rpc.ts";
import { phrase } from "../core/phrase.ts";

/**
 * What a contract answers; undefined if what stands there does not know the question.
 * @throws RPC_FAILED where the node gives no answer, or one for which the contract is not to blame
 */
export async function asked<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (cause) {
    if (isContractsAnswer(cause)) return undefined;
    throw rpcFailure(phrase`answer`, cause);
  }
}

/** Whether the contract reverted, or what stands there has no code, as far as the node itself says so. */
function isContractsAnswer(cause: unknown): boolean {
  if (isError(cause, "BAD_DATA")) return cause.value === "0x";
  // ethers calls any error of a call so, also that of a node which is busy
  if (isError(cause, "CALL_EXCEPTION")) return cause.data !== null || isRevert(cause.info?.["error"]);
  return isRevert(cause);
}

/** Nodes tell a revert without data in words only: geth, Hardhat, Nethermind ("Reverted 0x" beside a message). */
function isRevert(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const [code, message, data] = ["code", "message", "data"].map((key): unknown => Reflect.get(error, key));
  return (
    code === 3 || [message, data].some((text) => typeof text === "string" && /\brevert(ed)?\b/i.test(text))
  );
}
