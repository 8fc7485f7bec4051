import { existsSync } from "node:fs";
import path from "node:path";

import { getAddress, isAddress } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { type DeploymentFile, readDeploymentFile } from "../../scripts/chain/deployment-file.ts";
import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase } from "../../scripts/core/phrase.ts";

/** Where Ignition's journal of a deployment lies, and beside it the deployment's file. */
export function journalOf(
  { config }: HardhatRuntimeEnvironment,
  chainId: bigint,
  /** Address of the CobaltLot that it goes on from, if any: a successor stands beside what was deployed before. */
  predecessor = "",
): string {
  const after = predecessor === "" ? "" : `-after-${predecessor.slice(2, 10)}`;
  return path.join(config.paths.ignition, `deployments/chain-${chainId}${after}`);
}

/** The file of a deployment, within its journal's folder. */
export function fileIn(journal: string): string {
  return path.join(journal, "deployment.json");
}

/**
 * The deployment of the command line: from the file that `deploy` wrote for this chain, or from the one that is given.
 * @throws CHAIN_MISMATCH, BAD_FILE
 */
export function deploymentGiven(
  hre: HardhatRuntimeEnvironment,
  chainId: bigint,
  given: string,
): DeploymentFile {
  const file = given === "" ? fileIn(journalOf(hre, chainId)) : given;
  if (given === "" && !existsSync(file)) {
    throw new KoboldError(
      "CHAIN_MISMATCH",
      phrase`it is not known where Kobold is deployed on chain ${chainId.toString()}: ${file} is missing`,
      phrase`run \`npx hardhat deploy\` first, or name the file that \`deploy --json\` printed: --deployment FILE`,
    );
  }
  const deployment = readDeploymentFile(file);
  if (deployment.chainId === chainId) return deployment;
  throw new KoboldError(
    "CHAIN_MISMATCH",
    phrase`${file} describes a deployment on chain ${deployment.chainId}, and the node is of chain ${chainId}`,
    phrase`choose the network of the deployment with --network, or its file with --deployment`,
  );
}

/**
 * The address of a CobaltLot, given as such or as the file of its deployment.
 * @param option how the command line calls it
 * @throws BAD_INPUT, BAD_FILE
 */
export function cobaltLotGiven(option: string, text: string): string {
  if (isAddress(text)) return getAddress(text);
  if (existsSync(text)) return readDeploymentFile(text).contracts.cobaltLot.address;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${text}" is neither an address nor a file`,
    phrase`give the other deployment's CobaltLot, as 0x…, or its file: ${option} FILE`,
  );
}
