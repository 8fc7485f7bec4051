import { Points } from "./curve";
import { Fp } from "./fp";
import { Fp2 } from "./fp2";
import { Fr } from "./fr";
import { multiplyAndSum } from "./multiply";
import { addMultiples, storePoints, writePoint } from "./points";

export { allocate, mark, release } from "./memory";
export { combine, quotient } from "./quotient";
export { fillPowers, fillReversedPowers, transformFromReversed, transformToReversed } from "./transform";

/**
 * Whether relaxed multiply-add rounds once, as all arithmetic here needs: (1 + 2^-30)² − (1 + 2^-29) is 2^-60, and 0 if
 * the product is rounded first. In memory, so that no compiler reckons it beforehand.
 */
export function isFused(): bool {
  const at = memory.data<f64>([1.000000000931322574615478515625, -1.00000000186264514923095703125]);
  const a = f64x2.splat(load<f64>(at));
  const left = f64x2.relaxed_madd(a, a, f64x2.splat(load<f64>(at, 8)));
  const expected: f64 = 2 ** -60;
  return f64x2.extract_lane(left, 0) == expected && f64x2.extract_lane(left, 1) == expected;
}

export function mulFp(out: Fp, a: Fp, b: Fp): void {
  out.mul(a, b);
}
export function mulFp2(out: Fp2, a: Fp2, b: Fp2): void {
  out.mul(a, b);
}
export function mulFr(out: Fr, a: Fr, b: Fr): void {
  out.mul(a, b);
}
export function mulBothFp(out: Fp, a: Fp, b: Fp, other: Fp, c: Fp, d: Fp): void {
  out.mulBoth(a, b, other, c, d);
}
export function sqrBothFp(out: Fp, a: Fp, other: Fp, c: Fp): void {
  out.sqrBoth(a, other, c);
}
export function mulBothFp2(out: Fp2, a: Fp2, b: Fp2, other: Fp2, c: Fp2, d: Fp2): void {
  out.mulBoth(a, b, other, c, d);
}
export function sqrBothFp2(out: Fp2, a: Fp2, other: Fp2, c: Fp2): void {
  out.sqrBoth(a, other, c);
}
export function mulBothFr(out: Fr, a: Fr, b: Fr, other: Fr, c: Fr, d: Fr): void {
  out.mulBoth(a, b, other, c, d);
}
export function sqrFp(out: Fp, a: Fp): void {
  out.sqr(a);
}
export function addFp(out: Fp, a: Fp, b: Fp): void {
  out.add(a, b);
}
export function subFp(out: Fp, a: Fp, b: Fp): void {
  out.sub(a, b);
}
export function normalizedFp(out: Fp, a: Fp): void {
  out.normalized(a);
}
export function inverseFp(out: Fp, a: Fp): void {
  out.inverse(a);
}
export function sqrFp2(out: Fp2, a: Fp2): void {
  out.sqr(a);
}
export function addFp2(out: Fp2, a: Fp2, b: Fp2): void {
  out.add(a, b);
}
export function subFp2(out: Fp2, a: Fp2, b: Fp2): void {
  out.sub(a, b);
}
export function normalizedFp2(out: Fp2, a: Fp2): void {
  out.normalized(a);
}
export function inverseFp2(out: Fp2, a: Fp2): void {
  out.inverse(a);
}
export function sqrFr(out: Fr, a: Fr): void {
  out.sqr(a);
}
export function addFr(out: Fr, a: Fr, b: Fr): void {
  out.add(a, b);
}
export function subFr(out: Fr, a: Fr, b: Fr): void {
  out.sub(a, b);
}
export function normalizedFr(out: Fr, a: Fr): void {
  out.normalized(a);
}
export function inverseFr(out: Fr, a: Fr): void {
  out.inverse(a);
}
export function readFp(out: Fp, lane: u32, bytes: usize): void {
  out.readBytes(lane, bytes);
}
export function writeFp(a: Fp, lane: u32, bytes: usize): void {
  a.writeBytes(lane, bytes);
}
export function readFr(out: Fr, lane: u32, bytes: usize): void {
  out.readBytes(lane, bytes);
}
export function writeFr(a: Fr, lane: u32, bytes: usize): void {
  a.writeBytes(lane, bytes);
}

export function addG1(out: Points<Fp>, p: Points<Fp>, q: Points<Fp>, b3: Fp): void {
  out.add(p, q, b3);
}
export function storeG1(out: usize, wires: usize, bytes: usize, count: u32, wire: u32, conversion: Fp): u32 {
  return storePoints<Fp>(out, wires, bytes, count, wire, conversion);
}
export function multiplyG1(
  out: Points<Fp>,
  points: usize,
  wires: usize,
  count: u32,
  scalars: usize,
  b3: Fp,
): void {
  multiplyAndSum<Fp>(out, points, wires, count, scalars, b3);
}
export function writeG1(bytes: usize, p: Points<Fp>): bool {
  return writePoint<Fp>(bytes, p);
}

export function addG2(out: Points<Fp2>, p: Points<Fp2>, q: Points<Fp2>, b3: Fp2): void {
  out.add(p, q, b3);
}
export function storeG2(out: usize, wires: usize, bytes: usize, count: u32, wire: u32, conversion: Fp2): u32 {
  return storePoints<Fp2>(out, wires, bytes, count, wire, conversion);
}
export function multiplyG2(
  out: Points<Fp2>,
  points: usize,
  wires: usize,
  count: u32,
  scalars: usize,
  b3: Fp2,
): void {
  multiplyAndSum<Fp2>(out, points, wires, count, scalars, b3);
}
export function writeG2(bytes: usize, p: Points<Fp2>): bool {
  return writePoint<Fp2>(bytes, p);
}
export function addMultiplesG1(
  out: Points<Fp>,
  p: Points<Fp>,
  s: usize,
  q: Points<Fp>,
  r: usize,
  b3: Fp,
): void {
  addMultiples<Fp>(out, p, s, q, r, b3);
}
export function storePairFr(a: Fr, first: usize, second: usize): void {
  a.storePair(first, second);
}
