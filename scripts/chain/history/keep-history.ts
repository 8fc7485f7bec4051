import path from "node:path";

import type { BaseContract, Provider } from "ethers";

import { History } from "./history.ts";

/** What is known of a provider's chain, and what was read of it. */
interface Kept {
  place: { readonly folder: string; readonly chainId: bigint } | undefined;
  /** Address → the block from which on there may be events of it. */
  readonly since: Map<string, number>;
  /** Address → the history that reads it. */
  readonly histories: Map<string, History>;
}

const keptBy = new WeakMap<Provider, Kept>();

export interface KeptDeployment {
  readonly chainId: bigint;
  /** The contracts of one deployment; their index is called by the first. */
  readonly addresses: readonly string[];
  /** The block of the deployment; 0 if it is not known. */
  readonly firstBlock: number;
  /** Where indexes are kept between commands; may be removed at any time. */
  readonly folder: string;
}

/** Keeps the events of a deployment in an index on the disk, and those of other contracts that are asked for beside it. */
export function keepHistory(provider: Provider, deployment: KeptDeployment): void {
  const { chainId, folder, firstBlock } = deployment;
  const kept = keptOf(provider);
  kept.place = { folder, chainId };
  const addresses = deployment.addresses.map((address) => address.toLowerCase());
  const [first = ""] = addresses;
  const file = fileOf(kept, first);
  const history = new History({ provider, addresses, firstBlock, file });
  for (const address of addresses) {
    kept.since.set(address, firstBlock);
    kept.histories.set(address, history);
  }
}

/** Notes that a contract is no older than a block, or than another contract, such as one that it names for good. */
export function noOlderThan(
  provider: Provider | null | undefined,
  address: string,
  older: string | number,
): void {
  if (provider === null || provider === undefined) return;
  const { since } = keptOf(provider);
  const first = typeof older === "number" ? older : since.get(older.toLowerCase());
  if (first !== undefined && !since.has(address.toLowerCase())) since.set(address.toLowerCase(), first);
}

/** The history that reads a contract; one of its own, from the first block on, if nobody has said more of it. */
export function historyAt(provider: Provider, address: string): History {
  const kept = keptOf(provider);
  const key = address.toLowerCase();
  const known = kept.histories.get(key);
  if (known !== undefined) return known;
  const firstBlock = kept.since.get(key) ?? 0;
  const history = new History({ provider, addresses: [key], firstBlock, file: fileOf(kept, key) });
  kept.histories.set(key, history);
  return history;
}

/** The same, for a contract that is connected to a provider. @throws TypeError for one that is not */
export async function historyOf(contract: BaseContract): Promise<History> {
  const provider = contract.runner?.provider;
  if (provider === null || provider === undefined) throw new TypeError("the contract has no provider");
  return historyAt(provider, await contract.getAddress());
}

function keptOf(provider: Provider): Kept {
  const known = keptBy.get(provider);
  if (known !== undefined) return known;
  const kept = { place: undefined, since: new Map(), histories: new Map() };
  keptBy.set(provider, kept);
  return kept;
}

function fileOf({ place }: Kept, address: string): string | undefined {
  if (place === undefined) return undefined;
  return path.join(place.folder, `chain-${place.chainId}-${address.slice(2, 18)}.sqlite`);
}
