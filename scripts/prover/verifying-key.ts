import { jsonAt, jsonList, jsonText } from "./json.ts";

/** A point of G1: x, y. */
export type G1 = readonly [bigint, bigint];
/** A point of G2 in the precompile's order: x.im, x.re, y.im, y.re. */
export type G2 = readonly [bigint, bigint, bigint, bigint];

/** A Groth16 verifying key. `combination` holds one point for the constant and one for each public signal. */
export interface VerifyingKey {
  readonly alpha: G1;
  readonly beta: G2;
  readonly gamma: G2;
  readonly delta: G2;
  readonly combination: readonly G1[];
}

/** Reads a verifying key as snarkjs writes it. @throws TypeError or SyntaxError if it is none */
export function parseVerifyingKey(exported: unknown): VerifyingKey {
  return {
    alpha: g1(jsonAt(exported, "vk_alpha_1")),
    beta: g2(jsonAt(exported, "vk_beta_2")),
    gamma: g2(jsonAt(exported, "vk_gamma_2")),
    delta: g2(jsonAt(exported, "vk_delta_2")),
    combination: jsonList(exported, "IC").map(g1),
  };
}

function g1(point: unknown): G1 {
  return [BigInt(jsonText(point, "0")), BigInt(jsonText(point, "1"))];
}

function g2(point: unknown): G2 {
  const at = (...path: string[]): bigint => BigInt(jsonText(point, ...path));
  return [at("0", "1"), at("0", "0"), at("1", "1"), at("1", "0")];
}
