import type { Provider } from "ethers";

import { answer } from "../../scripts/chain/rpc.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";

/** The last block that so many confirm, itself counted. @throws RPC_FAILED */
export async function anchorAt(
  provider: Provider,
  confirmations: number,
): Promise<{ readonly number: number; readonly hash: string }> {
  const last = await answer(phrase`block`, provider.getBlockNumber());
  const number = Math.max(0, last - Math.max(confirmations, 1) + 1);
  const block = await answer(phrase`block`, provider.getBlock(number));
  if (block?.hash != null) return { number, hash: block.hash };
  throw new KoboldError(
    "RPC_FAILED",
    phrase`the node does not have block ${number}`,
    phrase`try again, or use another RPC URL`,
  );
}
