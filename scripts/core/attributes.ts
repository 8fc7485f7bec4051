import { phrase } from "./phrase.ts";
import { requireRange } from "./field.ts";

/** How many attributes a provenance carries a share of. */
export const ATTRIBUTE_COUNT = 18;

/** All of the cobalt, in parts per billion. */
export const WHOLE_SHARE = 1_000_000_000n;

/**
 * What refining does to a share: `carry` keeps it; `require` sets it to 0 unless the refining site holds the
 * grant; `raise` sets it to all of the cobalt if the site holds the grant, else keeps it.
 */
export const ATTRIBUTE_RULES = ["carry", "require", "raise"] as const;
export type AttributeRule = (typeof ATTRIBUTE_RULES)[number];

export interface Attribute {
  /** Unique short name, as in policies: `rmap`, `recycled`. */
  readonly name: string;
  /** Attributes with the same group above 0 exclude one another within a site; 0 is no group. */
  readonly group: number;
  readonly rule: AttributeRule;
}

/** The 18 attributes, `undefined` where none is defined yet. */
export type AttributeTable = readonly (Attribute | undefined)[];

/** The rule of an attribute; an undefined attribute is carried. */
export function attributeRule(attributes: AttributeTable, index: number): AttributeRule {
  return attributes[index]?.rule ?? "carry";
}

/** All rules as one number: Σ rule · 4^attribute, with carry 0, require 1, raise 2. */
export function packAttributeRules(attributes: AttributeTable): bigint {
  return attributes.reduce(
    (sum, attribute, j) =>
      sum + (BigInt(ATTRIBUTE_RULES.indexOf(attribute?.rule ?? "carry")) << BigInt(2 * j)),
    0n,
  );
}

/** The attributes whose bits are set in an 18-bit set, lowest first. */
export function attributesInSet(set: bigint): number[] {
  return Array.from({ length: ATTRIBUTE_COUNT }, (_, j) => j).filter((j) => ((set >> BigInt(j)) & 1n) === 1n);
}

/** The 18-bit set of some attributes. */
export function attributeSet(attributes: Iterable<number>): bigint {
  let set = 0n;
  for (const j of attributes)
    set |= 1n << requireRange(phrase`attribute`, BigInt(j), 0n, BigInt(ATTRIBUTE_COUNT - 1));
  return set;
}
