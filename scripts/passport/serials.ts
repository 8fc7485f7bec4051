import { bytesOfHex, hexOfBytes } from "../core/bytes.ts";
import { contradicted } from "./unmet.ts";
import { hashOfBoth, keccakBytes } from "./words.ts";

/**
 * The characters of GS1's set 82, of which a serial number (AI 21) has up to 20. So no serial is 64 bytes long, as a
 * tree's inner node is, and none passes for a pack.
 */
const SERIAL = /^[!"%-?A-Z_a-z]{1,20}$/;

export function isSerial(text: string): boolean {
  return SERIAL.test(text);
}

/**
 * The root of a list of serials, a lean incremental Merkle tree with keccak-256, of which one stands at a position. Position
 * and length alone say where a path turns and which levels have no sibling, so under one root each position opens to one
 * serial: however many a plant lists, no more of them verify than it says units of.
 * @param siblings from the leaf up, `0x…` of 32 bytes each
 * @throws Unmet serial-malformed, position-out-of-range, path-differs
 */
export function rootOfSerials(
  serial: string,
  position: number,
  length: number,
  siblings: readonly string[],
): string {
  if (!isSerial(serial)) throw contradicted("serial-malformed");
  if (!Number.isSafeInteger(position) || position < 0 || position >= length)
    throw contradicted("position-out-of-range", { position: String(position), units: String(length) });
  let node: Uint8Array = keccakBytes(new TextEncoder().encode(serial));
  let used = 0;
  for (let at = position, width = length; width > 1; at >>= 1, width = Math.ceil(width / 2)) {
    // the last of an odd number goes up as it is
    if (at % 2 === 0 && at + 1 === width) continue;
    const given = siblings[used++];
    if (given === undefined) throw contradicted("path-differs", { siblings: String(siblings.length) });
    const sibling = bytesOfHex("sibling", given, 32);
    node = at % 2 === 0 ? hashOfBoth(node, sibling) : hashOfBoth(sibling, node);
  }
  if (used !== siblings.length) throw contradicted("path-differs", { siblings: String(siblings.length) });
  return hexOfBytes(node);
}
