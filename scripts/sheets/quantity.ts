import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { CO2E_CAP } from "../core/co2e-cap.ts";
import {
  formatCo2e,
  formatMass,
  MASS_UNITS,
  MAX_MASS_GRAMS,
  parseDecimal,
  TEN_THOUSAND,
} from "../core/units.ts";
import type { Cell } from "./cell.ts";
import { type Figure, type Notation, readFigure } from "./figure.ts";

interface Quantity {
  /** Decimals that a figure in each unit may have, so that it is kept exactly. */
  readonly units: ReadonlyMap<string, number>;
  readonly most: { readonly value: bigint; readonly text: string };
  /** How to write one, for people. */
  readonly like: string;
}

/** Other ways to write a unit. */
const SYNONYMS = new Map([
  ["tonne", "t"],
  ["tonnes", "t"],
  ["percent", "%"],
  ["per cent", "%"],
  ["pct", "%"],
  ["pourcent", "%"],
  ["pour cent", "%"],
  ["kg per kg", "kg/kg"],
  ["kg par kg", "kg/kg"],
  ["kg co2e/kg", "kg/kg"],
  ["kgco2e/kg", "kg/kg"],
  ["kg co2e/kg co", "kg/kg"],
  ["kg co2e per kg", "kg/kg"],
  ["kg co2e par kg", "kg/kg"],
  ["kg eq co2/kg", "kg/kg"],
  ["t/t", "kg/kg"],
]);

/** The quantities of a sheet: masses in grams, percentages in 1/10,000, footprints in grams per tonne. */
export const QUANTITIES = {
  mass: {
    units: MASS_UNITS,
    most: { value: MAX_MASS_GRAMS, text: formatMass(MAX_MASS_GRAMS) },
    like: "48 t",
  },
  percent: { units: new Map([["%", 2]]), most: { value: TEN_THOUSAND, text: "100 %" }, like: "25 %" },
  co2e: {
    units: new Map([["kg/kg", 6]]),
    most: { value: CO2E_CAP, text: formatCo2e(CO2E_CAP) },
    like: "8 kg/kg",
  },
} as const satisfies Record<string, Quantity>;
export type QuantityName = keyof typeof QUANTITIES;

/** All ways to write units, the longest first, so that `kg/kg` is not taken for `kg`. */
export const UNIT_SPELLINGS: readonly string[] = [
  ...Object.values(QUANTITIES).flatMap(({ units }) => [...units.keys()]),
  ...SYNONYMS.keys(),
].sort((a, b) => b.length - a.length);

/** A unit in its usual spelling. */
export function unitNamed(text: string): string {
  const lower = text.trim().toLowerCase().replace(/\s+/g, " ");
  return SYNONYMS.get(lower) ?? lower;
}

/** Signs of which figures are written, then the unit. */
const WITH_UNIT = /^([\d.,'’\s]*\d)?(.*)$/su;

/**
 * Reads a cell with its unit, which may stand in it or in the column's heading.
 * @returns the quantity, and the notation that its figure shows
 * @throws BAD_FIGURE, OUT_OF_RANGE
 */
export function readQuantity(
  name: QuantityName,
  heading: { readonly text: string; readonly unit?: string },
  cell: Cell,
  stated?: Notation,
): { value: bigint; notation: Notation | undefined } {
  const { units, most, like }: Quantity = QUANTITIES[name];
  const [, figure = "", suffix = ""] = WITH_UNIT.exec((cell.figure ?? cell.text).trim()) ?? [];
  // "-5", "≈ 3": nothing but a figure may come first
  const isUnit = suffix === "" || units.has(unitNamed(suffix));
  if (figure === "" || !isUnit) {
    throw new KoboldError(
      "BAD_FIGURE",
      phrase`"${cell.text}" can't be read`,
      phrase`write it like ${like}, or without the unit if the heading has it`,
    );
  }
  const inCell = suffix === "" ? undefined : unitNamed(suffix);
  const unit = inCell ?? heading.unit;
  const decimals = unit === undefined ? undefined : units.get(unit);
  if (unit === undefined || decimals === undefined) {
    throw new KoboldError(
      "BAD_FIGURE",
      phrase`neither "${cell.text}" nor its heading has a unit`,
      phrase`write it like ${like}, or put the unit in the heading`,
    );
  }
  if (heading.unit !== undefined && unit !== heading.unit) {
    throw new KoboldError(
      "BAD_FIGURE",
      phrase`"${cell.text}" is in ${unit}, the heading says ${heading.unit}`,
      phrase`use one unit`,
    );
  }
  const { plain, notation }: Figure =
    cell.figure === undefined ? readFigure(figure, stated) : { plain: figure, notation: undefined };
  const value = parseDecimal(heading.text, plain, decimals);
  if (value > most.value) {
    throw new KoboldError(
      "OUT_OF_RANGE",
      phrase`"${cell.text}" is more than ${most.text}`,
      phrase`correct the figure`,
    );
  }
  return { value, notation };
}
