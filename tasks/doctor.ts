import type { JsonRpcProvider } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { KoboldError } from "../scripts/core/errors.ts";
import { phrase } from "../scripts/core/phrase.ts";
import { parseDecimal } from "../scripts/core/units.ts";
import { action } from "./ui/action.ts";
import { deskAddresses } from "./ui/addresses.ts";
import { ensureBuilt } from "./ui/built.ts";
import type { PlaceArguments } from "./ui/chain.ts";
import { checkAnswer } from "./ui/checks.ts";
import { storedSecret } from "./ui/secrets.ts";

interface DoctorArguments extends PlaceArguments {
  readonly vault: string;
  readonly firstBlock: string;
}

/** A node that is silent for so long is as good as none. */
const TIMEOUT_MS = 10_000;

export default action<DoctorArguments>(async ({ deployment, firstBlock, vault }, hre) => {
  const { examine } = await import("../scripts/doctor/doctor.ts");
  const { network } = hre.globalOptions;
  const checks = await examine({
    nodeVersion: process.versions.node,
    compilers: compilersOf(hre),
    build: () => {
      ensureBuilt(hre);
    },
    connect: hre.config.networks[network]?.type === "http" ? () => connect(hre, network) : undefined,
    network,
    addressesOn: (chainId) => deskAddresses(hre, chainId, deployment),
    firstBlock: Number(parseDecimal("firstBlock", firstBlock, 0)),
    privateKey: await storedSecret(hre, "KOBOLD_PRIVATE_KEY"),
    passphrase: await storedSecret(hre, "KOBOLD_PASSPHRASE"),
    vaultFile: vault,
    now: Date.now(),
  });
  return checkAnswer(checks);
});

function compilersOf({ config }: HardhatRuntimeEnvironment) {
  const { compilers = [], overrides = {} } = config.solidity.profiles["default"] ?? {};
  const all = [...compilers, ...Object.values(overrides)];
  return all.filter(({ version }, i) => all.findIndex((other) => other.version === version) === i);
}

/**
 * Asks the network's node without Hardhat, which would want an account as well.
 * @throws BAD_RECORD, RPC_FAILED, CHAIN_MISMATCH
 */
async function connect(
  { config }: HardhatRuntimeEnvironment,
  name: string,
): Promise<{ provider: JsonRpcProvider; chainId: bigint }> {
  const { connectRpc } = await import("../scripts/desk/rpc.ts");
  const network = config.networks[name];
  if (network?.type !== "http") throw new TypeError(`network ${name} has no node`);
  const provider = await connectRpc(await urlOf(network.url), TIMEOUT_MS);
  const { chainId } = await provider.getNetwork();
  if (network.chainId === undefined || BigInt(network.chainId) === chainId) return { provider, chainId };
  provider.destroy();
  throw new KoboldError(
    "CHAIN_MISMATCH",
    phrase`network ${name} should be chain ${network.chainId}, and its node says that it is chain ${chainId}`,
    phrase`correct the URL or the chain id of the network in hardhat.config.ts`,
  );
}

async function urlOf(url: { getUrl(): Promise<string> }): Promise<string> {
  try {
    return await url.getUrl();
  } catch (cause) {
    throw new KoboldError(
      "BAD_RECORD",
      phrase`the network's URL is not set`,
      phrase`set it by \`npx hardhat keystore set KOBOLD_RPC_URL\`, or in the environment variable KOBOLD_RPC_URL`,
      { cause },
    );
  }
}
