import { existsSync } from "node:fs";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { deploymentsOf, predecessorsOf } from "../../scripts/chain/predecessor.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import type { Openings } from "../../scripts/lineage/names.ts";
import { openVault } from "../../scripts/vault/vault.ts";
import type { LiveDeployment } from "../ui/chain.ts";
import { tell } from "../ui/print.ts";
import { vaultPassphrase } from "../ui/secrets.ts";

/** What the vault knows of the deployment's lots. @throws VAULT_ACCESS, VAULT_PASSPHRASE, … */
export async function openingsIn(
  file: string,
  { chainId, contracts }: LiveDeployment,
  hre: HardhatRuntimeEnvironment,
): Promise<Openings> {
  if (!existsSync(file)) {
    throw new KoboldError(
      "VAULT_ACCESS",
      phrase`there is no vault ${file}`,
      phrase`name it with --vault, or trace without one, as anybody can: --public`,
    );
  }
  const vault = openVault(file, await vaultPassphrase(hre), { warn: tell });
  try {
    const deployment = { chainId, cobaltLot: await contracts.cobaltLot.getAddress() };
    const before = deploymentsOf(await predecessorsOf(contracts.cobaltLot), chainId);
    const lots = [...before.reverse(), deployment].flatMap((each) => vault.lots.list({ deployment: each }));
    return new Map(lots.map(({ id, label, lot }) => [id, { label, lot }]));
  } finally {
    vault.close();
  }
}
