import type { Provider } from "ethers";

import { dayOfTimestamp } from "../core/calendar.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase, type Text } from "../core/phrase.ts";

/** What went wrong between this machine and the node. Nothing of the firm's is lost by it. */
export function rpcFailure(what: Text, cause: unknown): KoboldError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new KoboldError(
    "RPC_FAILED",
    phrase`the node gave no usable ${what}: ${why}`,
    phrase`nothing was changed: try again, or use another RPC URL`,
    { cause },
  );
}

/** Awaits an answer of the node; whatever it fails with becomes one error for people. @throws RPC_FAILED */
export async function answer<T>(what: Text, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    throw cause instanceof KoboldError ? cause : rpcFailure(what, cause);
  }
}

/** The chain's present day. @throws RPC_FAILED */
export async function today({ provider }: { readonly provider: Provider }): Promise<number> {
  const block = await answer(phrase`block`, provider.getBlock("latest"));
  return dayOfTimestamp(block?.timestamp ?? 0);
}
