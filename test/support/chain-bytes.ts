import type { NetworkConnection } from "hardhat/types/network";
import { z } from "zod/v4";

/** Everything that the chain holds of a run: calldata, event topics and data, and words written to storage. */
export interface ChainBytes {
  readonly transactions: number;
  readonly storageWords: number;
  /** Where each piece of it stands, and its bytes as lower-case hex without prefix. */
  readonly pieces: readonly { readonly where: string; readonly hex: string }[];
}

const traceSchema = z.object({
  structLogs: z.array(z.object({ op: z.string(), stack: z.array(z.string()) })),
});

/** Reads every transaction from genesis on, those that failed included. */
export async function readChainBytes({ ethers, provider }: NetworkConnection): Promise<ChainBytes> {
  const pieces: { where: string; hex: string }[] = [];
  let transactions = 0;
  let storageWords = 0;
  const latest = await ethers.provider.getBlockNumber();
  for (let number = 0; number <= latest; number++) {
    const block = await ethers.provider.getBlock(number, true);
    for (const { hash, data } of block?.prefetchedTransactions ?? []) {
      transactions += 1;
      pieces.push({ where: `calldata of ${hash}`, hex: bare(data) });
      const receipt = await ethers.provider.getTransactionReceipt(hash);
      for (const log of receipt?.logs ?? []) {
        pieces.push({ where: `event in ${hash}`, hex: [...log.topics, log.data].map(bare).join("") });
      }
      const words = await storedWords(provider, hash);
      storageWords += words.length;
      pieces.push(...words.map((hex) => ({ where: `storage written by ${hash}`, hex })));
    }
  }
  return { transactions, storageWords, pieces };
}

/** Attributes and values that a transaction wrote. */
async function storedWords(provider: NetworkConnection["provider"], hash: string): Promise<string[]> {
  const options = { disableMemory: true, disableStorage: true };
  const trace: unknown = await provider.request({
    method: "debug_traceTransaction",
    params: [hash, options],
  });
  return traceSchema
    .parse(trace)
    .structLogs.flatMap(({ op, stack }) =>
      op === "SSTORE" ? stack.slice(-2).map((word) => bare(word).padStart(64, "0")) : [],
    );
}

function bare(hex: string): string {
  return hex.replace(/^0x/, "").toLowerCase();
}
