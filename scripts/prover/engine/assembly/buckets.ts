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
  let most: usize = 3;
  for (let b: u32 = 0; b < buckets; b++) most += load<u32>(lengths + 4 * b) >> 1;
  const before = mark();
  const sums = allocate(SUM * most);
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
    while (count & 3) setSum(sums, count++, dummy<F>(), size, dummy<F>() + 2 * size);
    const lost = addByFours<F>(sums, count >> 1, prefixes);
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

/** Two points of x = 0 and x = 1, and place for their sum: they fill up the last step. */
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

/** The coordinates of two sums' points, one in each lane, and what is reckoned of them. */
@unmanaged
class Step<F> {
  get x1(): F {
    return this.element(0);
  }
  get x2(): F {
    return this.element(1);
  }
  get y1(): F {
    return this.element(2);
  }
  get y2(): F {
    return this.element(3);
  }
  /** The slope's denominator: x2 − x1 of a chord, 2·y of a tangent, and 1 where there is no slope. */
  get d(): F {
    return this.element(4);
  }
  get slope(): F {
    return this.element(5);
  }
  get x3(): F {
    return this.element(6);
  }
  get y3(): F {
    return this.element(7);
  }

  private element(index: usize): F {
    return changetype<F>(changetype<usize>(this) + pairSize<F>() * index);
  }

  loadDenominator(a: Sum, b: Sum): void {
    this.x1.loadPair(a.left, b.left);
    this.x2.loadPair(a.right, b.right);
    this.d.difference(this.x2, this.x1);
    if (a.kind | b.kind) this.correctDenominator(a, b);
  }

  private correctDenominator(a: Sum, b: Sum): void {
    const half = elementSize<F>();
    this.y1.loadPair(a.left + half, b.left + half);
    this.y1.add(this.y1, this.y1);
    this.y2.setOne();
    for (let lane: u32 = 0; lane < 2; lane++) {
      const kind = lane ? b.kind : a.kind;
      if (kind == TANGENT) this.d.setLane(lane, this.y1, lane);
      if (kind == OPPOSITE) this.d.setLane(lane, this.y2, lane);
    }
  }

  /** Into y2: y2 − y1 of a chord, 3·x² of a tangent. */
  loadNumerator(a: Sum, b: Sum): void {
    const half = elementSize<F>();
    this.y1.loadPair(a.left + half, b.left + half);
    this.y2.loadPair(a.right + half, b.right + half);
    this.y2.difference(this.y2, this.y1);
    if ((a.kind | b.kind) == CHORD) return;
    this.x3.sqr(this.x1);
    this.y3.add(this.x3, this.x3);
    this.y3.add(this.y3, this.x3);
    if (a.kind == TANGENT) this.y2.setLane(0, this.y3, 0);
    if (b.kind == TANGENT) this.y2.setLane(1, this.y3, 1);
  }

  // x3 = slope² − x1 − x2, of the square in x3; x1 becomes x1 − x3
  finishX(): void {
    this.x2.total(this.x1, this.x2);
    this.x3.sub(this.x3, this.x2);
    this.x1.difference(this.x1, this.x3);
  }

  // y3 = slope·(x1 − x3) − y1, of the product in y3
  finishY(a: Sum, b: Sum): void {
    const half = elementSize<F>();
    this.y3.sub(this.y3, this.y1);
    this.x3.storePair(a.to, b.to);
    this.y3.storePair(a.to + half, b.to + half);
    if (a.kind == OPPOSITE) store<f64>(a.to, INFINITE);
    if (b.kind == OPPOSITE) store<f64>(b.to, INFINITE);
  }
}

/**
 * Adds up, in steps of two sums each, two steps at a time, which is why the denominators of even and of odd steps are
 * multiplied up apart. @returns whether a sum is infinity
 */
function addByFours<F>(sums: usize, steps: u32, prefixes: usize): bool {
  const even = changetype<F>(memory.data(160, 16));
  const odd = changetype<F>(memory.data(160, 16));
  const run = changetype<F>(memory.data(160, 16));
  const s = changetype<Step<F>>(memory.data(8 * 160, 16));
  const t = changetype<Step<F>>(memory.data(8 * 160, 16));
  let lost = false;

  multiplyDenominators<F>(even, odd, s, t, sums, steps, prefixes);
  run.mul(even, odd);
  s.d.normalized(run);
  if (s.d.isZero(0) || s.d.isZero(1)) {
    lost = findKinds<F>(sums, steps);
    multiplyDenominators<F>(even, odd, s, t, sums, steps, prefixes);
    run.mul(even, odd);
  }
  run.inverse(run);
  even.mulBoth(run, odd, odd, run, even);
  for (let step: u32 = 0; step < steps; step += 2) {
    const a = sumAt(sums, step, 0);
    const b = sumAt(sums, step, 1);
    const c = sumAt(sums, step, 2);
    const d = sumAt(sums, step, 3);
    s.loadDenominator(a, b);
    t.loadDenominator(c, d);
    s.slope.mulBoth(even, prefixAt<F>(prefixes, step), t.slope, odd, prefixAt<F>(prefixes, step + 1));
    even.mulBoth(even, s.d, odd, odd, t.d);
    s.loadNumerator(a, b);
    t.loadNumerator(c, d);
    s.slope.mulBoth(s.slope, s.y2, t.slope, t.slope, t.y2);
    s.x3.sqrBoth(s.slope, t.x3, t.slope);
    s.finishX();
    t.finishX();
    s.y3.mulBoth(s.slope, s.x1, t.y3, t.slope, t.x1);
    s.finishY(a, b);
    t.finishY(c, d);
  }
  return lost;
}

function sumAt(sums: usize, step: u32, lane: u32): Sum {
  return changetype<Sum>(sums + SUM * (2 * step + lane));
}

function prefixAt<F>(prefixes: usize, step: u32): F {
  return changetype<F>(prefixes + pairSize<F>() * step);
}

/** The products of all denominators of even and of odd steps, and for each step the product of those of its like after it. */
function multiplyDenominators<F>(
  even: F,
  odd: F,
  s: Step<F>,
  t: Step<F>,
  sums: usize,
  steps: u32,
  prefixes: usize,
): void {
  even.setOne();
  odd.setOne();
  for (let step = steps; step > 0;) {
    step -= 2;
    prefixAt<F>(prefixes, step).set(even);
    prefixAt<F>(prefixes, step + 1).set(odd);
    s.loadDenominator(sumAt(sums, step, 0), sumAt(sums, step, 1));
    t.loadDenominator(sumAt(sums, step, 2), sumAt(sums, step, 3));
    even.mulBoth(even, s.d, odd, odd, t.d);
  }
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
