import { keccak_256 } from "@noble/hashes/sha3.js";

import { concatBytes, hexOfBytes } from "../core/bytes.ts";

/** Keccak-256 as `0x…`. */
export function keccakOf(bytes: Uint8Array): string {
  return hexOfBytes(keccak_256(bytes));
}

export { keccak_256 as keccakBytes };

/** A number as 64 hexadecimal digits. */
export function digitsOf(value: bigint): string {
  return value.toString(16).padStart(64, "0");
}

/** Bytes of digits in pairs; whoever calls has looked at the digits. */
export function bytesOfDigits(digits: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** The hash of words one after the other, as `abi.encode` puts values of fixed size. */
export function hashOfWords(...words: readonly bigint[]): bigint {
  return BigInt(keccakOf(bytesOfDigits(words.map(digitsOf).join(""))));
}

export function hashOfBoth(left: Uint8Array, right: Uint8Array): Uint8Array {
  return keccak_256(concatBytes(left, right));
}
