import "snarkjs";

// The groups of snarkjs's curves, as far as they are used here.
declare module "snarkjs" {
  /** Points are bytes; as numbers they are x, y, z, with z = 1 or, of the neutral point, 0. */
  export interface CurveGroup<Coordinate> {
    fromObject(point: readonly Coordinate[]): Uint8Array;
    toObject(point: Uint8Array): Coordinate[];
    toAffine(point: Uint8Array): Uint8Array;
    timesScalar(point: Uint8Array, scalar: bigint): Uint8Array;
    add(a: Uint8Array, b: Uint8Array): Uint8Array;
  }
  export interface Curve {
    readonly G1: CurveGroup<bigint>;
    /** Coordinates are real and imaginary part. */
    readonly G2: CurveGroup<readonly bigint[]>;
  }
}
