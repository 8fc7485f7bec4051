import type { Provider } from "ethers";

import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { ProofVerifier__factory } from "../../types/factories/contracts/ProofVerifier__factory.ts";
import { asked } from "../../scripts/chain/ask.ts";
import { isDevelopmentChain } from "../../scripts/chain/chain-kinds.ts";
import type { DeploymentFile } from "../../scripts/chain/deployment-file.ts";
import { phrase } from "../../scripts/core/phrase.ts";
import { areDevelopmentKeys } from "../../scripts/prover/key-words.ts";
import { tell } from "./print.ts";

export const DEVELOPMENT_KEYS_WARNING = phrase`DEV KEYS give no security: anybody can forge proofs for them. Not for real cobalt.`;

/** Says so where a deployment takes proofs of the development keys, on a chain that is not for development. @throws RPC_FAILED */
export async function warnOfDevelopmentKeys(
  provider: Provider,
  chainId: bigint,
  { contracts }: DeploymentFile,
): Promise<void> {
  if (isDevelopmentChain(chainId)) return;
  const keysOf = (verifier: string) =>
    asked(ProofVerifier__factory.connect(verifier, provider).verifyingKeys());
  const cobaltLot = CobaltLot__factory.connect(contracts.cobaltLot.address, provider);
  const said = contracts.proofVerifier.address;
  const [proofVerifier = said, keys] = await Promise.all([asked(cobaltLot.proofVerifier()), keysOf(said)]);
  // asked at once, since files seldom lie
  const words = proofVerifier === said ? keys : await keysOf(proofVerifier);
  if (words !== undefined && areDevelopmentKeys(words)) tell(DEVELOPMENT_KEYS_WARNING);
}
