import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { describe, it } from "mocha";
import { z } from "zod/v4";

import { counted, ENGLISH, phrase, renderText } from "../../../scripts/core/phrase.ts";
import { inWords, languageOf, speechIn } from "../../../tasks/ui/language.ts";
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
    const upper = { ...ENGLISH, translate: (template: string) => template.toUpperCase() };
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

  it("let no value steer a terminal, break a line or turn its direction", () => {
    const said = (text: string) => renderText(phrase`label "${text}"`);
    expect(said("a\u001b[31mb\r\nc\td")).to.equal('label "a [31mb c d"');
    expect(said("\u202eevil\u2066\u200b")).to.equal('label "evil"');
    expect(said("a\u2028b\ud800")).to.equal('label "a b"');
    expect(said(" Mutoshi n° 7 – été ")).to.equal('label " Mutoshi n° 7 – été "');
    expect(inWords("lot\u001b]0;x\u0007\n  second line")).to.equal("lot ]0;x \n  second line");
  });

  it("use the same values in every language", () => {
    for (const [english, translated] of Object.entries(french)) {
      expect(placesIn(translated), english).to.deep.equal(placesIn(english));
    }
  });

  it("count as their speakers do: French says one of nothing too", () => {
    const lots = (n: number) => phrase`found: ${counted(n, phrase`${n} lot`, phrase`${n} lots`)}`;
    const inLanguage = (language: string) =>
      [0, 1, 2].map((n) => renderText(lots(n), { ...ENGLISH, language }));
    expect(inLanguage("en")).to.deep.equal(["found: 0 lots", "found: 1 lot", "found: 2 lots"]);
    expect(inLanguage("fr")).to.deep.equal(["found: 0 lot", "found: 1 lot", "found: 2 lots"]);
  });

  it("speak French where they are asked to, and English where they have no words", () => {
    const { translate } = speechIn("fr");
    for (const [english, translated] of Object.entries(french))
      expect(translate(english)).to.equal(translated);
    expect(translate("no phrase of ours: {{0}}")).to.equal("no phrase of ours: {{0}}");
  });
});
