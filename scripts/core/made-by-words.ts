import { type Phrase, phrase } from "./phrase.ts";

/** How a lot is made, in a word. */
export const MADE_BY_WORDS: Readonly<Record<"mint" | "split" | "merge" | "refine", Phrase>> = {
  mint: phrase`mint`,
  split: phrase`split`,
  merge: phrase`merge`,
  refine: phrase`refine`,
};
