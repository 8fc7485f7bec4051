import { getBytes, keccak256 } from "ethers";

const BITS = 2048;
/** A bloom that shows a contract by accident more often than this says nothing. */
const ACCIDENT = 0.01;

/** Whether events of some contracts are in a block: as its bloom has it, which never hides any. */
export type Presence = "no" | "perhaps" | "surely";

/**
 * What a block's `logsBloom` says of contracts' events. It holds every address that has an event there, mixed with all
 * others: the fuller it is, the less it says.
 */
export function presenceIn(bloom: string, addresses: readonly string[]): Presence {
  if (!/^0x[0-9a-f]{512}$/i.test(bloom)) return "perhaps";
  const bytes = getBytes(bloom);
  const isSet = (bit: number) => ((bytes[BITS / 8 - 1 - (bit >> 3)] ?? 0) & (1 << (bit & 7))) !== 0;
  if (!addresses.some((address) => bitsOf(address).every(isSet))) return "no";
  let full = 0;
  for (let bit = 0; bit < BITS; bit++) if (isSet(bit)) full += 1;
  return addresses.length * (full / BITS) ** 3 < ACCIDENT ? "surely" : "perhaps";
}

/** The three bits that stand for an address. */
function bitsOf(address: string): number[] {
  const hash = getBytes(keccak256(address));
  return [0, 2, 4].map((at) => (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & (BITS - 1));
}
