import { FIELD_ORDER } from "../../core/field.ts";

/** base^exponent modulo a prime. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let square = base % modulus, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

export function inverse(value: bigint, modulus: bigint): bigint {
  return power(value, modulus - 2n, modulus);
}

/** 2^28 divides r − 1, no higher power of two does. */
export const TWO_ADICITY = 28;

/** A root of unity of order 2^bits, as snarkjs takes it: a power of 5, the least non-residue. */
export function rootOfUnity(bits: number): bigint {
  return power(5n, (FIELD_ORDER - 1n) >> BigInt(bits), FIELD_ORDER);
}
