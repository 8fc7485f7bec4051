import { zKey } from "snarkjs";

import { KoboldError } from "../core/errors.ts";

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

/** The verifying key in a zkey (path or bytes), as snarkjs exports it. Call within `withCurve`. */
export async function exportVerifyingKey(zkey: string | Uint8Array): Promise<unknown> {
  const exported: unknown = await zKey.exportVerificationKey(zkey);
  return exported;
}

/** Reads a verifying key as snarkjs writes it. @throws ARTEFACT_STALE if it is none. */
export function parseVerifyingKey(exported: unknown): VerifyingKey {
  return {
    alpha: g1(field(exported, "vk_alpha_1")),
    beta: g2(field(exported, "vk_beta_2")),
    gamma: g2(field(exported, "vk_gamma_2")),
    delta: g2(field(exported, "vk_delta_2")),
    combination: list(field(exported, "IC")).map(g1),
  };
}

function g1(value: unknown): G1 {
  const [x, y] = list(value);
  return [number(x), number(y)];
}

function g2(value: unknown): G2 {
  const [x, y] = list(value);
  const [xRe, xIm] = list(x);
  const [yRe, yIm] = list(y);
  return [number(xIm), number(xRe), number(yIm), number(yRe)];
}

function field(value: unknown, name: string): unknown {
  if (typeof value === "object" && value !== null) {
    const entry = Object.entries(value).find(([key]) => key === name);
    if (entry !== undefined) return entry[1];
  }
  throw malformed(name);
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw malformed("a point");
}

function number(value: unknown): bigint {
  if (typeof value === "string" && /^[0-9]+$/.test(value)) return BigInt(value);
  throw malformed("a coordinate");
}

function malformed(what: string): KoboldError {
  return new KoboldError(
    "ARTEFACT_STALE",
    `the verifying key has no readable ${what}`,
    "restore the file or run `npx hardhat circuits setup`",
  );
}
