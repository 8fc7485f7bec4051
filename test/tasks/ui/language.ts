import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";
import { z } from "zod/v4";

import { phrase, renderText } from "../../../scripts/core/phrase.ts";
import { languageOf, translatorTo } from "../../../tasks/ui/language.ts";
import { sourcePhrases } from "../../fixtures/phrases.ts";

const root = path.join(import.meta.dirname, "../../..");
const french = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync(path.join(root, "tasks/ui/locales/fr.json"), "utf8")));
const phrases = sourcePhrases(root);
const placesIn = (text: string) => [...new Set(text.match(/\{\{\d+\}\}/g) ?? [])].sort();

describe("the languages", () => {
  it("are chosen by --lang, else by the locale, else English", () => {
    expect(languageOf(["lot", "list", "--lang", "fr"], { LANG: "en_US.UTF-8" })).to.equal("fr");
    expect(languageOf([], { LANG: "fr_CD.UTF-8" })).to.equal("fr");
    expect(languageOf([], { LC_ALL: "C", LANG: "fr_FR" })).to.equal("en");
    expect(languageOf([], { LC_ALL: "", LC_MESSAGES: "fr_FR", LANG: "C" })).to.equal("fr");
    expect(languageOf([], {})).to.equal("en");
  });

  it("put values, and phrases among them, where they stand", () => {
    const inner = phrase`${2} lots`;
    const upper = (template: string) => template.toUpperCase();
    expect(renderText(phrase`${inner}: ${7n} of "${"x"}"`)).to.equal('2 lots: 7 of "x"');
    expect(renderText(phrase`${inner}: ${7n} of "${"x"}"`, upper)).to.equal('2 LOTS: 7 OF "x"');
    expect(renderText("as it is", upper)).to.equal("as it is");
  });

  it("have every phrase of the sources in French, and no other", () => {
    const templates = new Set(phrases.map(({ template }) => template));
    expect(templates.size).to.be.greaterThan(300);
    const missing = phrases.filter(
      ({ template }) => french[template] === undefined || french[template] === "",
    );
    expect(missing.map(({ template, where }) => `${where}: ${template}`)).to.deep.equal([]);
    expect(Object.keys(french).filter((key) => !templates.has(key))).to.deep.equal([]);
  });

  it("use the same values in every language", () => {
    for (const [english, translated] of Object.entries(french)) {
      expect(placesIn(translated), english).to.deep.equal(placesIn(english));
    }
  });

  it("speak French where they are asked to, with what i18next would take for its own syntax left alone", () => {
    const translate = translatorTo("fr");
    for (const [english, translated] of Object.entries(french))
      expect(translate(english)).to.equal(translated);
    expect(translate("no phrase of ours: {{0}} $t(nothing)")).to.equal(
      "no phrase of ours: {{0}} $t(nothing)",
    );
  });
});
