import { phrase } from "../core/phrase.ts";

/** Where a lot stands, in a word. */
export const STATUS_WORDS = {
  active: phrase`active`,
  offered: phrase`offered`,
  held: phrase`held`,
  consumed: phrase`consumed`,
  retired: phrase`retired`,
};
export type Status = keyof typeof STATUS_WORDS;

/** What befell a lot. */
export const MOMENT_WORDS = {
  made: phrase`made`,
  offered: phrase`offered to`,
  accepted: phrase`offer accepted by`,
  rejected: phrase`offer rejected by`,
  cancelled: phrase`offer ended, to`,
  transferred: phrase`transferred to`,
  held: phrase`held`,
  released: phrase`released`,
  proven: phrase`claim proven:`,
  consumed: phrase`used up`,
  retired: phrase`retired`,
  adopted: phrase`goes on in the successor, owned by`,
};
