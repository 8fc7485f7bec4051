import { isError } from "ethers";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";

/**
 * What a contract answers; undefined if what stands there does not know the question.
 * @throws RPC_FAILED where the node gives no answer at all
 */
export async function asked<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (cause) {
    if (isError(cause, "CALL_EXCEPTION") || isError(cause, "BAD_DATA") || isRevert(cause)) return undefined;
    throw new KoboldError(
      "RPC_FAILED",
      phrase`the node gave no answer: ${cause instanceof Error ? cause.message : String(cause)}`,
      phrase`nothing was changed: try again, or use another RPC URL`,
      { cause },
    );
  }
}

/** As Hardhat's own provider tells it, which ethers does not wrap. */
function isRevert(thrown: unknown): boolean {
  return thrown instanceof Error && /revert/i.test(thrown.message);
}
