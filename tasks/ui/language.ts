import { readFileSync } from "node:fs";

import { z } from "zod/v4";

import { ENGLISH, renderText, type Speech, type Text } from "../../scripts/core/phrase.ts";
import { printable } from "../../scripts/core/printable.ts";
import { asTyped } from "./command.ts";

type Language = "en" | "fr";

/** `--lang` where it is given, else the locale of the environment; English where that is neither. */
export function languageOf(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const at = args.indexOf("--lang");
  const named = at >= 0 ? args[at + 1] : undefined;
  const locale =
    named ?? [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find((set) => set !== undefined && set !== "");
  return locale?.toLowerCase().startsWith("fr") === true ? "fr" : "en";
}

/** How a language says templates. The English ones are the keys, so English needs no catalogue. */
export function speechIn(language: Language): Speech {
  if (language === "en") return ENGLISH;
  const file = new URL(`./locales/${language}.json`, import.meta.url);
  const templates = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  return { language, translate: (template) => templates[template] ?? template };
}

const speech = speechIn(languageOf(process.argv, process.env));

/** What this process says, in the language that its user reads. */
export function inWords(text: Text): string {
  return asTyped(renderText(text, speech)).split("\n").map(printable).join("\n");
}
