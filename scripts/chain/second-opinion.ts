import type { Provider } from "ethers";

import { type Check, failed, passed, warned } from "../core/check.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase, renderText } from "../core/phrase.ts";
import { Node } from "./node.ts";

/** What is found through the node that is asked first, and what the others say of it; nothing where there are none. */
export interface SecondOpinion<T> {
  readonly found: T;
  readonly others: readonly Check[];
}

/**
 * What is found through a node, and, where there are several, whether the others say the same: on such a verdict others
 * rely, and one node alone could lie.
 * @param told what is found, as it is held against what the others find
 * @throws what `look` throws through the first node that is asked
 */
export async function secondOpinion<T>(
  provider: Provider,
  look: (provider: Provider) => Promise<T>,
  told: (found: T) => readonly Check[],
): Promise<SecondOpinion<T>> {
  if (!(provider instanceof Node) || provider.hosts.length < 2)
    return { found: await look(provider), others: [] };
  const opinions = [...(await provider.ofEach(look))];
  const heard = opinions.flatMap(([host, found]) => (found instanceof KoboldError ? [] : [{ host, found }]));
  const silent = opinions.flatMap(([host, found]) => (found instanceof KoboldError ? [{ host, found }] : []));
  const [first, ...others] = heard;
  if (first === undefined) throw silent[0]?.found ?? new TypeError("one node at least is asked");
  const compare = ({ host, found }: (typeof heard)[number]) =>
    compared(first.host, told(first.found), host, told(found));
  return {
    found: first.found,
    others: [
      ...others.map(compare),
      ...silent.map(({ host, found }) =>
        warned(
          "nodes",
          phrase`${host} gave no second opinion: ${found.said.message}`,
          phrase`try again, or name another node in KOBOLD_RPC_URL`,
        ),
      ),
    ],
  };
}

function compared(host: string, found: readonly Check[], other: string, said: readonly Check[]): Check {
  const told = (checks: readonly Check[]) =>
    new Map(checks.map(({ id, outcome, what }) => [id, `${outcome}: ${renderText(what)}`]));
  const [here, there] = [told(found), told(said)];
  const ids = [...new Set([...here.keys(), ...there.keys()])];
  const different = ids.filter((id) => here.get(id) !== there.get(id));
  if (different.length === 0) return passed("nodes", phrase`${other} says the same as ${host}`);
  return failed(
    "nodes",
    phrase`${other} says otherwise than ${host} of: ${different.join(", ")}`,
    phrase`one of them errs or lies: ask a third in their stead, and rely on neither until then`,
  );
}
