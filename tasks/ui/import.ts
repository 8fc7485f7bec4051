import type { KoboldError } from "../../scripts/core/errors.ts";
import { counted, phrase, type Text } from "../../scripts/core/phrase.ts";
import { formatMass } from "../../scripts/core/units.ts";
import type { ImportProgress } from "../../scripts/desk/import.ts";
import type { ImportPlan } from "../../scripts/desk/import-plan.ts";
import type { RowProblem } from "../../scripts/sheets/cell.ts";
import { EXIT_CODES, exitCodeOf } from "./exit-codes.ts";
import { inWords } from "./language.ts";
import { type Answer, tell } from "./print.ts";
import { table } from "./table.ts";

/** How many rows, their wet mass, and their contained cobalt. */
function sumOf(rows: ImportPlan["mints"]) {
  return {
    rows: rows.length,
    wetGrams: rows.reduce((sum, { weighing }) => sum + weighing.weighed.wetGrams, 0n),
    massGrams: rows.reduce((sum, { weighing }) => sum + weighing.massGrams, 0n),
  };
}

/** What is about to be minted, in all and for each site; `known` rows, minted before, are left out of all other figures. */
export function totalsJson({ mints, known }: ImportPlan) {
  const names = [...new Set(mints.map(({ weighing }) => weighing.site))];
  const sites = names.map((site) => ({
    site,
    ...sumOf(mints.filter(({ weighing }) => weighing.site === site)),
  }));
  return { ...sumOf(mints), sites, known: known.length };
}

export function totalsLines({ sites, known, ...all }: ReturnType<typeof totalsJson>): Text[] {
  const headings = [phrase`site`, phrase`rows`, phrase`wet mass`, phrase`contained cobalt`];
  const cells = (name: string, { rows, wetGrams, massGrams }: ReturnType<typeof sumOf>) => [
    name,
    rows.toString(),
    formatMass(wetGrams),
    formatMass(massGrams),
  ];
  const rows = sites.map((each) => cells(each.site, each));
  const total = cells(inWords(phrase`in all`), all);
  return [
    ...table(headings, [...rows, total], { right: [1, 2, 3] }),
    ...(known === 0 ? [] : [phrase`rows skipped, since they are already minted: ${known}`]),
  ];
}

const faults = (n: number) => counted(n, phrase`${n} fault`, phrase`${n} faults`);

/** Tells all that is wrong with a sheet, row by row; what to do about it once for all rows. */
export function problemsAnswer(problems: readonly RowProblem[]): Answer {
  const remedies = new Map<string, Text>();
  for (const { row, column, error } of problems) {
    const { message } = error.said;
    tell(column === undefined ? phrase`row ${row}: ${message}` : phrase`row ${row}, ${column}: ${message}`);
    remedies.set(inWords(error.said.remedy), error.said.remedy);
  }
  const message = phrase`the sheet has ${faults(problems.length)}; nothing was sent`;
  tell(phrase`Error: ${message}`);
  for (const remedy of remedies.values()) tell(phrase`  → ${remedy}`);
  const codes = problems.map(({ error }) => exitCodeOf(error.code));
  const json = problems.map(({ row, column, error }) => ({ row, column: column ?? null, ...saidOf(error) }));
  return {
    json: {
      error: {
        code: "BAD_FILE",
        message: inWords(message),
        remedy: [...remedies.keys()].join("\n"),
        problems: json,
      },
    },
    lines: [],
    exitCode: codes.includes(EXIT_CODES.input) ? EXIT_CODES.input : (codes[0] ?? EXIT_CODES.input),
  };
}

function saidOf({ code, said }: KoboldError) {
  return { code, message: inWords(said.message), remedy: inWords(said.remedy) };
}

const WIDTH = 30;

/** How far an import has come, on a terminal; nothing elsewhere. */
export function progressBar(
  all: number,
  stream: Pick<NodeJS.WriteStream, "isTTY" | "write"> = process.stderr,
): { readonly show: (progress: ImportProgress) => void; readonly end: () => void } {
  let isShown = false;
  return {
    show: ({ proven, minted }) => {
      if (!stream.isTTY) return;
      isShown = true;
      const place = (rows: number) => Math.round((WIDTH * rows) / Math.max(all, 1));
      const bar = "█".repeat(place(minted)) + "▒".repeat(place(proven) - place(minted));
      const said = inWords(phrase`rows: ${all}, proven: ${proven}, minted: ${minted}`);
      stream.write(`\r${bar.padEnd(WIDTH, "░")} ${said}`);
    },
    end: () => {
      if (isShown) stream.write("\n");
      isShown = false;
    },
  };
}
