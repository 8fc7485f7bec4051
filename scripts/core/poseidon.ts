import { poseidon2 } from "poseidon-lite/poseidon2";
import { poseidon3 } from "poseidon-lite/poseidon3";
import { poseidon4 } from "poseidon-lite/poseidon4";
import { poseidon5 } from "poseidon-lite/poseidon5";
import { poseidon6 } from "poseidon-lite/poseidon6";

import { requireField } from "./field.ts";

const byArity = new Map([
  [2, poseidon2],
  [3, poseidon3],
  [4, poseidon4],
  [5, poseidon5],
  [6, poseidon6],
]);

/** Poseidon over BN254 with circomlib's parameters, for 2 to 6 field elements. */
export function poseidon(...inputs: bigint[]): bigint {
  const hash = byArity.get(inputs.length);
  if (hash === undefined) throw new RangeError(`no Poseidon for ${inputs.length} inputs`);
  // poseidon-lite reduces silently, which would give one hash two preimages
  inputs.forEach((input, i) => requireField(`Poseidon input ${i}`, input));
  return hash(inputs);
}
