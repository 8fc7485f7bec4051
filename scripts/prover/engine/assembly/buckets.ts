import { allocate, mark, release } from "./memory";
import { elementSize, pairSize, pointSize } from "./sizes";

/** Two stored points that are to be added, and where to. */
@unmanaged
class Sum {
  left: usize;
  right: usize;
  to: usize;
  kind: u32;
}
const SUM: usize = 16;

/** Points of different x, as nearly always. */
const CHORD = 0;
/** Equal points. */
const TANGENT = 1;
/** Opposite points, whose sum is infinity, which is left out. */
const OPPOSITE = 2;

/**
 * Adds up the points of each bucket, which lie side by side, in place: afterwards a bucket's length is 0 or 1. Points are
 * added by pairs, in rounds, in affine coordinates, with one inversion a round (P. Montgomery's trick).
 */
export function sumBuckets<F>(points: usize, buckets: u32, starts: usize, lengths: usize): void {
  const size = pointSize<F>();
  let most: usize = 1;
  for (let b: u32 = 0; b < buckets; b++) most += load<u32>(lengths + 4 * b) >> 1;
  const before = mark();
  const sums = allocate(SUM * (most + 1));
  const prefixes = allocate(((most + 1) >> 1) * pairSize<F>());
  for (;;) {
    let count: u32 = 0;
    for (let b: u32 = 0; b < buckets; b++) {
      const length = load<u32>(lengths + 4 * b);
      const at = points + size * load<u32>(starts + 4 * b);
      for (let k: u32 = 0; k + 1 < length; k += 2)
        setSum(sums, count++, at + size * k, size, at + size * (k >> 1));
    }
    if (count == 0) break;
    if (count & 1) setSum(sums, count++, dummy<F>(), size, dummy<F>() + 2 * size);
    const lost = addPairs<F>(sums, count >> 1, prefixes);
    for (let b: u32 = 0; b < buckets; b++) {
      const length = load<u32>(lengths + 4 * b);
      if (length < 2) continue;
      const at = points + size * load<u32>(starts + 4 * b);
      if (length & 1) memory.copy(at + size * (length >> 1), at + size * (length - 1), size);
      const halved = (length + 1) >> 1;
      store<u32>(lengths + 4 * b, lost ? withoutInfinity(at, halved, size) : halved);
    }
  }
  release(before);
}

function setSum(sums: usize, index: u32, at: usize, size: usize, to: usize): void {
  const sum = changetype<Sum>(sums + SUM * index);
  sum.left = at;
  sum.right = at + size;
  sum.to = to;
  sum.kind = CHORD;
}

/** Two points of x = 0 and x = 1, and place for their sum: the partner of a pair that is left alone. */
function dummy<F>(): usize {
  const at = memory.data(480, 16);
  store<f64>(at + pointSize<F>(), 1);
  return at;
}

/** What a sum at infinity is stored as; no limb is so large. */
const INFINITE: f64 = 1e300;

function withoutInfinity(at: usize, length: u32, size: usize): u32 {
  let kept: u32 = 0;
  for (let k: u32 = 0; k < length; k++) {
    if (load<f64>(at + size * k) == INFINITE) continue;
    if (kept != k) memory.copy(at + size * kept, at + size * k, size);
    kept++;
  }
  return kept;
}

/** Adds two pairs in each of the steps. @returns whether a sum is infinity */
function addPairs<F>(sums: usize, steps: u32, prefixes: usize): bool {
  const half = elementSize<F>();
  const x1 = changetype<F>(memory.data(160, 16));
  const x2 = changetype<F>(memory.data(160, 16));
  const y1 = changetype<F>(memory.data(160, 16));
  const y2 = changetype<F>(memory.data(160, 16));
  const run = changetype<F>(memory.data(160, 16));
  const d = changetype<F>(memory.data(160, 16));
  const slope = changetype<F>(memory.data(160, 16));
  const x3 = changetype<F>(memory.data(160, 16));
  const y3 = changetype<F>(memory.data(160, 16));
  let lost = false;

  multiplyDenominators<F>(run, sums, steps, prefixes);
  d.normalized(run);
  if (d.isZero(0) || d.isZero(1)) {
    lost = findKinds<F>(sums, steps);
    multiplyDenominators<F>(run, sums, steps, prefixes);
  }
  run.inverse(run);
  for (let step: u32 = 0; step < steps; step++) {
    const a = sumAt(sums, step, 0);
    const b = sumAt(sums, step, 1);
    x1.loadPair(a.left, b.left);
    x2.loadPair(a.right, b.right);
    y1.loadPair(a.left + half, b.left + half);
    y2.loadPair(a.right + half, b.right + half);
    denominator<F>(d, a, b);
    slope.mul(run, changetype<F>(prefixes + pairSize<F>() * step));
    run.mul(run, d);
    y2.difference(y2, y1);
    if (a.kind | b.kind) setTangents<F>(y2, x1, a, b);
    slope.mul(slope, y2);
    // x3 = slope² − x1 − x2, y3 = slope·(x1 − x3) − y1
    x3.sqr(slope);
    x2.total(x1, x2);
    x3.sub(x3, x2);
    x1.difference(x1, x3);
    y3.mul(slope, x1);
    y3.sub(y3, y1);
    x3.storePair(a.to, b.to);
    y3.storePair(a.to + half, b.to + half);
    if (a.kind == OPPOSITE) store<f64>(a.to, INFINITE);
    if (b.kind == OPPOSITE) store<f64>(b.to, INFINITE);
  }
  return lost;
}

function sumAt(sums: usize, step: u32, lane: u32): Sum {
  return changetype<Sum>(sums + SUM * (2 * step + lane));
}

/** The product of all denominators, and for each step the product of those of the steps after it. */
function multiplyDenominators<F>(run: F, sums: usize, steps: u32, prefixes: usize): void {
  const d = changetype<F>(memory.data(160, 16));
  run.setOne();
  for (let step = steps; step-- > 0;) {
    changetype<F>(prefixes + pairSize<F>() * step).set(run);
    denominator<F>(d, sumAt(sums, step, 0), sumAt(sums, step, 1));
    run.mul(run, d);
  }
}

/** The slope's denominator: x2 − x1 of a chord, 2y of a tangent, and 1 where there is no slope. */
function denominator<F>(d: F, a: Sum, b: Sum): void {
  const left = changetype<F>(memory.data(160, 16));
  const right = changetype<F>(memory.data(160, 16));
  left.loadPair(a.left, b.left);
  right.loadPair(a.right, b.right);
  d.difference(right, left);
  if ((a.kind | b.kind) == CHORD) return;
  const half = elementSize<F>();
  left.loadPair(a.left + half, b.left + half);
  left.add(left, left);
  right.setOne();
  for (let lane: u32 = 0; lane < 2; lane++) {
    const kind = lane ? b.kind : a.kind;
    if (kind == TANGENT) d.setLane(lane, left, lane);
    if (kind == OPPOSITE) d.setLane(lane, right, lane);
  }
}

/** The slope's numerator of a tangent: 3x². */
function setTangents<F>(numerator: F, x: F, a: Sum, b: Sum): void {
  const square = changetype<F>(memory.data(160, 16));
  const triple = changetype<F>(memory.data(160, 16));
  square.sqr(x);
  triple.add(square, square);
  triple.add(triple, square);
  if (a.kind == TANGENT) numerator.setLane(0, triple, 0);
  if (b.kind == TANGENT) numerator.setLane(1, triple, 1);
}

/** Finds the pairs of equal x, which are equal or opposite. @returns whether any are opposite */
function findKinds<F>(sums: usize, steps: u32): bool {
  const half = elementSize<F>();
  const first = changetype<F>(memory.data(160, 16));
  const second = changetype<F>(memory.data(160, 16));
  let opposite = false;
  for (let step: u32 = 0; step < steps; step++) {
    const a = sumAt(sums, step, 0);
    const b = sumAt(sums, step, 1);
    first.loadPair(a.left, b.left);
    second.loadPair(a.right, b.right);
    second.sub(second, first);
    const zero0 = second.isZero(0);
    const zero1 = second.isZero(1);
    if (!zero0 && !zero1) continue;
    first.loadPair(a.left + half, b.left + half);
    second.loadPair(a.right + half, b.right + half);
    second.sub(second, first);
    if (zero0) a.kind = second.isZero(0) ? TANGENT : OPPOSITE;
    if (zero1) b.kind = second.isZero(1) ? TANGENT : OPPOSITE;
    opposite = opposite || a.kind == OPPOSITE || b.kind == OPPOSITE;
  }
  return opposite;
}
