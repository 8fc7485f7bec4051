import { Fr } from "./fr";
import { allocate, mark, release } from "./memory";
import { scale, transformFromReversed, transformToReversed } from "./transform";

// The scalars of a zkey's section 9: the values of A·B − C on the odd coset, where A, B and C are the polynomials that
// interpolate, over the domain, the constraints' linear combinations of a witness.

/** An entry: row, wire and the number of its coefficient, each u32. Rows of B follow those of A. */
const ENTRY: usize = 12;

/**
 * Adds up coefficient · wire by rows: elements of the transform's layout, 2·n of them. Coefficients are stored alone, as
 * a·R² (R is Montgomery's), and wires as plain numbers of 32 bytes, so that products come out as they are kept.
 */
export function combine(
  out: usize,
  n: u32,
  entries: usize,
  count: u32,
  coefficients: usize,
  witness: usize,
): void {
  const product = changetype<Fr>(memory.data(80, 16));
  const wires = changetype<Fr>(memory.data(80, 16));
  const sum = changetype<Fr>(memory.data(80, 16));
  memory.fill(out, 0, 80 * n);
  // entry i goes with that half of all further on, so that two of one row seldom meet
  const half = (count + 1) >> 1;
  for (let i: u32 = 0; i < half; i++) {
    const a = entries + ENTRY * i;
    // the middle entry of an odd number has no partner
    const alone = half + i == count;
    const b = alone ? a : a + ENTRY * half;
    wires.readBytes(0, witness + 32 * load<u32>(a, 4));
    wires.readBytes(1, witness + 32 * load<u32>(b, 4));
    product.loadPair(coefficients + 40 * load<u32>(a, 8), coefficients + 40 * load<u32>(b, 8));
    product.mul(product, wires);
    const rowA = load<u32>(a);
    const rowB = load<u32>(b);
    sum.setLane(0, rowAt(out, rowA), rowA & 1);
    sum.setLane(1, rowAt(out, rowB), rowB & 1);
    sum.add(sum, product);
    rowAt(out, rowA).setLane(rowA & 1, sum, 0);
    if (alone) continue;
    if (rowA == rowB) {
      sum.setLane(1, sum, 0);
      sum.add(sum, product);
    }
    rowAt(out, rowB).setLane(rowB & 1, sum, 1);
  }
}

function rowAt(rows: usize, row: u32): Fr {
  return changetype<Fr>(rows + 80 * (row >> 1));
}

/**
 * Writes n scalars as plain numbers of 32 bytes. `coset` holds, in bit-reversed order, the powers of the odd coset's shift,
 * each divided by n.
 */
export function quotient(
  out: usize,
  n: u32,
  entries: usize,
  count: u32,
  coefficients: usize,
  witness: usize,
  inverseTwiddles: usize,
  twiddles: usize,
  coset: usize,
): void {
  const before = mark();
  const a = allocate(120 * n);
  const b = a + 40 * n;
  const c = b + 40 * n;
  combine(a, n, entries, count, coefficients, witness);
  for (let i: u32 = 0; i < n; i += 2) rowAt(c, i).mul(rowAt(a, i), rowAt(b, i));
  for (let values = a; values <= c; values += 40 * n) {
    transformToReversed(values, n, inverseTwiddles);
    scale(values, coset, n);
    transformFromReversed(values, n, twiddles);
  }
  for (let i: u32 = 0; i < n; i += 2) {
    const value = rowAt(a, i);
    value.mul(value, rowAt(b, i));
    value.sub(value, rowAt(c, i));
    value.writeBytes(0, out + 32 * i);
    value.writeBytes(1, out + 32 * (i + 1));
  }
  release(before);
}
