import type { Text } from "./phrase.ts";

/** One thing that was looked at, or, honestly, was not. */
export interface Check {
  /** For programs and tests; stable, in English. */
  readonly id: string;
  readonly outcome: "ok" | "warning" | "failed" | "skipped";
  /** What was looked at and what was found. */
  readonly what: Text;
  /** How to mend it, or how to have it looked at; empty where all is well. */
  readonly remedy: Text;
}

const checkOf =
  (outcome: Check["outcome"]) =>
  (id: string, what: Text, remedy: Text): Check => ({ id, outcome, what, remedy });

export const passed = (id: string, what: Text): Check => checkOf("ok")(id, what, "");
export const warned = checkOf("warning");
export const failed = checkOf("failed");
export const skipped = checkOf("skipped");
