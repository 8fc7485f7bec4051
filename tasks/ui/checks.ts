import type { Check } from "../../scripts/core/check.ts";
import { columnsOf, fitted } from "../../scripts/core/columns.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { EXIT_CODES } from "./exit-codes.ts";
import { inWords } from "./language.ts";
import type { Answer } from "./print.ts";

const OUTCOMES: Readonly<Record<Check["outcome"], Text>> = {
  ok: phrase`ok`,
  warning: phrase`warning`,
  failed: phrase`failed`,
  skipped: phrase`skipped`,
};

/** What was checked, a line each, with its remedy below; the exit code tells whether anything failed. */
export function checkAnswer(checks: readonly Check[]): Answer {
  // a warning is no failure, and what was skipped is not known
  const count = checks.filter(({ outcome }) => outcome === "failed").length;
  return {
    json: checks.map(checkJson),
    lines: [
      ...checkLines(checks),
      ...(count === 0 ? [] : [phrase`checks that failed: ${count} of ${checks.length}`]),
    ],
    ...(count > 0 ? { exitCode: EXIT_CODES.checkFailed } : {}),
  };
}

export function checkJson({ id, outcome, what, remedy }: Check) {
  return { id, outcome, what: inWords(what), remedy: inWords(remedy) };
}

export function checkLines(checks: readonly Check[]): string[] {
  const outcomes = checks.map(({ outcome }) => inWords(OUTCOMES[outcome]));
  const width = Math.max(0, ...outcomes.map(columnsOf)) + 2;
  return checks.flatMap(({ what, remedy }, i) => [
    `${fitted(outcomes[i] ?? "", width)}${inWords(what)}`,
    ...(remedy === "" ? [] : [`${" ".repeat(width)}→ ${inWords(remedy)}`]),
  ]);
}
