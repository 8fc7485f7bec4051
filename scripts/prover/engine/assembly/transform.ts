import { Fr } from "./fr";

// Number-theoretic transforms over the scalar field. Elements 2i and 2i + 1 are the lanes of pair i. Twiddles are
// normalized, so that the difference of two products, up to 2·0.81·p, is a factor: its product is below
// 0.379·1.62·p/2 + p/2 < 0.81·p again.
//
// A table of twiddles serves every size: the powers of a root of order 2h begin at element h, h of them, for h = 2, 4, …

const PAIR: usize = 80;
const T = changetype<Fr>(memory.data(80, 16));
const U = changetype<Fr>(memory.data(80, 16));

function pairAt(data: usize, element: u32): Fr {
  return changetype<Fr>(data + (PAIR >> 1) * element);
}

/** Fills pairs with first, first·step, first·step², … */
export function fillPowers(out: usize, first: Fr, step: Fr, pairs: u32): void {
  T.normalized(first);
  for (let i: u32 = 0; i < pairs; i++) {
    pairAt(out, 2 * i).normalized(T);
    T.mul(T, step);
  }
}

/** The same, but number i goes to where the reversed bits of i point: two to the power of `bits` pairs. */
export function fillReversedPowers(out: usize, first: Fr, step: Fr, bits: u32): void {
  T.normalized(first);
  for (let i: u32 = 0; i < 1 << bits; i++) {
    let reversed: u32 = 0;
    for (let bit: u32 = 0; bit < bits; bit++) reversed |= ((i >> bit) & 1) << (bits - 1 - bit);
    pairAt(out, 2 * reversed).normalized(T);
    T.mul(T, step);
  }
}

/** Sum and difference of a pair's lanes: the stage of neighbours, whose twiddle is 1. */
function butterflyWithin(pair: Fr): void {
  T.setLane(0, pair, 1);
  T.setLane(1, pair, 0);
  negateLane1(pair);
  pair.add(pair, T);
}

function negateLane1(pair: Fr): void {
  const lane = changetype<usize>(pair) + 8;
  for (let limb: usize = 0; limb < PAIR; limb += 16) store<f64>(lane + limb, -load<f64>(lane + limb));
}

/** From natural to bit-reversed order (Gentleman and Sande). With inverse twiddles, n times the inverse transform. */
export function transformToReversed(data: usize, n: u32, twiddles: usize): void {
  for (let h = n >> 1; h > 1; h >>= 1) {
    for (let block: u32 = 0; block < n; block += 2 * h) {
      if (h == 2) {
        const a = pairAt(data, block);
        const b = pairAt(data, block + 2);
        T.difference(a, b);
        a.add(a, b);
        b.mul(T, pairAt(twiddles, 2));
      }
      for (let j: u32 = 0; j + 2 < h; j += 4) {
        const a = pairAt(data, block + j);
        const b = pairAt(data, block + j + h);
        const c = pairAt(data, block + j + 2);
        const d = pairAt(data, block + j + 2 + h);
        T.difference(a, b);
        a.add(a, b);
        U.difference(c, d);
        c.add(c, d);
        b.mulBoth(T, pairAt(twiddles, h + j), d, U, pairAt(twiddles, h + j + 2));
      }
    }
  }
  for (let i: u32 = 0; i < n; i += 2) butterflyWithin(pairAt(data, i));
}

/** From bit-reversed to natural order (Cooley and Tukey). */
export function transformFromReversed(data: usize, n: u32, twiddles: usize): void {
  for (let i: u32 = 0; i < n; i += 2) butterflyWithin(pairAt(data, i));
  for (let h: u32 = 2; h < n; h <<= 1) {
    for (let block: u32 = 0; block < n; block += 2 * h) {
      if (h == 2) {
        const a = pairAt(data, block);
        const b = pairAt(data, block + 2);
        T.mul(b, pairAt(twiddles, 2));
        b.sub(a, T);
        a.add(a, T);
      }
      for (let j: u32 = 0; j + 2 < h; j += 4) {
        const a = pairAt(data, block + j);
        const b = pairAt(data, block + j + h);
        const c = pairAt(data, block + j + 2);
        const d = pairAt(data, block + j + 2 + h);
        T.mulBoth(b, pairAt(twiddles, h + j), U, d, pairAt(twiddles, h + j + 2));
        b.sub(a, T);
        a.add(a, T);
        d.sub(c, U);
        c.add(c, U);
      }
    }
  }
}

/** Multiplies each element by the factor of its place. */
export function scale(data: usize, factors: usize, n: u32): void {
  for (let i: u32 = 0; i < n; i += 2) pairAt(data, i).mul(pairAt(data, i), pairAt(factors, i));
}
