import { phrase } from "./phrase.ts";
import { requireRange } from "./field.ts";

/** How many attributes a provenance carries a share of. */
export const SLOT_COUNT = 14;

/** All of the cobalt, in parts per billion. */
export const WHOLE_SHARE = 1_000_000_000n;

/**
 * What refining does to a share: `carry` keeps it; `require` sets it to 0 unless the refining site holds the
 * grant; `raise` sets it to all of the cobalt if the site holds the grant, else keeps it.
 */
export const SLOT_RULES = ["carry", "require", "raise"] as const;
export type SlotRule = (typeof SLOT_RULES)[number];

export interface Slot {
  /** Unique short name, as in policies: `rmap`, `recycled`. */
  readonly name: string;
  /** Slots with the same group above 0 exclude one another within a site; 0 is no group. */
  readonly group: number;
  readonly rule: SlotRule;
}

/** The 14 slots, `undefined` where none is defined yet. */
export type SlotTable = readonly (Slot | undefined)[];

/** The rule of a slot; an undefined slot is carried. */
export function slotRule(slots: SlotTable, index: number): SlotRule {
  return slots[index]?.rule ?? "carry";
}

/** All rules as one number: Σ rule · 4^slot, with carry 0, require 1, raise 2. */
export function packSlotRules(slots: SlotTable): bigint {
  return slots.reduce(
    (sum, slot, j) => sum + (BigInt(SLOT_RULES.indexOf(slot?.rule ?? "carry")) << BigInt(2 * j)),
    0n,
  );
}

/** The slots whose bits are set in a 14-bit set, lowest first. */
export function slotsInSet(set: bigint): number[] {
  return Array.from({ length: SLOT_COUNT }, (_, j) => j).filter((j) => ((set >> BigInt(j)) & 1n) === 1n);
}

/** The 14-bit set of some slots. */
export function slotSet(slots: Iterable<number>): bigint {
  let set = 0n;
  for (const j of slots) set |= 1n << requireRange(phrase`slot`, BigInt(j), 0n, BigInt(SLOT_COUNT - 1));
  return set;
}
