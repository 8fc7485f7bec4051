import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";

/** Which sign a sheet puts before the decimals. */
export const NOTATIONS = ["comma", "point"] as const;
export type Notation = (typeof NOTATIONS)[number];

export interface Figure {
  /** The figure as a plain decimal with a point. */
  readonly plain: string;
  /** The notation that it can only be written in; undefined if it is the same in both. */
  readonly notation: Notation | undefined;
}

/**
 * Groups of three digits are parted by one sign throughout, which may be the other notation's decimal sign, an
 * apostrophe, or a space of any kind.
 */
const PATTERNS: Readonly<Record<Notation, RegExp>> = {
  comma: /^(\d+|[1-9]\d{0,2}(?:(?<group>[.'’ \u00a0\u2009\u202f])\d{3})(?:\k<group>\d{3})*)(?:,(\d+))?$/,
  point: /^(\d+|[1-9]\d{0,2}(?:(?<group>[,'’ \u00a0\u2009\u202f])\d{3})(?:\k<group>\d{3})*)(?:\.(\d+))?$/,
};

/**
 * Reads a number as people and spreadsheets write it, such as `1 375,25`, `1'375.25` or `48`.
 * @param stated how the sheet writes decimals, where that is known
 * @throws BAD_FIGURE if it is no number, is not in the stated notation, or may mean two numbers, as `1,375` does
 */
export function readFigure(text: string, stated?: Notation): Figure {
  const trimmed = text.trim();
  const notations = stated === undefined ? NOTATIONS : [stated];
  const readings = notations.flatMap((notation) => {
    const plain = plainIn(notation, trimmed);
    return plain === undefined ? [] : [{ plain, notation }];
  });
  const [first, second] = readings;
  if (first === undefined) throw unreadable(trimmed, stated);
  if (second === undefined) return first;
  if (first.plain === second.plain) return { plain: first.plain, notation: undefined };
  throw new KoboldError(
    "BAD_FIGURE",
    phrase`"${trimmed}" could mean ${first.plain} or ${second.plain}`,
    phrase`state how the sheet writes decimals: --decimal comma, or --decimal point`,
  );
}

function plainIn(notation: Notation, text: string): string | undefined {
  const match = PATTERNS[notation].exec(text);
  if (match === null) return undefined;
  const [, whole = "", , fraction] = match;
  const digits = whole.replace(/\D/g, "");
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

function unreadable(text: string, stated: Notation | undefined): KoboldError {
  if (stated !== undefined && NOTATIONS.some((each) => plainIn(each, text) !== undefined)) {
    return new KoboldError(
      "BAD_FIGURE",
      stated === "comma" ? phrase`"${text}" has no decimal comma` : phrase`"${text}" has no decimal point`,
      phrase`write all figures of the sheet in the same way, and state it with --decimal`,
    );
  }
  return new KoboldError(
    "BAD_FIGURE",
    phrase`"${text}" is not a number`,
    phrase`write it like 33 or 33.25, without a sign and without an exponent`,
  );
}
