import { poseidon5 } from "poseidon-lite/poseidon5";

import { requireField } from "./field.ts";
import { phrase } from "./phrase.ts";

/**
 * The identifier of a policy by its four words and its mass interval: Poseidon, as `poseidon` takes it for five inputs. By
 * itself, since a page that needs no other hash is half as large without their constants.
 * @throws OUT_OF_RANGE
 */
export function policyHash(words: readonly bigint[], interval: bigint): bigint {
  return poseidon5([...words, interval].map((input) => requireField(phrase`word of a policy`, input)));
}
