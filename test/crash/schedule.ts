import { seededField } from "../fixtures/random.ts";

export const DEEDS = [
  "mint",
  "split",
  "merge",
  "weaken",
  "refine",
  "retire",
  "offer",
  "cancel",
  "accept",
  "reject",
  "claim",
] as const;
export type Deed = (typeof DEEDS)[number];

/** The boundaries between an operation's steps, in their order. */
export const STEPS = ["prepared", "signed", "sent", "broadcast", "observed", "mined", "final"] as const;
/** Those of taking up what an earlier process left. */
export const RESUME_STEPS = ["observed", "sent", "broadcast", "mined", "final"] as const;

/** What one process is to do before it is killed. */
export interface Fate {
  readonly deed: Deed;
  /** The boundary at which it dies. */
  readonly step: (typeof STEPS)[number];
  /** The boundary at which it dies already while it takes up what was left, if it comes there. */
  readonly resumeStep: (typeof RESUME_STEPS)[number] | null;
  /** Whether transactions that wait in the node are lost after its death. */
  readonly dropsPending: boolean;
  readonly seed: string;
}

/** A seeded source of numbers below a bound. */
export function seededNumbers(seed: string): (below: number) => number {
  const random = seededField(seed);
  return (below) => Number(random() % BigInt(below));
}

/** Fates without end: every deed at every boundary, shuffled anew each time all have come. */
export function* fates(seed: string): Generator<Fate, never> {
  const below = seededNumbers(seed);
  for (let round = 0; ; round++) {
    const pairs = DEEDS.flatMap((deed) => STEPS.map((step) => ({ deed, step })));
    for (let i = pairs.length - 1; i > 0; i--) {
      const j = below(i + 1);
      const [a, b] = [pairs[i], pairs[j]];
      if (a !== undefined && b !== undefined) [pairs[i], pairs[j]] = [b, a];
    }
    for (const [index, pair] of pairs.entries()) {
      const resumeStep = below(2) === 0 ? null : (RESUME_STEPS[below(RESUME_STEPS.length)] ?? null);
      yield { ...pair, resumeStep, dropsPending: below(3) === 0, seed: `${seed}/${round}/${index}` };
    }
  }
}
