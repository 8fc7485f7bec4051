import { Wallet } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { KoboldError } from "../../scripts/core/errors.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import type { Vault } from "../../scripts/vault/vault.ts";
import { deskAddresses } from "./addresses.ts";
import { plainly } from "./plainly.ts";
import { vaultPassphrase, walletKey } from "./secrets.ts";

export interface DeskArguments {
  readonly vault: string;
  readonly deployment: string;
  readonly firstBlock: string;
  readonly confirmations: string;
}

/** A transaction of a public chain may take this long before the task gives up waiting for it. */
const TIMEOUT_MS = 180_000;

/** Opens the firm's vault and desk for `work`, takes up what an earlier run has left, and closes them again. */
export async function withDesk<T>(
  hre: HardhatRuntimeEnvironment,
  given: DeskArguments,
  work: (desk: Desk) => Promise<T>,
  openWith: (file: string, passphrase: string) => Promise<Vault> = openExisting,
): Promise<T> {
  await hre.tasks.getTask("build").run({ quiet: true });
  const { deskContracts } = await import("../../scripts/desk/contracts.ts");
  const { openDesk } = await import("../../scripts/desk/desk.ts");
  const { takeUp } = await import("../../scripts/desk/carry-out.ts");
  const { refreshLots } = await import("../../scripts/desk/refresh.ts");
  const { lazyProver } = await import("../../scripts/prover/lazy-prover.ts");
  const { createSnarkjsProver } = await import("../../scripts/prover/snarkjs-prover.ts");
  return plainly(async () => {
    const { ethers } = await hre.network.getOrCreate();
    const { provider } = ethers;
    const { chainId } = await provider.getNetwork();
    const addresses = deskAddresses(hre, chainId, given.deployment);
    const wallet = walletOf(await walletKey(hre));
    const vault = await openWith(given.vault, await vaultPassphrase(hre));
    const prover = lazyProver(createSnarkjsProver);
    try {
      const contracts = deskContracts(addresses, provider);
      const settings = {
        confirmations: Math.max(1, blocksOf("confirmations", given.confirmations)),
        firstBlock: blocksOf("firstBlock", given.firstBlock),
        timeoutMs: TIMEOUT_MS,
      };
      const desk = await openDesk({ vault, wallet, provider, contracts, prover, settings });
      for (const { operation } of await takeUp(desk)) {
        console.log(`taken up: ${operation.kind}, now ${operation.state}`);
      }
      await refreshLots(desk);
      return await work(desk);
    } finally {
      vault.close();
      await prover.close();
    }
  });
}

async function openExisting(file: string, passphrase: string): Promise<Vault> {
  const { openVault } = await import("../../scripts/vault/vault.ts");
  return openVault(file, passphrase);
}

function blocksOf(what: string, text: string): number {
  return Number(parseDecimal(what, text, 0));
}

function walletOf(key: string): Wallet {
  try {
    return new Wallet(key);
  } catch {
    throw new KoboldError("BAD_RECORD", "the wallet's private key is none", "give 32 bytes, as 0x…");
  }
}
