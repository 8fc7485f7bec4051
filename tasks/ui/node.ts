import type { Provider } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { connectNode } from "../../scripts/chain/node.ts";

/** @throws RPC_FAILED; CHAIN_MISMATCH if it is not the chain that hardhat.config.ts names */
export async function nodeOf(
  hre: HardhatRuntimeEnvironment,
): Promise<{ provider: Provider; chainId: bigint }> {
  const name = networkName(hre);
  let node: { provider: Provider; chainId: bigint };
  try {
    const provider = await providerOf(hre);
    node = { provider, chainId: (await provider.getNetwork()).chainId };
  } catch (cause) {
    const [, unset] = /Configuration Variable "(\w+)" not found/.exec(String(cause)) ?? [];
    if (unset !== undefined) {
      throw new KoboldError(
        "NO_SECRET",
        phrase`${unset} is not set`,
        phrase`set it with \`npx hardhat keystore set ${unset}\`, or in the environment variable ${unset}`,
        { cause },
      );
    }
    throw new KoboldError(
      "RPC_FAILED",
      phrase`no node answers: ${cause instanceof Error ? cause.message : String(cause)}`,
      phrase`start one with \`npx hardhat node\`, or choose a network of hardhat.config.ts with --network`,
      { cause },
    );
  }
  const expected = hre.config.networks[name]?.chainId;
  if (expected === undefined || BigInt(expected) === node.chainId) return node;
  throw new KoboldError(
    "CHAIN_MISMATCH",
    phrase`network ${name} should be chain ${expected}, but its node says that it is chain ${node.chainId}`,
    phrase`correct the URL or the chain id of the network in hardhat.config.ts`,
  );
}

/** The network of the command line, which Hardhat leaves open where none is given, whatever its type says. */
export function networkName({ globalOptions }: HardhatRuntimeEnvironment): string {
  const given: { readonly network?: string } = globalOptions;
  return given.network ?? "default";
}

/** A node is asked without Hardhat's connection, which takes a third of a second to load and wants accounts. */
async function providerOf(hre: HardhatRuntimeEnvironment): Promise<Provider> {
  const network = hre.config.networks[networkName(hre)];
  if (network?.type !== "http" || isProxied()) return (await hre.network.getOrCreate()).ethers.provider;
  return connectNode(await network.url.get(), { headers: network.httpHeaders });
}

/** Hardhat knows the way through a proxy. */
function isProxied(): boolean {
  return ["http_proxy", "https_proxy"].some((name) => process.env[name] ?? process.env[name.toUpperCase()]);
}
