import { type Ask, httpAsk } from "../node.ts";

/**
 * Asks the nodes in turn until one has an answer. Nothing that a node says is believed, so they may answer by turns.
 * @param urls at least one, else nothing is ever answered
 */
export function askAny(urls: readonly string[]): Ask {
  const nodes = urls.map((url) => httpAsk(url));
  return async (method, params) => {
    let answer: { readonly result: unknown } | { readonly error: unknown } = { error: new Error("no node") };
    for (const ask of nodes) {
      try {
        const result = await ask(method, params);
        if (result !== null) return result;
        // "there is none", as far as this node knows
        answer = { result };
      } catch (error) {
        if (!("result" in answer)) answer = { error };
      }
    }
    if ("error" in answer) throw answer.error;
    return answer.result;
  };
}

/** A node's owner, by its name on the Internet: the last two labels, or all of a number. */
export function ownerOf(url: string): string {
  const { hostname } = new URL(url);
  return /^[\d.]+$|:/.test(hostname) ? hostname : hostname.split(".").slice(-2).join(".");
}

/** One node of each owner. */
export function ofDifferentOwners(urls: readonly string[]): string[] {
  return urls.filter((url, i) => urls.findIndex((other) => ownerOf(other) === ownerOf(url)) === i);
}

/**
 * Whether two nodes of different owners have a block in their chain. By its number: a node may know a block by its hash
 * that its chain has given up.
 * @returns undefined where two can't be asked
 */
export async function doTwoAgree(
  urls: readonly string[],
  { hash, number }: { readonly hash: string; readonly number: number },
): Promise<boolean | undefined> {
  const two = ofDifferentOwners(urls).slice(0, 2);
  if (two.length < 2) return undefined;
  try {
    const blocks = await Promise.all(
      two.map((url) => httpAsk(url)("eth_getBlockByNumber", [`0x${number.toString(16)}`, false])),
    );
    return blocks.every(
      (block) => typeof block === "object" && block !== null && "hash" in block && block.hash === hash,
    );
  } catch {
    return undefined;
  }
}
