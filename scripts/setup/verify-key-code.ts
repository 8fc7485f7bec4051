import type { Provider } from "ethers";

import { asked } from "../chain/ask.ts";
import { wordsMissingIn } from "../chain/deployed-code.ts";
import { type Check, failed, passed } from "../core/check.ts";
import { phrase } from "../core/phrase.ts";
import { artefactPaths, projectRoot, readArtefact } from "../prover/files.ts";
import { circuitNames } from "../prover/manifest.ts";
import { solidityKeys } from "./solidity-keys.ts";
import { parseVerifyingKey } from "./verifying-key.ts";

/**
 * Whether the verifier that is deployed holds the verifying keys under circuits/keys: each word of them is looked for in
 * its code, whatever compiler made it.
 * @throws RPC_FAILED, ARTEFACT_MISSING
 */
export async function verifyKeyCode(
  provider: Provider,
  proofVerifier: string,
  root = projectRoot,
): Promise<Check> {
  const keys = circuitNames.map((name) => {
    const vkey = readArtefact(artefactPaths(name, root).vkey, "setup");
    return { name, key: parseVerifyingKey(JSON.parse(Buffer.from(vkey).toString("utf8"))) };
  });
  const words = [...solidityKeys(keys).matchAll(/hex"([0-9a-f]{64})"/g)].map(([, word = ""]) => word);
  const missing = wordsMissingIn((await asked(provider.getCode(proofVerifier))) ?? "", words);
  if (missing === 0)
    return passed("keys/deployed", phrase`the verifier at ${proofVerifier} holds the keys of circuits/keys`);
  return failed(
    "keys/deployed",
    phrase`the verifier at ${proofVerifier} has other keys than circuits/keys: ${missing} of ${words.length} words are missing`,
    phrase`trust no proof that it accepts until it is known whose keys these are`,
  );
}
