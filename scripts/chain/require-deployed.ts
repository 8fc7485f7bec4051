import type { Provider } from "ethers";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { isDevelopmentChain } from "./chain-kinds.ts";

/** @throws CHAIN_MISMATCH if nothing is deployed there, RPC_FAILED */
export async function requireDeployed(provider: Provider, chainId: bigint, cobaltLot: string): Promise<void> {
  if ((await provider.getCode(cobaltLot)) !== "0x") return;
  if (isDevelopmentChain(chainId)) {
    throw new KoboldError(
      "CHAIN_MISMATCH",
      phrase`there is no CobaltLot at ${cobaltLot} on chain ${chainId}, which is for development: it begins anew whenever its node is restarted, and that has probably happened`,
      phrase`deploy anew with \`npx hardhat deploy\`, or choose another network with --network`,
    );
  }
  throw new KoboldError(
    "CHAIN_MISMATCH",
    phrase`there is no CobaltLot at ${cobaltLot} on chain ${chainId}`,
    phrase`choose the network of the deployment with --network, or its file of addresses with --deployment`,
  );
}
