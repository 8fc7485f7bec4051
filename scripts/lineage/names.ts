import { idText } from "../core/ids.ts";
import type { Lot } from "../core/lot.ts";

/** What this firm's vault knows of a lot, and nobody else. */
export interface Opening {
  /** The firm's own name for it; may be empty. */
  readonly label: string;
  readonly lot: Lot;
}

export type Openings = ReadonlyMap<bigint, Opening>;

const LEAST_DIGITS = 8;

/** The shortest ids, of eight digits at least, that tell lots apart. */
export function shortIds(lotIds: Iterable<bigint>): Map<bigint, string> {
  const full = [...lotIds].map((id) => [id, idText(id)] as const);
  let digits = LEAST_DIGITS;
  while (new Set(full.map(([, hex]) => hex.slice(0, 2 + digits))).size < full.length) digits += 1;
  return new Map(full.map(([id, hex]) => [id, hex.slice(0, 2 + digits)]));
}

/** Marks of claims: a … z, aa, ab … */
export function markOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : `${markOf(Math.floor(index / 26) - 1)}${letter}`;
}
