import type { AttributeTable } from "../core/attributes.ts";
import type { Lot } from "../core/lot.ts";
import { type Phrase, phrase } from "../core/phrase.ts";
import { co2eOf } from "../core/provenance.ts";
import { formatCo2e, formatMass, formatShare } from "../core/units.ts";

/** What a step shows to everybody, as `--json` names it, and how people read it. */
export const SEEN_WORDS = {
  lots: phrase`lots`,
  lot: phrase`lot`,
  from: phrase`from`,
  to: phrase`to`,
  permit: phrase`permit`,
  registry: phrase`registry`,
  provenance: phrase`provenance`,
  meets: phrase`meets`,
  policies: phrase`policies`,
  "as of day": phrase`as of day`,
  recall: phrase`recall`,
  order: phrase`order`,
  units: phrase`units`,
  due: phrase`due on`,
  passports: phrase`passports`,
  site: phrase`site`,
  attribute: phrase`attribute`,
  commands: phrase`commands`,
  error: phrase`error`,
} as const satisfies Record<string, Phrase>;
export type SeenName = keyof typeof SEEN_WORDS;

/** A field element, hash or address as people tell them apart: first and last digits. */
export function shortId(value: bigint | string): string {
  const hex = typeof value === "string" ? value : `0x${value.toString(16).padStart(64, "0")}`;
  return `${hex.slice(0, 6)}…${hex.slice(-4)}`;
}

/** With a space before each three digits, as French and English readers both take it. */
export function grouped(count: number): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** What a lot's opening says: for its owner only. */
export function describeLot({ massGrams, provenance }: Lot, attributes: AttributeTable): string {
  const shares = provenance.shares.flatMap((share, j) =>
    share === 0n ? [] : [`${attributes[j]?.name ?? j.toString()} ${formatShare(share)}`],
  );
  return [`${formatMass(massGrams)} Co`, formatCo2e(co2eOf(provenance)), ...shares].join(" · ");
}
