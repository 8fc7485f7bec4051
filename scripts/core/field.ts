import { KoboldError } from "./errors.ts";
import { phrase, type Text } from "./phrase.ts";

/** The order of BN254's scalar field: every signal, hash and lot id is below it. */
export const FIELD_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

/** Order of the field that the curve's coordinates are of. */
export const BASE_ORDER = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

/**
 * Returns `value` if `min ≤ value ≤ max`.
 * @param format writes a value in its unit
 * @throws OUT_OF_RANGE, naming the value
 */
export function requireRange(
  what: Text,
  value: bigint,
  min: bigint,
  max: bigint,
  format: (value: bigint) => Text = String,
): bigint {
  if (value >= min && value <= max) return value;
  throw new KoboldError(
    "OUT_OF_RANGE",
    phrase`${what} is ${format(value)}, but must be from ${format(min)} to ${format(max)}`,
    phrase`correct it: ${what}`,
  );
}

/** Returns `value` if it fits `bits` unsigned bits. @throws OUT_OF_RANGE, naming the value. */
export function requireBits(what: Text, value: bigint, bits: number): bigint {
  return requireRange(what, value, 0n, (1n << BigInt(bits)) - 1n);
}

/** Returns `value` if it is a field element. @throws OUT_OF_RANGE, naming the value. */
export function requireField(what: Text, value: bigint): bigint {
  return requireRange(what, value, 0n, FIELD_ORDER - 1n);
}
