import { type ErrorCode, KoboldError } from "./errors.ts";
import { phrase, type Text } from "./phrase.ts";

/** Part of a policy's words, in characters from their beginning. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
}

/** What is wrong with a policy's words, and where. `parsePolicy` makes an error for people of it. */
export class Misread extends Error {
  readonly place: Stretch;
  readonly code: ErrorCode;
  readonly said: { readonly message: Text; readonly remedy: Text };

  constructor(
    place: Stretch,
    message: Text,
    remedy: Text = phrase`correct it at the marked place`,
    code: ErrorCode = "BAD_POLICY",
  ) {
    super("a policy's words can't be read");
    this.place = place;
    this.code = code;
    this.said = { message, remedy };
  }
}

interface Token extends Stretch {
  readonly text: string;
}

const TOKEN = /\d[\d.]*|[A-Za-z][\w-]*(?:\/[a-z]+)?|<=|>=|\S/gu;

/** Reads a clause of a policy word by word. */
export class Clause {
  readonly place: Stretch;
  readonly #tokens: readonly Token[];
  #next = 0;

  /** @param start where the clause begins in the policy's words */
  constructor(text: string, start: number) {
    this.#tokens = [...text.matchAll(TOKEN)].map((match) => ({
      text: match[0],
      start: start + match.index,
      length: match[0].length,
    }));
    const [first, last] = [this.#tokens[0], this.#tokens.at(-1)];
    const end = last === undefined ? start + 1 : last.start + last.length;
    this.place = { start: first?.start ?? start, length: end - (first?.start ?? start) };
  }

  /** The next word, empty at the end. */
  get next(): string {
    return this.#tokens[this.#next]?.text ?? "";
  }

  /** Where the next word is, or would be. */
  get here(): Stretch {
    return this.#tokens[this.#next] ?? { start: this.place.start + this.place.length, length: 1 };
  }

  /** Where all is that was read from a place on. */
  since({ start }: Stretch): Stretch {
    const last = this.#tokens[this.#next - 1];
    return { start, length: last === undefined ? 1 : last.start + last.length - start };
  }

  take(): string {
    const { next } = this;
    this.#next += 1;
    return next;
  }

  /** Takes the next word if it is this one. */
  accept(word: string): boolean {
    if (this.next !== word) return false;
    this.#next += 1;
    return true;
  }

  /** Takes the next word, which must be one of these. @throws Misread */
  expect<const Word extends string>(...words: readonly Word[]): Word {
    const found = words.find((word) => word === this.next);
    if (found === undefined) {
      throw new Misread(
        this.here,
        phrase`${words.map((word) => `\`${word}\``).join(" / ")} is expected here`,
      );
    }
    this.#next += 1;
    return found;
  }

  /** Takes a figure by a parser of units; `tokens` is the number of words that make it up. @throws Misread */
  figure(parse: (text: string) => bigint, tokens = 1): bigint {
    const { here } = this;
    if (!/^\d/.test(this.next)) throw new Misread(here, phrase`a number is missing here`);
    const text = Array.from({ length: tokens }, () => this.take()).join(" ");
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof KoboldError)) throw error;
      throw new Misread(this.since(here), error.said.message, error.said.remedy, error.code);
    }
  }

  /** @throws Misread if something follows */
  end(): void {
    if (this.next !== "") throw new Misread(this.here, phrase`the clause should end before this`);
  }
}
