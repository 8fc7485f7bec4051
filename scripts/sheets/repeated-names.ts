import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { RowProblem } from "./cell.ts";
import type { Headings } from "./headings.ts";
import type { Weighing } from "./weighing.ts";

/** Rows that bear a ticket or sample which their site has given to an earlier row, or another row's name for its lot. */
export function repeatedNames(weighings: readonly Weighing[], { columns }: Headings): RowProblem[] {
  const seen = new Map<string, number>();
  return weighings.flatMap(({ row, site, ticket, sample, label }) => {
    const names = [
      ["ticket", `${site}/${ticket}`, ticket],
      ["sample", `${site}/${sample}`, sample],
      ["lot", label, label],
    ] as const;
    return names.flatMap(([column, key, name]) => {
      if (name === "") return [];
      const before = seen.get(`${column}/${key}`);
      seen.set(`${column}/${key}`, before ?? row);
      if (before === undefined) return [];
      const error = new KoboldError(
        "BAD_FILE",
        phrase`"${name}" is already in row ${before}`,
        phrase`remove one of the rows, or correct its number`,
      );
      return [{ row, column: columns.get(column)?.text ?? column, error }];
    });
  });
}
