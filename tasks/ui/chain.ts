import { type BaseWallet, type Provider, Wallet } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import type { DeskContracts } from "../../scripts/desk/contracts.ts";
import { action, type Printed } from "./action.ts";
import { deskAddresses } from "./addresses.ts";
import { ensureBuilt } from "./built.ts";
import type { Answer } from "./print.ts";
import { walletKey } from "./secrets.ts";

export interface PlaceArguments extends Printed {
  readonly deployment: string;
}

/** A deployment on the network of the command line. */
export interface Place {
  readonly provider: Provider;
  readonly chainId: bigint;
  readonly contracts: DeskContracts;
}

/** @throws RPC_FAILED if no node answers, CHAIN_MISMATCH if nothing says where Kobold is deployed or nothing is there */
export async function placeOf(hre: HardhatRuntimeEnvironment, deployment: string): Promise<Place> {
  ensureBuilt(hre);
  const { deskContracts } = await import("../../scripts/desk/contracts.ts");
  const { provider, chainId } = await nodeOf(hre);
  const addresses = deskAddresses(hre, chainId, deployment);
  if ((await provider.getCode(addresses.cobaltLot)) === "0x") {
    throw new KoboldError(
      "CHAIN_MISMATCH",
      phrase`there is no CobaltLot at ${addresses.cobaltLot} on chain ${chainId}`,
      phrase`choose the network of the deployment by --network, or its file of addresses by --deployment`,
    );
  }
  return { provider, chainId, contracts: deskContracts(addresses, provider) };
}

/** @throws RPC_FAILED; CHAIN_MISMATCH if it is not the chain that hardhat.config.ts names */
export async function nodeOf(
  hre: HardhatRuntimeEnvironment,
): Promise<{ provider: Provider; chainId: bigint }> {
  const name = hre.globalOptions.network;
  let node: { provider: Provider; chainId: bigint };
  try {
    const provider = await providerOf(hre);
    node = { provider, chainId: (await provider.getNetwork()).chainId };
  } catch (cause) {
    throw new KoboldError(
      "RPC_FAILED",
      phrase`no node answers: ${cause instanceof Error ? cause.message : String(cause)}`,
      phrase`start one by \`npx hardhat node\`, or choose a network of hardhat.config.ts by --network`,
      { cause },
    );
  }
  const expected = hre.config.networks[name]?.chainId;
  if (expected === undefined || BigInt(expected) === node.chainId) return node;
  throw new KoboldError(
    "CHAIN_MISMATCH",
    phrase`network ${name} should be chain ${expected}, and its node says that it is chain ${node.chainId}`,
    phrase`correct the URL or the chain id of the network in hardhat.config.ts`,
  );
}

/** A node is asked without Hardhat's connection, which takes a third of a second to load and wants accounts. */
async function providerOf(hre: HardhatRuntimeEnvironment): Promise<Provider> {
  const network = hre.config.networks[hre.globalOptions.network];
  if (network?.type !== "http" || isProxied()) return (await hre.network.getOrCreate()).ethers.provider;
  const { connectRpc } = await import("../../scripts/desk/rpc.ts");
  return connectRpc(await network.url.getUrl(), { headers: network.httpHeaders });
}

/** Hardhat knows the way through a proxy. */
function isProxied(): boolean {
  return ["http_proxy", "https_proxy"].some((name) => process.env[name] ?? process.env[name.toUpperCase()]);
}

/** An action that reads a deployment, and needs neither vault nor wallet. */
export function placeAction<A extends PlaceArguments>(
  work: (given: A, place: Place, hre: HardhatRuntimeEnvironment) => Promise<Answer>,
): NewTaskActionFunction<A> {
  return action(async (given, hre) => work(given, await placeOf(hre, given.deployment), hre));
}

/** An action that sends transactions of the wallet, and needs no vault. */
export function walletAction<A extends PlaceArguments>(
  work: (given: A, place: Place & { wallet: BaseWallet }, hre: HardhatRuntimeEnvironment) => Promise<Answer>,
): NewTaskActionFunction<A> {
  return action(async (given, hre) => {
    const place = await placeOf(hre, given.deployment);
    return work(given, { ...place, wallet: walletOf(await walletKey(hre)).connect(place.provider) }, hre);
  });
}

/** @throws BAD_RECORD, without the key */
export function walletOf(key: string): Wallet {
  try {
    return new Wallet(key);
  } catch {
    throw new KoboldError(
      "BAD_RECORD",
      phrase`the wallet's private key is none`,
      phrase`give 32 bytes, as 0x…`,
    );
  }
}
