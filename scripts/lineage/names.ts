import type { Lot } from "../core/lot.ts";

/** What this firm's vault knows of a lot, and nobody else. */
export interface Opening {
  /** The firm's own name for it; may be empty. */
  readonly label: string;
  readonly lot: Lot;
}

export type Openings = ReadonlyMap<bigint, Opening>;

const LEAST_DIGITS = 8;

/** A lot's id: 0x and 64 digits. */
export function fullId(lotId: bigint): string {
  return `0x${lotId.toString(16).padStart(64, "0")}`;
}

/** The shortest ids, of eight digits at least, that tell lots apart. */
export function shortIds(lotIds: Iterable<bigint>): Map<bigint, string> {
  const full = [...lotIds].map((id) => [id, fullId(id)] as const);
  let digits = LEAST_DIGITS;
  while (new Set(full.map(([, hex]) => hex.slice(0, 2 + digits))).size < full.length) digits += 1;
  return new Map(full.map(([id, hex]) => [id, hex.slice(0, 2 + digits)]));
}

/** Marks of claims: a … z, aa, ab … */
export function markOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : `${markOf(Math.floor(index / 26) - 1)}${letter}`;
}

/**
 * A text that somebody else may have chosen, as one line: without control characters, which could steer a terminal,
 * and without those that turn the direction of what follows.
 */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/[\p{Cf}\p{Cs}]/gu, "")
    .trim();
}

// East Asian wide characters and emoji take two columns of a terminal, combining marks none
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

export function columnsOf(text: string): number {
  return Array.from(text).reduce((sum, each) => sum + (/\p{M}/u.test(each) ? 0 : WIDE.test(each) ? 2 : 1), 0);
}

/** The text within so many columns, an ellipsis for what is cut. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = "";
  for (const each of text) {
    if (columnsOf(kept + each) > columns - 1) break;
    kept += each;
  }
  return columns < 1 ? "" : `${kept}…`;
}
