import { KoboldError } from "./errors.ts";
import { phrase, type Text } from "./phrase.ts";
import { requireBits } from "./field.ts";

/** A number as `length` bytes, highest first. @throws OUT_OF_RANGE if it does not fit */
export function bytesOfNumber(what: Text, value: bigint, length: number): Uint8Array {
  const digits = requireBits(what, value, 8 * length).toString(16);
  return bytesOfHex(what, `0x${digits.padStart(2 * length, "0")}`);
}

/** The number that some bytes, highest first, stand for. */
export function numberOfBytes(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** Bytes as `0x…`. */
export function hexOfBytes(bytes: Uint8Array): string {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** The bytes that `0x…` stands for, in either case. @throws MALFORMED, also if they are not `length` bytes */
export function bytesOfHex(what: Text, hex: string, length?: number): Uint8Array {
  if (!/^0x([0-9a-f]{2})*$/i.test(hex) || (length !== undefined && hex.length !== 2 + 2 * length)) {
    throw new KoboldError(
      "MALFORMED",
      length === undefined
        ? phrase`${what}: "${hex}" is not bytes in hexadecimal`
        : phrase`${what}: "${hex}" is not ${length} bytes in hexadecimal`,
      phrase`write it like 0x00ff`,
    );
  }
  return Uint8Array.from(hex.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** One after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    joined.set(part, place);
    place += part.length;
  }
  return joined;
}

export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
