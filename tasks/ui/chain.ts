import path from "node:path";

import { type Provider, Wallet } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { type KoboldContracts, contractsAt } from "../../scripts/chain/contracts.ts";
import { addressesOf, type DeploymentFile } from "../../scripts/chain/deployment-file.ts";
import { requireDeployed } from "../../scripts/chain/require-deployed.ts";
import { keepHistory } from "../../scripts/chain/history/keep-history.ts";
import { action, type Given, type Printed } from "./action.ts";
import { deploymentGiven } from "./addresses.ts";
import { warnOfDevelopmentKeys } from "./development-keys.ts";
import { nodeOf } from "./node.ts";
import type { Answer } from "./print.ts";

export type DeploymentArguments = Printed & Given<"deployment">;

/** A deployment on the network of the command line, as it can be read. */
export interface LiveDeployment {
  readonly provider: Provider;
  readonly chainId: bigint;
  readonly contracts: KoboldContracts;
  /** What its file says. */
  readonly file: DeploymentFile;
}

/** @throws RPC_FAILED if no node answers, CHAIN_MISMATCH if nothing says where Kobold is deployed or nothing is there */
export async function openDeployment(
  hre: HardhatRuntimeEnvironment,
  deployment: string,
): Promise<LiveDeployment> {
  const live = await findDeployment(hre, deployment);
  await requireLive(live);
  return live;
}

/** As the deployment's file tells it, which may be wrong. @throws as `openDeployment` */
export async function findDeployment(
  hre: HardhatRuntimeEnvironment,
  deployment: string,
): Promise<LiveDeployment> {
  const { provider, chainId } = await nodeOf(hre);
  const file = deploymentGiven(hre, chainId, deployment);
  keepHistoryOf(hre, { provider, chainId }, file);
  return { provider, chainId, contracts: contractsAt(addressesOf(file), provider), file };
}

/** Whether it stands where its file says; warns of keys that anybody has. @throws RPC_FAILED, CHAIN_MISMATCH */
export async function requireLive({ provider, chainId, file }: LiveDeployment): Promise<void> {
  await Promise.all([requireDeployed(provider, file), warnOfDevelopmentKeys(provider, chainId, file)]);
}

/** Keeps the events of a deployment between commands, in the project's cache. */
export function keepHistoryOf(
  { config }: HardhatRuntimeEnvironment,
  { provider, chainId }: { readonly provider: Provider; readonly chainId: bigint },
  { contracts: { cobaltLot, ...others }, firstBlock }: DeploymentFile,
): void {
  const addresses = [cobaltLot, ...Object.values(others)].map(({ address }) => address);
  keepHistory(provider, { chainId, addresses, firstBlock, folder: path.join(config.paths.cache, "history") });
}

/** An action that reads a deployment, and needs neither vault nor wallet. */
export function deploymentAction<
  Texts extends string = never,
  Flags extends string = never,
  Lists extends string = never,
>(
  work: (
    given: DeploymentArguments & Given<Texts, Flags, Lists>,
    live: LiveDeployment,
    hre: HardhatRuntimeEnvironment,
  ) => Answer | Promise<Answer>,
) {
  return action(async (given: DeploymentArguments & Given<Texts, Flags, Lists>, hre) =>
    work(given, await openDeployment(hre, given.deployment), hre),
  );
}

/** @throws NO_SECRET, without the key */
export function walletOf(key: string): Wallet {
  try {
    return new Wallet(key);
  } catch {
    throw new KoboldError(
      "NO_SECRET",
      phrase`the wallet's private key is not valid`,
      phrase`give 32 bytes, as 0x…`,
    );
  }
}
