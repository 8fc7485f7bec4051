import { sumBuckets } from "./buckets";
import { Points } from "./curve";
import { digitCount, sortByDigit, writeDigits } from "./digits";
import { allocate, mark, release } from "./memory";
import { elementSize, pairSize, pointSize } from "./sizes";

/** Bytes of points that are sorted into buckets at a time: a few windows, which share their inversions. */
const GROUP_BYTES: usize = 3 << 20;

/**
 * Lane 0 of `out` becomes the sum of scalar times point over `count` stored points, by N. Pippenger's buckets. Point i has
 * the scalar of number `wires[i]`.
 */
export function multiplyAndSum<F>(
  out: Points<F>,
  points: usize,
  wires: usize,
  count: u32,
  scalars: usize,
  b3: F,
): void {
  const before = mark();
  const c = windowBits(wires, count, scalars);
  const windows = digitCount(c);
  const rowBits = c >> 1;
  const digits = allocate(2 * count * windows);
  writeDigits(digits, scalars, wires, count, c);
  const group = max<u32>(1, min<u32>(windows, <u32>(GROUP_BYTES / (pointSize<F>() * (count + 1)))));
  const sums = allocate(3 * pairSize<F>() * group);

  // Horner's rule from the highest window down, for rows and columns of buckets in a lane each
  out.setInfinity();
  for (let high = windows; high > 0;) {
    const low = high > group ? high - group : 0;
    sumWindows<F>(sums, points, count, digits + 2 * count * low, high - low, c, rowBits, b3);
    while (high > low) {
      high--;
      for (let bit: u32 = 0; bit < c; bit++) out.add(out, out, b3);
      out.add(out, sumAt<F>(sums, high - low), b3);
    }
  }
  // rows weigh 2^rowBits
  const columns = sumAt<F>(sums, 0);
  columns.set(out);
  columns.setLane(0, out, 1);
  for (let bit: u32 = 0; bit < rowBits; bit++) out.add(out, out, b3);
  out.add(out, columns, b3);
  release(before);
}

function sumAt<F>(sums: usize, window: u32): Points<F> {
  return changetype<Points<F>>(sums + 3 * pairSize<F>() * window);
}

/**
 * The width of digits that takes the fewest additions: one for each digit of a scalar of full size, and two for each
 * bucket. Most other scalars are bits, and cost the same however wide.
 */
function windowBits(wires: usize, count: u32, scalars: usize): u32 {
  let full: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const scalar = scalars + 32 * load<u32>(wires + 4 * i);
    if (load<u64>(scalar, 16) | load<u64>(scalar, 24)) full++;
  }
  let best: u32 = 2;
  let least = u32.MAX_VALUE;
  for (let c: u32 = 2; c <= 14; c++) {
    // the sum of rows and columns takes some 10 additions of this kind for each
    const cost = digitCount(c) * (full + (2 << (c - 1)) + (10 << (c >> 1)));
    if (cost < least) {
      least = cost;
      best = c;
    }
  }
  return best;
}

/**
 * For each window the sum Σ (b + 1)·bucket[b]. With b = row·2^rowBits + column that is
 *   2^rowBits · Σ row·(sum of the row) + Σ (column + 1)·(sum of the column),
 * where rows and columns are buckets again, summed in affine coordinates. Lane 0 gets the sum over rows, lane 1 that over
 * columns.
 */
function sumWindows<F>(
  sums: usize,
  points: usize,
  count: u32,
  digits: usize,
  windows: u32,
  c: u32,
  rowBits: u32,
  b3: F,
): void {
  const before = mark();
  const size = pointSize<F>();
  const buckets: u32 = 1 << (c - 1);
  const starts = allocate(4 * buckets * windows);
  const lengths = allocate(4 * buckets * windows);
  const order = allocate(4 * count * windows);
  let places: u32 = 0;
  for (let w: u32 = 0; w < windows; w++) {
    const first = 4 * buckets * w;
    places = sortByDigit(
      digits + 2 * count * w,
      count,
      buckets,
      starts + first,
      lengths + first,
      order,
      places,
    );
  }
  const sorted = allocate(size * places);
  for (let place: u32 = 0; place < places; place++) {
    const entry = load<u32>(order + 4 * place);
    copySigned<F>(sorted + size * place, points + size * (entry & 0x7fffffff), entry >> 31);
  }
  sumBuckets<F>(sorted, buckets * windows, starts, lengths);

  const columns: u32 = 1 << rowBits;
  const rows = buckets >> rowBits;
  const lines = rows + columns;
  const lineStarts = allocate(4 * lines * windows);
  const lineLengths = allocate(4 * lines * windows);
  const copies = allocate(2 * size * buckets * windows);
  let copied: u32 = 0;
  for (let w: u32 = 0; w < windows; w++) {
    for (let line: u32 = 0; line < lines; line++) {
      const isRow = line < rows;
      const first = w * buckets + (isRow ? line << rowBits : line - rows);
      const step: u32 = isRow ? 1 : columns;
      const length = isRow ? columns : rows;
      const start = copied;
      for (let k: u32 = 0; k < length; k++) {
        const b = first + k * step;
        if (load<u32>(lengths + 4 * b) == 0) continue;
        memory.copy(copies + size * copied, sorted + size * load<u32>(starts + 4 * b), size);
        copied++;
      }
      store<u32>(lineStarts + 4 * (w * lines + line), start);
      store<u32>(lineLengths + 4 * (w * lines + line), copied - start);
    }
  }
  sumBuckets<F>(copies, lines * windows, lineStarts, lineLengths);

  for (let w: u32 = 0; w < windows; w++) {
    const first = 4 * lines * w;
    weigh<F>(sumAt<F>(sums, w), copies, rows, columns, lineStarts + first, lineLengths + first, b3);
  }
  release(before);
}

/** Lane 0: Σ row·rows[row], lane 1: Σ (column + 1)·columns[column], by sums of sums from the highest down. */
function weigh<F>(
  out: Points<F>,
  points: usize,
  rows: u32,
  columns: u32,
  starts: usize,
  lengths: usize,
  b3: F,
): void {
  const run = changetype<Points<F>>(memory.data(480, 16));
  const pair = changetype<Points<F>>(memory.data(480, 16));
  run.setInfinity();
  out.setInfinity();
  // there are at most as many rows as columns
  for (let column = columns; column-- > 0;) {
    const row = column + 1;
    pair.setInfinity();
    if (row < rows) setPoint<F>(pair, 0, points, starts + 4 * row, lengths + 4 * row);
    setPoint<F>(pair, 1, points, starts + 4 * (rows + column), lengths + 4 * (rows + column));
    run.add(run, pair, b3);
    out.add(out, run, b3);
  }
}

/** Sets a lane to the point of a bucket that is not empty. */
function setPoint<F>(pair: Points<F>, lane: u32, points: usize, start: usize, length: usize): void {
  if (load<u32>(length) == 0) return;
  const affine = changetype<Points<F>>(memory.data(480, 16));
  const at = points + pointSize<F>() * load<u32>(start);
  affine.x.loadPair(at, at);
  affine.y.loadPair(at + elementSize<F>(), at + elementSize<F>());
  affine.z.setOne();
  pair.setLane(lane, affine, lane);
}

/** Copies a point or its opposite. */
function copySigned<F>(to: usize, from: usize, negative: u32): void {
  const half = elementSize<F>();
  memory.copy(to, from, half);
  const sign: f64 = negative ? -1 : 1;
  for (let at = half; at < 2 * half; at += 8) store<f64>(to + at, sign * load<f64>(from + at));
}
