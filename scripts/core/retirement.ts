import { phrase } from "./phrase.ts";

/** Why a lot has left the chain, in words. */
export const RETIREMENT_WORDS = {
  product: phrase`product`,
  loss: phrase`loss`,
  export: phrase`export`,
  moved: phrase`moved`,
  correction: phrase`correction`,
};
export type RetirementKind = keyof typeof RETIREMENT_WORDS;

/** In the order of CobaltLot's `RetirementKind`. */
export const RETIREMENT_KINDS: readonly RetirementKind[] = [
  "product",
  "loss",
  "export",
  "moved",
  "correction",
];
