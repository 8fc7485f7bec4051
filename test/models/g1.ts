import { AbiCoder, dataSlice, type Provider, toBeHex } from "ethers";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import type { G1 } from "../../scripts/prover/verifying-key.ts";

export const GENERATOR: G1 = [1n, 2n];

/** Arithmetic in the curve's G1, by a chain's own precompiles. */
export function g1On(provider: Provider) {
  async function precompile(address: number, words: readonly bigint[]): Promise<G1> {
    const types = words.map(() => "uint256");
    const data = AbiCoder.defaultAbiCoder().encode(types, words);
    const result = await provider.call({ to: toBeHex(address, 20), data });
    return [BigInt(dataSlice(result, 0, 32)), BigInt(dataSlice(result, 32, 64))];
  }
  return {
    add: (a: G1, b: G1): Promise<G1> => precompile(6, [...a, ...b]),
    /** The scalar may be negative. */
    multiply: (point: G1, scalar: bigint): Promise<G1> =>
      precompile(7, [...point, ((scalar % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER]),
  };
}
