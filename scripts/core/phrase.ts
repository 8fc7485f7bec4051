import { printable } from "./printable.ts";

/** What can stand in a phrase; a phrase in a phrase is translated too. */
export type PhraseValue = Text | number | bigint;

/** A sentence for people: an English template, which is also its key in the catalogues, and its values. */
export interface Phrase {
  /** With `{{0}}`, `{{1}}` … where the values stand. */
  readonly template: string;
  readonly values: readonly PhraseValue[];
}

/** What is said of a number of things; each language has its rule for when it says `one`. */
export interface Counted {
  readonly count: number | bigint;
  readonly one: Phrase;
  readonly other: Phrase;
}

/** What people read: a phrase, or text that is the same in every language. */
export type Text = string | Phrase | Counted;

/** A language by its code, such as `fr`, and how it says a template. */
export interface Speech {
  readonly language: string;
  readonly translate: (template: string) => string;
}

export const ENGLISH: Speech = { language: "en", translate: (template) => template };

/** Tags a template literal as a phrase. Its text is a key: no variables outside `${}`. */
export function phrase(parts: TemplateStringsArray, ...values: readonly PhraseValue[]): Phrase {
  const template = parts.reduce((before, part, i) => `${before}{{${i - 1}}}${part}`);
  return { template, values };
}

/** A text that was stored in English: said in the reader's language if it is a phrase without values. */
export function stored(english: string): Phrase {
  return { template: english, values: [] };
}

/** Several texts as one, a separator between, which is the same in every language. */
export function listed(texts: readonly Text[], separator = ", "): Text {
  const template = texts.map((_, i) => `{{${i}}}`).join(separator);
  return { template, values: texts };
}

/** `1 lot`, but `2 lots`: both as phrases, in which the number stands too. */
export function counted(count: number | bigint, one: Phrase, other: Phrase): Counted {
  return { count, one, other };
}

/** The text with its values in place, each on one line and harmless to a terminal; in English by default. */
export function renderText(text: Text, speech = ENGLISH): string {
  if (typeof text === "string") return text;
  if ("count" in text) {
    const form = new Intl.PluralRules(speech.language).select(Number(text.count));
    return renderText(form === "one" ? text.one : text.other, speech);
  }
  return speech.translate(text.template).replace(/\{\{(\d+)\}\}/g, (_, place: string) => {
    const value = text.values[Number(place)] ?? "";
    return typeof value === "object" ? renderText(value, speech) : printable(value.toString());
  });
}
