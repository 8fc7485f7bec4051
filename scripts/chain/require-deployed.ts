import { keccak256, type Provider } from "ethers";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { isDevelopmentChain } from "./chain-kinds.ts";
import type { DeploymentFile } from "./deployment-file.ts";

/** @throws CHAIN_MISMATCH if the CobaltLot that the file describes does not stand there, RPC_FAILED */
export async function requireDeployed(
  provider: Provider,
  {
    chainId,
    contracts,
  }: Pick<DeploymentFile, "chainId"> & {
    readonly contracts: Pick<DeploymentFile["contracts"], "cobaltLot">;
  },
): Promise<void> {
  const { address, codeHash } = contracts.cobaltLot;
  const code = await provider.getCode(address);
  if (keccak256(code) === codeHash) return;
  if (code === "0x" && isDevelopmentChain(chainId)) {
    throw new KoboldError(
      "CHAIN_MISMATCH",
      phrase`there is no CobaltLot at ${address} on chain ${chainId}, which is for development: it begins anew whenever its node is restarted, and that has probably happened`,
      phrase`deploy anew with \`npx hardhat deploy\`, or choose another network with --network`,
    );
  }
  throw new KoboldError(
    "CHAIN_MISMATCH",
    code === "0x"
      ? phrase`there is no CobaltLot at ${address} on chain ${chainId}`
      : phrase`what stands at ${address} on chain ${chainId} is not the CobaltLot that the deployment's file describes`,
    phrase`choose the network of the deployment with --network, or its file with --deployment`,
  );
}
