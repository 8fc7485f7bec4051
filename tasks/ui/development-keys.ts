import type { Provider } from "ethers";

import { ProofVerifier__factory } from "../../types/factories/contracts/ProofVerifier__factory.ts";
import { asked } from "../../scripts/chain/ask.ts";
import { isDevelopmentChain } from "../../scripts/chain/chain-kinds.ts";
import type { KoboldContracts } from "../../scripts/chain/contracts.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { areDevelopmentKeys } from "../../scripts/prover/key-words.ts";
import { tell } from "./print.ts";

export const DEVELOPMENT_KEYS_WARNING = phrase`DEV KEYS give no security: anybody can forge proofs for them. Not for real cobalt.`;

/** Says so where a deployment takes proofs of the development keys, on a chain that is not for development. @throws RPC_FAILED */
export async function warnOfDevelopmentKeys(
  provider: Provider,
  chainId: bigint,
  { cobaltLot }: KoboldContracts,
): Promise<void> {
  if (isDevelopmentChain(chainId)) return;
  const proofVerifier = await asked(cobaltLot.proofVerifier());
  if (proofVerifier === undefined) return;
  const words = await asked(ProofVerifier__factory.connect(proofVerifier, provider).verifyingKeys());
  if (words !== undefined && areDevelopmentKeys(words)) tell(DEVELOPMENT_KEYS_WARNING);
}
