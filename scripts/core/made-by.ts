import { phrase } from "./phrase.ts";

/** What makes a lot, in a word; a merge of one lot, which only coarsens it, is told apart. */
export const MADE_BY_WORDS = {
  mint: phrase`mint`,
  split: phrase`split`,
  merge: phrase`merge`,
  weaken: phrase`weaken`,
  refine: phrase`refine`,
};
export type MadeBy = keyof typeof MADE_BY_WORDS;
