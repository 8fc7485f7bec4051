import { Fp } from "./fp";

/** The parts of an element: 1 in F_p, 2 in F_p². */
export function parts<F>(): usize {
  return nameof<F>() == nameof<Fp>() ? 1 : 2;
}

/** Bytes of a pair of elements. */
export function pairSize<F>(): usize {
  return 80 * parts<F>();
}

/** Bytes of an element that is stored alone. */
export function elementSize<F>(): usize {
  return 40 * parts<F>();
}

/** Bytes of a stored point: x and y, each five doubles a part. The point at infinity can't be stored. */
export function pointSize<F>(): usize {
  return 2 * elementSize<F>();
}
