import type { Curve } from "snarkjs";

import type { G1, G2 } from "../../scripts/prover/verifying-key.ts";

/** Arithmetic in the groups of BN254, on points as contracts take them. */
export class Points {
  readonly #curve: Curve;

  constructor(curve: Curve) {
    this.#curve = curve;
  }

  add(a: G1, b: G1): G1 {
    const { G1: group } = this.#curve;
    return toG1(group.toObject(group.toAffine(group.add(this.#g1(a), this.#g1(b)))));
  }

  times(point: G1, scalar: bigint): G1 {
    const { G1: group } = this.#curve;
    return toG1(group.toObject(group.toAffine(group.timesScalar(this.#g1(point), scalar))));
  }

  addInG2(a: G2, b: G2): G2 {
    const { G2: group } = this.#curve;
    return toG2(group.toObject(group.toAffine(group.add(this.#g2(a), this.#g2(b)))));
  }

  timesInG2(point: G2, scalar: bigint): G2 {
    const { G2: group } = this.#curve;
    return toG2(group.toObject(group.toAffine(group.timesScalar(this.#g2(point), scalar))));
  }

  #g1([x, y]: G1): Uint8Array {
    return this.#curve.G1.fromObject([x, y, 1n]);
  }

  #g2([xIm, xRe, yIm, yRe]: G2): Uint8Array {
    return this.#curve.G2.fromObject([
      [xRe, xIm],
      [yRe, yIm],
      [1n, 0n],
    ]);
  }
}

function toG1([x = 0n, y = 0n]: readonly bigint[]): G1 {
  return [x, y];
}

function toG2([x = [], y = []]: readonly (readonly bigint[])[]): G2 {
  const [xRe = 0n, xIm = 0n] = x;
  const [yRe = 0n, yIm = 0n] = y;
  return [xIm, xRe, yIm, yRe];
}
