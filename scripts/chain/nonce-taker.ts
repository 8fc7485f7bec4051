import type { Provider } from "ethers";

/**
 * The transaction by which an account used a nonce: its block is found by halving.
 * @param first a block at whose end the account had not used it
 * @param last one at whose end it had
 * @returns undefined where the node does not tell, as one that has forgotten what was so long ago
 */
export async function nonceTaker(
  provider: Provider,
  account: string,
  nonce: number,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<string | undefined> {
  let [free, taken] = [first, last];
  while (taken - free > 1) {
    const middle = Math.floor((free + taken) / 2);
    if ((await provider.getTransactionCount(account, middle)) > nonce) taken = middle;
    else free = middle;
  }
  const block = await provider.getBlock(taken, true);
  const own = block?.prefetchedTransactions.find(
    (each) => each.from.toLowerCase() === account.toLowerCase() && each.nonce === nonce,
  );
  return own?.hash;
}
