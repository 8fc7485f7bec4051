import type { Provider } from "ethers";

import { ProofVerifier__factory } from "../../types/factories/contracts/ProofVerifier__factory.ts";
import { type Check, failed, passed } from "../core/check.ts";
import { phrase, type Text } from "../core/phrase.ts";
import { asked } from "./ask.ts";

/**
 * Whether the verifier that is deployed has these keys; that its code uses the keys that it tells is another check.
 * @param whose where the keys come from
 * @throws RPC_FAILED
 */
export async function verifyDeployedKeys(
  provider: Provider,
  proofVerifier: string,
  words: readonly bigint[],
  whose: Text,
): Promise<Check> {
  const told = (await asked(ProofVerifier__factory.connect(proofVerifier, provider).verifyingKeys())) ?? [];
  const others = words.filter((word, i) => told[i] !== word).length;
  if (others === 0 && told.length === words.length)
    return passed("keys/deployed", phrase`the verifier at ${proofVerifier} has the keys of ${whose}`);
  return failed(
    "keys/deployed",
    phrase`the verifier at ${proofVerifier} has other keys than ${whose}: ${others} of ${words.length} words differ`,
    phrase`trust no proof that it accepts until it is known whose keys these are`,
  );
}
