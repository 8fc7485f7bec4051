import path from "node:path";

import { type BaseWallet, type Provider, Wallet } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { type KoboldContracts, contractsAt } from "../../scripts/chain/contracts.ts";
import { keepHistory } from "../../scripts/chain/history/keep-history.ts";
import type { NotedAddresses } from "../../scripts/chain/verify-deployment.ts";
import { parseDecimal } from "../../scripts/core/units.ts";
import { action, type Given, type Printed } from "./action.ts";
import { deskAddresses } from "./addresses.ts";
import { warnOfDevelopmentKeys } from "./development-keys.ts";
import { nodeOf } from "./node.ts";
import type { Answer } from "./print.ts";
import { walletKey } from "./secrets.ts";

export type DeploymentArguments = Printed & Given<"deployment"> & Partial<Given<"firstBlock">>;

/** A deployment on the network of the command line, as it can be read. */
export interface LiveDeployment {
  readonly provider: Provider;
  readonly chainId: bigint;
  readonly contracts: KoboldContracts;
}

/** @throws RPC_FAILED if no node answers, CHAIN_MISMATCH if nothing says where Kobold is deployed or nothing is there */
export async function openDeployment(
  hre: HardhatRuntimeEnvironment,
  { deployment, firstBlock = "0" }: Omit<DeploymentArguments, keyof Printed>,
): Promise<LiveDeployment> {
  const first = Number(parseDecimal("--first-block", firstBlock, 0));
  const { provider, chainId } = await nodeOf(hre);
  const addresses = deskAddresses(hre, chainId, deployment);
  keepHistoryOf(hre, { provider, chainId }, addresses, first);
  if ((await provider.getCode(addresses.cobaltLot)) === "0x") {
    throw new KoboldError(
      "CHAIN_MISMATCH",
      phrase`there is no CobaltLot at ${addresses.cobaltLot} on chain ${chainId}`,
      phrase`choose the network of the deployment with --network, or its file of addresses with --deployment`,
    );
  }
  const contracts = contractsAt(addresses, provider);
  await warnOfDevelopmentKeys(provider, chainId, contracts);
  return { provider, chainId, contracts };
}

/** Keeps the events of a deployment between commands, in the project's cache. */
export function keepHistoryOf(
  { config }: HardhatRuntimeEnvironment,
  { provider, chainId }: { readonly provider: Provider; readonly chainId: bigint },
  { cobaltLot, ...others }: NotedAddresses,
  firstBlock: number,
): void {
  const addresses = [cobaltLot, ...Object.values(others)].filter((address) => address !== undefined);
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
    work(given, await openDeployment(hre, given), hre),
  );
}

/** An action that sends transactions of the wallet, and needs no vault. */
export function walletAction<
  Texts extends string,
  Lists extends string = never,
  Flags extends string = never,
>(
  work: (
    given: DeploymentArguments & Given<Texts, Flags, Lists>,
    live: LiveDeployment & { wallet: BaseWallet },
  ) => Answer | Promise<Answer>,
) {
  return deploymentAction<Texts, Flags, Lists>(async (given, live, hre) =>
    work(given, { ...live, wallet: walletOf(await walletKey(hre)).connect(live.provider) }),
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
