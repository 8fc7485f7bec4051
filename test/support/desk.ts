import path from "node:path";

import type { BaseWallet, Provider } from "ethers";

import type { DeskContracts } from "../../scripts/desk/contracts.ts";
import { type Desk, type DeskSettings, openDesk } from "../../scripts/desk/desk.ts";
import { createVault, openVault } from "../../scripts/vault/vault.ts";
import { standInProver } from "./stand-in-prover.ts";
import { FAST_KDF, PASSPHRASE } from "./vault.ts";

export const QUICK: DeskSettings = { confirmations: 1, timeoutMs: 10_000, pollMs: 5 };

export interface DeskPlace {
  readonly folder: string;
  readonly provider: Provider;
  readonly contracts: DeskContracts;
  readonly settings?: DeskSettings;
}

/** The desk of a firm with a new vault in the folder; close its vault. */
export async function newDesk(name: string, wallet: BaseWallet, place: DeskPlace): Promise<Desk> {
  createVault(path.join(place.folder, `${name}.vault`), PASSPHRASE, { kdf: FAST_KDF }).close();
  return deskOf(name, wallet, place);
}

/** The desk of a firm with the vault that it has in the folder; close its vault. */
export async function deskOf(
  name: string,
  wallet: BaseWallet,
  { folder, provider, contracts, settings = QUICK }: DeskPlace,
): Promise<Desk> {
  const vault = openVault(path.join(folder, `${name}.vault`), PASSPHRASE, { waitMs: 5_000 });
  return openDesk({ vault, wallet, provider, contracts, prover: standInProver, settings });
}
