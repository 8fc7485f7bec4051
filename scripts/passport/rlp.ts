import { bytesOfDigits } from "./words.ts";
import { concatBytes } from "../core/bytes.ts";

/** What Ethereum's serialisation holds: bytes, or a list of such. */
export type Rlp = Uint8Array | readonly Rlp[];

/** @throws RangeError for anything but the one encoding of one item */
export function decodeRlp(bytes: Uint8Array): Rlp {
  const { item, end } = itemAt(bytes, 0);
  if (end !== bytes.length) throw new RangeError("something follows the item");
  return item;
}

function itemAt(bytes: Uint8Array, at: number): { item: Rlp; end: number } {
  const prefix = byteAt(bytes, at);
  if (prefix < 0x80) return { item: bytes.subarray(at, at + 1), end: at + 1 };
  const isList = prefix >= 0xc0;
  const short = prefix - (isList ? 0xc0 : 0x80);
  const { start, length } = short < 56 ? { start: at + 1, length: short } : longLength(bytes, at, short - 55);
  const end = start + length;
  if (end > bytes.length) throw new RangeError("an item ends beyond the bytes");
  if (!isList) {
    if (length === 1 && byteAt(bytes, start) < 0x80) throw new RangeError("a byte is its own encoding");
    return { item: bytes.subarray(start, end), end };
  }
  const items: Rlp[] = [];
  for (let next = start; next < end;) {
    const inner = itemAt(bytes, next);
    if (inner.end > end) throw new RangeError("an item ends beyond its list");
    items.push(inner.item);
    next = inner.end;
  }
  return { item: items, end };
}

function longLength(bytes: Uint8Array, at: number, digits: number): { start: number; length: number } {
  let length = 0;
  for (let i = 1; i <= digits; i++) length = length * 256 + byteAt(bytes, at + i);
  if (length < 56 || byteAt(bytes, at + 1) === 0) throw new RangeError("a length is not the shortest");
  return { start: at + 1 + digits, length };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError("the bytes end within an item");
  return byte;
}

export function encodeRlp(item: Rlp): Uint8Array {
  if (item instanceof Uint8Array) {
    const [first = 0x80] = item;
    return item.length === 1 && first < 0x80 ? item : concatBytes(prefixOf(item.length, 0x80), item);
  }
  const inner = concatBytes(...item.map(encodeRlp));
  return concatBytes(prefixOf(inner.length, 0xc0), inner);
}

function prefixOf(length: number, base: number): Uint8Array {
  if (length < 56) return Uint8Array.of(base + length);
  const bytes = bytesOfInteger(BigInt(length));
  return concatBytes(Uint8Array.of(base + 55 + bytes.length), bytes);
}

/** A number as RLP takes it: without leading zeros, 0 as nothing. */
export function bytesOfInteger(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array();
  const digits = value.toString(16);
  return bytesOfDigits(digits.length % 2 === 0 ? digits : `0${digits}`);
}
