import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { SheetRow } from "./cell.ts";
import { QUANTITIES, type QuantityName, UNIT_SPELLINGS, unitNamed } from "./quantity.ts";

/**
 * The columns of a weighbridge and assay sheet, each by its name and what else its heading may be, in English or French.
 * Case, accents, underscores, dots and a unit at the end, bare or in brackets, make no difference.
 */
const COLUMNS = [
  /** The firm's own name for the lot. */
  ["lot", "label", "lot name", "nom du lot", "etiquette"],
  ["site", "mine", "plant", "usine"],
  /** The weighbridge ticket's number. */
  [
    "ticket",
    "ticket number",
    "ticket no",
    "weighbridge ticket",
    "ticket de pesee",
    "bon de pesee",
    "no de ticket",
    "n de ticket",
    "numero de ticket",
  ],
  /** The assay sample's number. */
  [
    "sample",
    "sample number",
    "sample no",
    "assay sample",
    "echantillon",
    "no d'echantillon",
    "n d'echantillon",
    "numero d'echantillon",
  ],
  ["wet", "wet mass", "wet weight", "net weight", "humide", "masse humide", "poids humide", "poids net"],
  ["moisture", "water", "h2o", "humidite", "eau"],
  [
    "grade",
    "dry grade",
    "cobalt grade",
    "co grade",
    "cobalt",
    "co",
    "teneur",
    "teneur en cobalt",
    "teneur co",
  ],
  ["co2e", "footprint", "emissions", "empreinte", "empreinte carbone"],
  ["documents", "papers", "pieces"],
  /** The lot that was refined: such rows are no mints. */
  ["from", "parent", "lot d'origine"],
] as const;
export type ColumnName = (typeof COLUMNS)[number][0];

/** What the figures of a column measure. */
const QUANTITY_OF: Partial<Record<ColumnName, QuantityName>> = {
  wet: "mass",
  moisture: "percent",
  grade: "percent",
  co2e: "co2e",
};

export interface Heading {
  readonly text: string;
  /** Its column's place in the row, from 0. */
  readonly place: number;
  readonly unit?: string;
}

export interface Headings {
  /** The row that they stand in. */
  readonly row: number;
  /** How many cells the row has. */
  readonly width: number;
  readonly columns: ReadonlyMap<ColumnName, Heading>;
  /** Columns that nobody asks for. */
  readonly unread: readonly string[];
}

/** Titles may stand above the headings. */
const ROWS_ABOVE = 20;
/** Columns that a row of headings has at least. */
const LEAST = 3;

/**
 * Finds the row of headings. @throws BAD_FILE if there is none, if two columns have one meaning, or a unit is not known
 */
export function findHeadings(rows: readonly SheetRow[]): Headings {
  for (const row of rows.slice(0, ROWS_ABOVE)) {
    const texts = row.cells.map(({ text }) => text.trim());
    if (countHeadings(texts) >= LEAST) return headingsOf(row.row, texts);
  }
  throw new KoboldError(
    "BAD_FILE",
    phrase`no row of the sheet has the headings`,
    phrase`give the columns these headings: site, ticket or sample, wet (t), moisture (%), grade (%); and optionally lot, co2e (kg/kg), documents`,
  );
}

/** How many of these are headings that we know. */
export function countHeadings(texts: readonly string[]): number {
  return new Set(texts.flatMap((text) => COLUMN_OF.get(nameAndUnit(text).name) ?? [])).size;
}

function headingsOf(row: number, texts: readonly string[]): Headings {
  const columns = new Map<ColumnName, Heading>();
  const unread: string[] = [];
  for (const [place, text] of texts.entries()) {
    const { name, unit } = nameAndUnit(text);
    const column = COLUMN_OF.get(name);
    if (column === undefined) {
      if (text !== "") unread.push(text);
      continue;
    }
    requireUnit(column, text, unit);
    const before = columns.get(column);
    if (before !== undefined) {
      throw new KoboldError(
        "BAD_FILE",
        phrase`the columns "${before.text}" and "${text}" mean the same`,
        phrase`rename or delete one of them`,
      );
    }
    columns.set(column, unit === undefined ? { text, place } : { text, place, unit });
  }
  return { row, width: texts.length, columns, unread };
}

const COLUMN_OF = new Map<string, ColumnName>();
for (const [column, ...others] of COLUMNS)
  for (const name of [column, ...others]) COLUMN_OF.set(name, column);

/** `Masse_humide (t)` as `masse humide` and `t`; what stands in brackets at the end is a unit, known or not. */
function nameAndUnit(heading: string): { name: string; unit?: string } {
  const plain = heading
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[_.,°#:\s]+/gu, " ")
    .trim();
  const [, before = "", inBrackets] = /^(.*?) ?[([]([^()[\]]*)[)\]]$/.exec(plain) ?? [];
  if (inBrackets !== undefined) return { name: before, unit: unitNamed(inBrackets) };
  const spelling = UNIT_SPELLINGS.find(
    (unit) => plain.endsWith(` ${unit}`) || (plain.endsWith("%") && unit === "%"),
  );
  if (spelling === undefined) return { name: plain };
  return { name: plain.slice(0, -spelling.length).trim(), unit: unitNamed(spelling) };
}

/** @throws BAD_FILE for a unit in which no such quantity is measured */
function requireUnit(column: ColumnName, text: string, unit: string | undefined): void {
  const quantity = QUANTITY_OF[column];
  if (quantity === undefined || unit === undefined) return;
  const units: ReadonlyMap<string, number> = QUANTITIES[quantity].units;
  if (units.has(unit)) return;
  throw new KoboldError(
    "BAD_FILE",
    phrase`the heading "${text}" has a unit that its figures can't have`,
    phrase`use one of ${[...units.keys()].join(", ")}`,
  );
}
