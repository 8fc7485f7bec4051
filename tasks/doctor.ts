import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { isCheckout } from "../scripts/prover/files.ts";
import { action, type Given } from "./ui/action.ts";
import { deploymentGiven } from "./ui/addresses.ts";
import { ensureBuilt } from "./ui/built.ts";
import { type DeploymentArguments, keepHistoryOf } from "./ui/chain.ts";
import { checkAnswer } from "./ui/checks.ts";
import { networkName, nodeOf } from "./ui/node.ts";
import { storedSecret } from "./ui/secrets.ts";
import { examine } from "../scripts/doctor/doctor.ts";

export default action<DeploymentArguments & Given<"vault" | "contractAccount">>(async (given, hre) => {
  const network = networkName(hre);
  const checks = await examine({
    nodeVersion: process.versions.node,
    // a package comes compiled
    compilers: isCheckout() ? compilersOf(hre) : [],
    build: ensureBuilt,
    connect: hre.config.networks[network]?.type === "http" ? () => nodeOf(hre) : undefined,
    network,
    deploymentOn: (node) => {
      const file = deploymentGiven(hre, node.chainId, given.deployment);
      keepHistoryOf(hre, node, file);
      return file;
    },
    privateKey: await storedSecret(hre, "KOBOLD_PRIVATE_KEY"),
    passphrase: await storedSecret(hre, "KOBOLD_PASSPHRASE"),
    vaultFile: given.vault,
    contractAccount: given.contractAccount,
    now: Date.now(),
  });
  return checkAnswer(checks);
});

function compilersOf({ config }: HardhatRuntimeEnvironment) {
  const { compilers = [], overrides = {} } = config.solidity.profiles["default"] ?? {};
  const all = [...compilers, ...Object.values(overrides)];
  return all.filter(({ version }, i) => all.findIndex((other) => other.version === version) === i);
}
