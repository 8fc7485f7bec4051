import { bn254 } from "@noble/curves/bn254.js";

import type { G1, G2 } from "./verifying-key.ts";

export type G1Point = ReturnType<typeof g1>;
export type G2Point = ReturnType<typeof g2>;

/** @throws Error if it is not on the curve */
export function g1([x, y]: G1) {
  const point = bn254.G1.Point.fromAffine({ x, y });
  point.assertValidity();
  return point;
}

/** @throws Error if it is not on the curve, or of another order */
export function g2([xIm, xRe, yIm, yRe]: G2) {
  const point = bn254.G2.Point.fromAffine({ x: { c0: xRe, c1: xIm }, y: { c0: yRe, c1: yIm } });
  point.assertValidity();
  return point;
}
