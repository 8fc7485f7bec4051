import type { Provider } from "ethers";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import { isDevelopmentChain } from "../chain/chain-kinds.ts";
import { finalizedBlock } from "../chain/finalized-block.ts";
import { nonceTaker } from "../chain/nonce-taker.ts";
import { asRefusal, ChainRefusal } from "../chain/refusal.ts";
import type { ChainPort, LotOnChain, TransactionStatus } from "../vault/chain-port.ts";
import { answer, rpcFailure } from "../chain/rpc.ts";

/** In the order of CobaltLot's `LotStatus`. */
const STATUSES: readonly LotOnChain["status"][] = [
  "unknown",
  "active",
  "offered",
  "held",
  "consumed",
  "retired",
];

/** What the vault's journal asks of a chain, asked of a node. @throws RPC_FAILED */
export async function ethersPort(provider: Provider, cobaltLot: CobaltLot): Promise<ChainPort> {
  const { chainId } = await answer(phrase`chain id`, provider.getNetwork());

  const transactionStatus = async (hash: string): Promise<TransactionStatus> => {
    const receipt = await answer(phrase`receipt`, provider.getTransactionReceipt(hash));
    if (receipt === null) {
      const known = await answer(phrase`transaction`, provider.getTransaction(hash));
      return { kind: known === null ? "unknown" : "pending" };
    }
    // a node that mixes up answers must not settle an operation
    if (receipt.hash.toLowerCase() !== hash.toLowerCase())
      throw rpcFailure(phrase`receipt`, new Error(receipt.hash));
    return {
      kind: "mined",
      blockNumber: receipt.blockNumber,
      blockHash: receipt.blockHash,
      succeeded: receipt.status === 1,
    };
  };

  return {
    deployment: { chainId, cobaltLot: (await cobaltLot.getAddress()).toLowerCase() },
    latestBlock: () => answer(phrase`block number`, provider.getBlockNumber()),
    // those of development chains call blocks final as they like
    finalizedBlock: () =>
      isDevelopmentChain(chainId) ? Promise.resolve(undefined) : finalizedBlock(provider),
    transactionStatus,
    nonceAt: (address, block) => answer(phrase`nonce`, provider.getTransactionCount(address, block)),
    async lotAt(id, block) {
      const { status, owner } = await answer(phrase`lot`, cobaltLot.lotOf(id, { blockTag: block }));
      const named = STATUSES[Number(status)];
      if (named === undefined)
        throw rpcFailure(phrase`lot`, new Error(`status ${status.toString()} is unknown`));
      return { status: named, owner };
    },
    transactionOf: (address, nonce, first, last) =>
      answer(phrase`transaction`, nonceTaker(provider, address, nonce, { first, last })),
    async broadcast(raw) {
      try {
        await provider.broadcastTransaction(raw);
      } catch (thrown) {
        const refusal = asRefusal(thrown);
        if (refusal instanceof ChainRefusal || thrown instanceof KoboldError) throw refusal;
        throw rpcFailure(phrase`acknowledgement`, thrown);
      }
    },
  };
}
