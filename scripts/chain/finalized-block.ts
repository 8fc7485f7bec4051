import type { Provider } from "ethers";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { rpcFailure } from "./rpc.ts";

/**
 * The last block that the chain itself calls final; undefined where the node calls none so.
 * @throws RPC_FAILED where the node says nothing
 */
export async function finalizedBlock(provider: Provider): Promise<number | undefined> {
  try {
    return (await provider.getBlock("finalized"))?.number;
  } catch (thrown) {
    // a node that does not know the tag says so in words of its own
    if (thrown instanceof KoboldError && thrown.cause !== undefined) return undefined;
    throw thrown instanceof KoboldError ? thrown : rpcFailure(phrase`block number`, thrown);
  }
}
