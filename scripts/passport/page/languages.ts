import { en, type Words } from "./words/en.ts";
import { fr } from "./words/fr.ts";
import { nl } from "./words/nl.ts";

export const LANGUAGES: readonly Words[] = [en, fr, nl];

/** The reader's language: `?lang=` in the address, else the first of the browser's that the page speaks, else English. */
export function firstLanguage(search: string, preferred: readonly string[]): Words {
  const asked = [new URLSearchParams(search).get("lang") ?? "", ...preferred];
  const codes = asked.map((tag) => tag.slice(0, 2).toLowerCase());
  return codes.flatMap((code) => LANGUAGES.filter((words) => words.code === code))[0] ?? en;
}
