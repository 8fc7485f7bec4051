import "snarkjs";

// @types/snarkjs leaves out the curves, whose worker threads have to be ended before a process can exit.
declare module "snarkjs" {
  /** Points are bytes, as in a zkey; as numbers they are x, y, z, with z = 1 or, of the neutral point, 0. */
  export interface CurveGroup<Coordinate> {
    /** The generator. */
    readonly g: Uint8Array;
    fromObject(point: readonly Coordinate[]): Uint8Array;
    toObject(point: Uint8Array): Coordinate[];
    toAffine(point: Uint8Array): Uint8Array;
    timesScalar(point: Uint8Array, scalar: bigint): Uint8Array;
    add(a: Uint8Array, b: Uint8Array): Uint8Array;
    eq(a: Uint8Array, b: Uint8Array): boolean;
    /** Whether a point is on the curve. */
    isValid(point: Uint8Array): boolean;
    /** The sum of scalar times point; scalars are all of one size, lowest byte first. */
    multiExpAffine(points: Uint8Array, scalars: Uint8Array): Promise<Uint8Array>;
  }
  export interface Curve {
    readonly name: string;
    readonly Fr: {
      /** A number as an element, in bytes. */
      e(value: bigint): Uint8Array;
      random(): Uint8Array;
    };
    readonly G1: CurveGroup<bigint>;
    /** Coordinates are real and imaginary part. */
    readonly G2: CurveGroup<readonly bigint[]>;
    terminate(): Promise<void>;
  }
  export namespace curves {
    function getCurveFromName(name: string, options?: { singleThread?: boolean }): Promise<Curve>;
  }
}
