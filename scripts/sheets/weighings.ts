import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { containedCobalt, TEN_THOUSAND } from "../core/units.ts";
import type { Cell, RowProblem, SheetRow } from "./cell.ts";
import type { Notation } from "./figure.ts";
import { type ColumnName, findHeadings, type Heading, type Headings } from "./headings.ts";
import { type QuantityName, readQuantity } from "./quantity.ts";
import { repeatedNames } from "./repeated-names.ts";
import { numbersOf, type Weighing } from "./weighing.ts";

export interface Weighings {
  /** The rows that can be read. */
  readonly weighings: readonly Weighing[];
  /** All that is wrong with the others. */
  readonly problems: readonly RowProblem[];
  /** Headings of columns that were not read. */
  readonly unread: readonly string[];
}

export interface SheetFormat {
  /** How the sheet writes decimals, where that is known. */
  readonly decimal?: Notation;
  /** The site of sheets that have no such column. */
  readonly site?: string;
}

/** Reads all rows, and finds all that is wrong with them. @throws BAD_FILE if the headings can't be used */
export function readWeighings(rows: readonly SheetRow[], format: SheetFormat = {}): Weighings {
  const headings = findHeadings(rows);
  requireColumns(headings, format);
  const reader = new RowReader(headings, format);
  const filled = rows.filter(({ cells }) => cells.some(({ text }) => text.trim() !== ""));
  const below = filled.filter(({ row }) => row > headings.row);
  const weighings = below.flatMap((row) => reader.read(row) ?? []);
  const problems = [...reader.problems, ...repeatedNames(weighings, headings)];
  return { weighings, problems: problems.sort((a, b) => a.row - b.row), unread: headings.unread };
}

function requireColumns({ row, columns }: Headings, { site }: SheetFormat): void {
  const missing = (["wet", "moisture", "grade"] as const).filter((column) => !columns.has(column));
  if (missing.length > 0) {
    throw new KoboldError(
      "BAD_FILE",
      phrase`the headings in row ${row} lack ${missing.join(", ")}`,
      phrase`add columns with these headings`,
    );
  }
  if (!columns.has("site") && site === undefined) {
    throw new KoboldError(
      "BAD_FILE",
      phrase`the headings in row ${row} lack site`,
      phrase`add a column \`site\`, or name the site of all rows with --site`,
    );
  }
  if (!(["ticket", "sample", "lot"] as const).some((column) => columns.has(column))) {
    throw new KoboldError(
      "BAD_FILE",
      phrase`the headings in row ${row} have neither ticket nor sample nor lot`,
      phrase`give each consignment its number, so that it is not minted twice`,
    );
  }
}

class RowReader {
  readonly problems: RowProblem[] = [];
  readonly #columns: ReadonlyMap<ColumnName, Heading>;
  readonly #width: number;
  readonly #format: SheetFormat;
  /** The first figure that shows a notation, to notice one that shows the other. */
  #shown: { readonly notation: Notation; readonly row: number } | undefined;

  constructor({ columns, width }: Headings, format: SheetFormat) {
    this.#columns = columns;
    this.#width = width;
    this.#format = format;
  }

  /** @returns undefined if anything is wrong with the row */
  read(row: SheetRow): Weighing | undefined {
    const before = this.problems.length;
    this.#requireInColumns(row);
    const ticket = this.#text(row, "ticket");
    const sample = this.#text(row, "sample");
    const label = this.#text(row, "lot");
    const site = this.#text(row, "site") || (this.#format.site ?? "");
    if (site === "") this.#missing(row, "site");
    const [key] = (["ticket", "sample", "lot"] as const).filter((column) => this.#columns.has(column));
    if (key !== undefined && this.#text(row, key) === "") this.#missing(row, key);
    if (this.#text(row, "from") !== "") {
      this.#problem(
        row,
        "from",
        new KoboldError(
          "BAD_FILE",
          phrase`the row refines lot "${this.#text(row, "from")}", but only mints can be imported`,
          phrase`remove it from the sheet, and refine the lot with \`lot refine\``,
        ),
      );
    }
    const wetGrams = this.#quantity(row, "wet", "mass");
    const moistureBp = this.#quantity(row, "moisture", "percent");
    const gradeBp = this.#quantity(row, "grade", "percent");
    const co2e = this.#text(row, "co2e") === "" ? undefined : this.#quantity(row, "co2e", "co2e");
    if (wetGrams === undefined || moistureBp === undefined || gradeBp === undefined) return undefined;
    const weighed = { wetGrams, moistureBp, gradeBp };
    // the only product of such figures that is out of range
    if (wetGrams * (TEN_THOUSAND - moistureBp) * gradeBp < TEN_THOUSAND ** 2n) {
      const error = new KoboldError(
        "OUT_OF_RANGE",
        phrase`the row holds less than a gram of cobalt`,
        phrase`correct its figures, or remove it`,
      );
      this.problems.push({ row: row.row, error });
    }
    if (this.problems.length > before) return undefined;
    const massGrams = containedCobalt(weighed);
    const documents = this.#text(row, "documents") || documentsOf({ ticket, sample, label });
    return { row: row.row, site, ticket, sample, label, weighed, massGrams, co2e, documents };
  }

  /** A decimal comma that nobody has quoted makes one cell too many, and moves the others. */
  #requireInColumns({ row, cells }: SheetRow): void {
    if (cells.length <= this.#width) return;
    const error = new KoboldError(
      "BAD_FILE",
      phrase`the row has ${cells.length} cells, but the headings have ${this.#width}`,
      phrase`where commas separate the cells, write decimals with a point, or put them in quotation marks`,
    );
    this.problems.push({ row, error });
  }

  #text(row: SheetRow, column: ColumnName): string {
    return this.#cell(row, column).text.trim();
  }

  #cell(row: SheetRow, column: ColumnName): Cell {
    const heading = this.#columns.get(column);
    return (heading === undefined ? undefined : row.cells[heading.place]) ?? { text: "" };
  }

  #quantity(row: SheetRow, column: ColumnName, quantity: QuantityName): bigint | undefined {
    const heading = this.#columns.get(column);
    const cell = this.#cell(row, column);
    if (heading === undefined || cell.text.trim() === "") {
      this.#missing(row, column);
      return undefined;
    }
    try {
      const { value, notation } = readQuantity(quantity, heading, cell, this.#format.decimal);
      if (notation !== undefined) this.#requireOneNotation(row.row, notation, cell.text);
      return value;
    } catch (error) {
      if (!(error instanceof KoboldError)) throw error;
      this.#problem(row, column, error);
      return undefined;
    }
  }

  #requireOneNotation(row: number, notation: Notation, text: string): void {
    this.#shown ??= { notation, row };
    if (this.#shown.notation === notation) return;
    throw new KoboldError(
      "BAD_FIGURE",
      phrase`"${text}" does not use the decimal sign of row ${this.#shown.row}`,
      phrase`write all figures of the sheet in the same way`,
    );
  }

  #missing(row: SheetRow, column: ColumnName): void {
    this.#problem(row, column, new KoboldError("BAD_FILE", phrase`the cell is empty`, phrase`fill it in`));
  }

  #problem({ row }: SheetRow, column: ColumnName, error: KoboldError): void {
    this.problems.push({ row, column: this.#columns.get(column)?.text ?? column, error });
  }
}

const PAPERS = { ticket: "weighbridge", sample: "assay", lot: "lot" };

/** What stands for the documents of a row that names none. */
function documentsOf(row: Parameters<typeof numbersOf>[0]): string {
  return numbersOf(row)
    .map(([what, number]) => `${PAPERS[what]} ${number}`)
    .join("; ");
}
