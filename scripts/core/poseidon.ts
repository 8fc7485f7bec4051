import { poseidon2 } from "poseidon-lite/poseidon2";
import { poseidon3 } from "poseidon-lite/poseidon3";
import { poseidon4 } from "poseidon-lite/poseidon4";
import { poseidon5 } from "poseidon-lite/poseidon5";
import { poseidon6 } from "poseidon-lite/poseidon6";

import { requireField } from "./field.ts";

/** For two inputs, for three, and so on. */
const HASHES = [poseidon2, poseidon3, poseidon4, poseidon5, poseidon6];

/** Poseidon over BN254 with circomlib's parameters, for 2 to 6 field elements. */
export function poseidon(...inputs: bigint[]): bigint {
  const hash = HASHES[inputs.length - 2];
  if (hash === undefined) throw new RangeError(`no Poseidon for ${inputs.length} inputs`);
  // poseidon-lite reduces silently, which would give one hash two preimages
  inputs.forEach((input, i) => requireField(`Poseidon input ${i}`, input));
  return hash(inputs);
}
