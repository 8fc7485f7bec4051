import * as counts from "./counts.ts";
import { KoboldError } from "./errors.ts";
import { requireRange } from "./field.ts";
import { phrase, type Text } from "./phrase.ts";
import { WHOLE_SHARE } from "./attributes.ts";

/** One, in the 1/10,000 of yields, grades, moistures and primary shares. */
export const TEN_THOUSAND = 10_000n;

/** The heaviest lot, 4,294 t of contained cobalt. */
export const MAX_MASS_GRAMS = (1n << 32n) - 1n;

const DECIMAL = /^(\d+)(?:\.(\d+))?$/;

/** Units of mass, and the decimals with which grams are written in each. */
export const MASS_UNITS: ReadonlyMap<string, number> = new Map(Object.entries({ t: 6, kg: 3, g: 0 }));

/**
 * Reads a plain decimal (`33`, `33.25`, no sign, point as separator) as an integer of 10^-decimals.
 * @throws BAD_FIGURE if it is no such number, or has more decimals than can be kept exactly
 */
export function parseDecimal(what: Text, text: string, decimals: number): bigint {
  const [, whole = "", fraction = ""] = DECIMAL.exec(text.trim()) ?? [];
  const kept = fraction.replace(/0+$/, "");
  if (whole === "") {
    throw new KoboldError(
      "BAD_FIGURE",
      phrase`${what}: "${text}" is not a number`,
      phrase`write it like 33 or 33.25`,
    );
  }
  if (kept.length > decimals) {
    throw new KoboldError(
      "BAD_FIGURE",
      phrase`${what}: "${text}" has more than ${counts.decimals(decimals)}`,
      phrase`round it yourself: figures are kept exactly`,
    );
  }
  return BigInt(whole + kept.padEnd(decimals, "0"));
}

/** Writes an integer of 10^-decimals as a plain decimal without trailing zeros. */
export function formatDecimal(value: bigint, decimals: number): string {
  const digits = value.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** Reads `10 t`, `2.5 kg`, `7300 g` as grams. @throws BAD_FIGURE, OUT_OF_RANGE */
export function parseMass(what: Text, text: string): bigint {
  const [, figure = "", unit = ""] = /^([\d.]+)\s*([a-z]+)$/.exec(text.trim()) ?? [];
  const decimals = MASS_UNITS.get(unit);
  if (decimals === undefined) {
    throw new KoboldError(
      "BAD_FIGURE",
      phrase`${what}: "${text}" is not a mass`,
      phrase`write it like 10 t, 250 kg or 7300 g`,
    );
  }
  return requireRange(what, parseDecimal(what, figure, decimals), 0n, MAX_MASS_GRAMS, formatMass);
}

/** Grams as `11.88 t`, or as `7300 g` below a tonne. */
export function formatMass(grams: bigint): string {
  return grams >= 1_000_000n ? `${formatDecimal(grams, 6)} t` : `${grams.toString()} g`;
}

/** Reads a per cent figure as parts per billion. @throws BAD_FIGURE, OUT_OF_RANGE */
export function parseShare(what: Text, percent: string): bigint {
  return requireRange(what, parseDecimal(what, percent, 7), 0n, WHOLE_SHARE, formatShare);
}

/** Parts per billion as `16.0016799%`. */
export function formatShare(partsPerBillion: bigint): string {
  return `${formatDecimal(partsPerBillion, 7)}%`;
}

/** Grams CO2e per tonne as `8.99514 kg/kg`. */
export function formatCo2e(gramsPerTonne: bigint): string {
  return `${formatDecimal(gramsPerTonne, 6)} kg/kg`;
}

/** Reads `33%` or `33.25 %` as 1/10,000. @throws BAD_FIGURE, OUT_OF_RANGE */
export function parsePercent(what: Text, text: string): bigint {
  const basisPoints = parseDecimal(what, withoutUnit(what, text, "%", phrase`33% or 33.25%`), 2);
  return requireRange(what, basisPoints, 0n, TEN_THOUSAND, formatPercent);
}

/** Reads `98%..98.5%` as 1/10,000. @throws BAD_FIGURE, OUT_OF_RANGE */
export function parseBand(what: Text, text: string): [bigint, bigint] {
  const [least, most, more] = text.split("..");
  if (least === undefined || most === undefined || more !== undefined) {
    throw new KoboldError(
      "BAD_FIGURE",
      phrase`${what}: "${text}" is not a range`,
      phrase`write it like 98%..98.5%`,
    );
  }
  const band: [bigint, bigint] = [parsePercent(what, least), parsePercent(what, most)];
  requireRange(what, band[0], 0n, band[1], formatPercent);
  return band;
}

/** 1/10,000 as `99.5%`. */
export function formatPercent(basisPoints: bigint): string {
  return `${formatDecimal(basisPoints, 2)}%`;
}

/** Reads `8.5kg/kg` (kg CO2e per kg of cobalt) as grams per tonne. @throws BAD_FIGURE */
export function parseCo2e(what: Text, text: string): bigint {
  return parseDecimal(what, withoutUnit(what, text, "kg/kg", "8kg/kg"), 6);
}

function withoutUnit(what: Text, text: string, unit: string, like: Text): string {
  if (text.trim().endsWith(unit)) return text.trim().slice(0, -unit.length);
  throw new KoboldError("BAD_FIGURE", phrase`${what}: "${text}" has no unit`, phrase`write it like ${like}`);
}

/** What a weighbridge and an assay say of a consignment. */
export interface WeighedLot {
  readonly wetGrams: bigint;
  /** Water in the wet mass, in 1/10,000. */
  readonly moistureBp: bigint;
  /** Cobalt in the dry mass, in 1/10,000. */
  readonly gradeBp: bigint;
}

/** Reads `48t`, `25%`, `33%`. @throws BAD_FIGURE, OUT_OF_RANGE */
export function parseWeighed(given: { wet: string; moisture: string; grade: string }): WeighedLot {
  return {
    wetGrams: parseMass(phrase`wet mass`, given.wet),
    moistureBp: parsePercent(phrase`moisture`, given.moisture),
    gradeBp: parsePercent(phrase`grade`, given.grade),
  };
}

/** Contained cobalt in grams, floored: wet × (1 − moisture) × dry grade. @throws OUT_OF_RANGE */
export function containedCobalt({ wetGrams, moistureBp, gradeBp }: WeighedLot): bigint {
  requireRange(phrase`moisture`, moistureBp, 0n, TEN_THOUSAND, formatPercent);
  requireRange(phrase`grade`, gradeBp, 0n, TEN_THOUSAND, formatPercent);
  const grams = (wetGrams * (TEN_THOUSAND - moistureBp) * gradeBp) / TEN_THOUSAND ** 2n;
  return requireRange(phrase`contained cobalt`, grams, 1n, MAX_MASS_GRAMS, formatMass);
}
