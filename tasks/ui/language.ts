import { readFileSync } from "node:fs";

import i18next from "i18next";
import { z } from "zod/v4";

import { renderText, type Text } from "../../scripts/core/phrase.ts";
import { asTyped } from "./command.ts";

export type Language = "en" | "fr";

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

/** Gives a template in a language. The English templates are the keys, so English needs no catalogue. */
export function translatorTo(language: Language): (template: string) => string {
  if (language === "en") return (template) => template;
  const file = new URL(`./locales/${language}.json`, import.meta.url);
  const translation = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  const catalogue = i18next.createInstance();
  void catalogue.init({
    lng: language,
    initAsync: false,
    resources: { [language]: { translation } },
    keySeparator: false,
    nsSeparator: false,
  });
  // the values are put in by `renderText`
  return (template) => catalogue.t(template, { skipInterpolation: true });
}

const translate = translatorTo(languageOf(process.argv, process.env));

/** What this process says, in the language that its user reads. */
export function inWords(text: Text): string {
  return asTyped(renderText(text, translate));
}
