import { slotsInSet, type SlotTable } from "./slots.ts";

/** Words that mean something else at the beginning of a policy's clause. */
const TAKEN = ["primary", "mass", "co2e", "audited", "no", "anything", "slot"];

/** What a slot is called: its name, or its number where the name has another meaning in a clause, or might. */
export function wordOf(index: number, slots: SlotTable): string {
  const name = slots[index]?.name ?? "";
  return /^[a-z][a-z0-9-]*$/.test(name) && !TAKEN.includes(name) ? name : `slot ${index}`;
}

/** Some slots as in a policy: `non-asm + asm-assessed`. */
export function slotsInWords(set: bigint, slots: SlotTable): string {
  return slotsInSet(set)
    .map((j) => wordOf(j, slots))
    .join(" + ");
}

/** The words for all slots that are defined. */
export function slotNames(slots: SlotTable): string[] {
  return slots.flatMap((slot, j) => (slot === undefined ? [] : wordOf(j, slots)));
}
