import { FIELD_ORDER } from "../core/field.ts";

/** `base` to the power of `exponent` in the field. */
export function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, ((base % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % FIELD_ORDER;
    square = (square * square) % FIELD_ORDER;
  }
  return result;
}

/** The element that `value` times gives 1; 0 of 0. */
export function inverse(value: bigint): bigint {
  let [previous, next] = [FIELD_ORDER, ((value % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER];
  let [before, factor] = [0n, 1n];
  while (next > 0n) {
    const times = previous / next;
    [previous, next] = [next, previous - times * next];
    [before, factor] = [factor, before - times * factor];
  }
  return ((before % FIELD_ORDER) + FIELD_ORDER) % FIELD_ORDER;
}

/** The inverses of numbers none of which is 0, by a single division. */
export function inversesOf(values: readonly bigint[]): bigint[] {
  let product = 1n;
  const before = values.map((value) => {
    const reached = product;
    product = (product * value) % FIELD_ORDER;
    return reached;
  });
  let left = inverse(product);
  return values
    .map((_, i) => values.length - 1 - i)
    .map((i) => {
      const own = (left * (before[i] ?? 0n)) % FIELD_ORDER;
      left = (left * (values[i] ?? 0n)) % FIELD_ORDER;
      return own;
    })
    .reverse();
}
