// Scalars in signed digits of c bits, from −2^(c−1) + 1 to 2^(c−1), and points sorted by digit.

/** Bytes of a scalar: a whole number below 2^254, the lowest byte first. */
const SCALAR: usize = 32;

/** Digits enough for 254 bits and the last carry. */
export function digitCount(c: u32): u32 {
  return (254 + c) / c;
}

/** Writes the digits of the scalars numbered at \`wires\`: all lowest digits as i16, then all second ones, and so on. */
export function writeDigits(out: usize, scalars: usize, wires: usize, count: u32, c: u32): void {
  const half = 1 << (c - 1);
  const windows = digitCount(c);
  for (let i: u32 = 0; i < count; i++) {
    const scalar = scalars + SCALAR * load<u32>(wires + 4 * i);
    let carry = 0;
    for (let w: u32 = 0; w < windows; w++) {
      let digit = <i32>bitsAt(scalar, w * c, c) + carry;
      carry = digit > half ? 1 : 0;
      digit -= carry << c;
      store<i16>(out + 2 * (w * count + i), <i16>digit);
    }
  }
}

function bitsAt(scalar: usize, bit: u32, c: u32): u32 {
  // the word that holds all of them and does not reach beyond the scalar
  const byte = min<u32>(bit >> 3, 24);
  return (<u32>(load<u64>(scalar + byte) >> (bit - 8 * byte))) & ((1 << c) - 1);
}

/**
 * A counting sort by the amount of the digits, 0 left out. Bucket b, of amount b + 1, gets the places in `order` from
 * `starts[b]` on, `lengths[b]` of them; each holds a point's number, with the top bit set for a negative digit. The first
 * place is `first`. @returns the place after the last
 */
export function sortByDigit(
  digits: usize,
  count: u32,
  buckets: u32,
  starts: usize,
  lengths: usize,
  order: usize,
  first: u32,
): u32 {
  memory.fill(lengths, 0, 4 * buckets);
  for (let i: u32 = 0; i < count; i++) {
    const digit = <i32>load<i16>(digits + 2 * i);
    if (digit == 0) continue;
    const length = lengths + 4 * (abs(digit) - 1);
    store<u32>(length, load<u32>(length) + 1);
  }
  let place = first;
  for (let b: u32 = 0; b < buckets; b++) {
    store<u32>(starts + 4 * b, place);
    place += load<u32>(lengths + 4 * b);
    store<u32>(lengths + 4 * b, 0);
  }
  for (let i: u32 = 0; i < count; i++) {
    const digit = <i32>load<i16>(digits + 2 * i);
    if (digit == 0) continue;
    const b = 4 * (abs(digit) - 1);
    const length = load<u32>(lengths + b);
    store<u32>(order + 4 * (load<u32>(starts + b) + length), i | (digit < 0 ? 0x80000000 : 0));
    store<u32>(lengths + b, length + 1);
  }
  return place;
}
