import type { KoboldError } from "../core/errors.ts";

/** A cell as a spreadsheet shows it. */
export interface Cell {
  readonly text: string;
  /** Of a number that the file holds as one: plain, with a point, and with `%` where it is shown in per cent. */
  readonly figure?: string;
}

export interface SheetRow {
  /** Its number in the spreadsheet, from 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** What is wrong with a row, and in which column where it is in one. */
export interface RowProblem {
  readonly row: number;
  /** The column's heading as the sheet has it. */
  readonly column?: string;
  readonly error: KoboldError;
}
