/** What can stand in a phrase; a phrase in a phrase is translated too. */
export type PhraseValue = string | number | bigint | Phrase;

/** A sentence for people: an English template, which is also its key in the catalogues, and its values. */
export interface Phrase {
  /** With `{{0}}`, `{{1}}` … where the values stand. */
  readonly template: string;
  readonly values: readonly PhraseValue[];
}

/** What people read: a phrase, or text that is the same in every language. */
export type Text = string | Phrase;

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

/**
 * The phrase with its values in place.
 * @param translate gives a template in the reader's language; English by default
 */
export function renderText(text: Text, translate = (template: string): string => template): string {
  if (typeof text === "string") return text;
  return translate(text.template).replace(/\{\{(\d+)\}\}/g, (_, place: string) => {
    const value = text.values[Number(place)] ?? "";
    return typeof value === "object" ? renderText(value, translate) : value.toString();
  });
}
