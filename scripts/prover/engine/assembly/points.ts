import { Points } from "./curve";
import { elementSize, parts, pointSize } from "./sizes";

/**
 * Stores the points of a zkey: affine, coordinates of 32 bytes, in Montgomery form for 2^256; `conversion` makes it ours.
 * Infinity, which is all zeros, is left out. Writes the number of each stored point's scalar to `wires`: the first point
 * has number `wire`. @returns how many were stored
 */
export function storePoints<F>(
  out: usize,
  wires: usize,
  bytes: usize,
  count: u32,
  wire: u32,
  conversion: F,
): u32 {
  const pair = changetype<F>(memory.data(160, 16));
  const size: usize = 64 * parts<F>();
  const half = elementSize<F>();
  let stored: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const at = bytes + size * i;
    if (isZero(at, size)) continue;
    pair.readBytes(0, at);
    pair.readBytes(1, at + size / 2);
    pair.normalized(pair);
    pair.mul(pair, conversion);
    pair.normalized(pair);
    const to = out + pointSize<F>() * stored;
    pair.storePair(to, to + half);
    store<u32>(wires + 4 * stored, wire + i);
    stored++;
  }
  return stored;
}

function isZero(at: usize, size: usize): bool {
  let bits: u64 = 0;
  for (let byte: usize = 0; byte < size; byte += 8) bits |= load<u64>(at + byte);
  return bits == 0;
}

/** Writes lane 0 as x and y, whole numbers of 32 bytes a part. @returns whether the point is finite */
export function writePoint<F>(bytes: usize, p: Points<F>): bool {
  const inverse = changetype<F>(memory.data(160, 16));
  const coordinate = changetype<F>(memory.data(160, 16));
  coordinate.normalized(p.z);
  if (coordinate.isZero(0)) return false;
  inverse.inverse(p.z);
  coordinate.mul(p.x, inverse);
  coordinate.writeBytes(0, bytes);
  coordinate.mul(p.y, inverse);
  coordinate.writeBytes(0, bytes + 32 * parts<F>());
  return true;
}

/** Lane 0 of `out` becomes lane 0 of p times a scalar of 32 bytes, plus lane 0 of q times another. */
export function addMultiples<F>(out: Points<F>, p: Points<F>, s: usize, q: Points<F>, r: usize, b3: F): void {
  const pair = changetype<Points<F>>(memory.data(480, 16));
  const term = changetype<Points<F>>(memory.data(480, 16));
  const sum = changetype<Points<F>>(memory.data(480, 16));
  pair.setLane(0, p, 0);
  pair.setLane(1, q, 0);
  sum.setInfinity();
  for (let bit: usize = 256; bit-- > 0;) {
    sum.add(sum, sum, b3);
    term.setInfinity();
    if (bitAt(s, bit)) term.setLane(0, pair, 0);
    if (bitAt(r, bit)) term.setLane(1, pair, 1);
    sum.add(sum, term, b3);
  }
  term.setLane(0, sum, 1);
  out.add(sum, term, b3);
}

function bitAt(scalar: usize, bit: usize): u32 {
  return (load<u8>(scalar + (bit >> 3)) >> (<u8>(bit & 7))) & 1;
}
