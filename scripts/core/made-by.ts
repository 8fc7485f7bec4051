import { type Phrase, phrase } from "./phrase.ts";

/** What makes a lot; a merge of one lot, which only coarsens it, is told apart. */
export const MADE_BY = ["mint", "split", "merge", "weaken", "refine"] as const;
export type MadeBy = (typeof MADE_BY)[number];

/** How a lot was made, in a word. */
export const MADE_BY_WORDS: Readonly<Record<MadeBy, Phrase>> = {
  mint: phrase`mint`,
  split: phrase`split`,
  merge: phrase`merge`,
  weaken: phrase`weaken`,
  refine: phrase`refine`,
};
