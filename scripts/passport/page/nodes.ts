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
