import { asJson } from "../../scripts/core/json.ts";
import type { Text } from "../../scripts/core/phrase.ts";
import { inWords } from "./language.ts";

/** What a task found or did, for programs and for people. */
export interface Answer {
  /** The document of `--json`; bigints become decimal strings. */
  readonly json: unknown;
  readonly lines: readonly Text[];
  /** What the process ends with, if not 0. */
  readonly exitCode?: number;
}

/** One document, or lines, on standard output. */
export function printAnswer({ json, lines, exitCode }: Answer, asJson: boolean): void {
  if (asJson) console.log(asDocument(json));
  else for (const line of lines) console.log(inWords(line));
  if (exitCode !== undefined) process.exitCode = exitCode;
}

/** Something on the way, on standard error, so that it never gets among answers. */
export function tell(text: Text): void {
  console.error(inWords(text));
}

export function asDocument(json: unknown): string {
  return asJson(json, 2);
}
