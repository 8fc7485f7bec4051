import { KoboldError } from "../../scripts/core/errors.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { formatMass, parseDecimal } from "../../scripts/core/units.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import { planImport } from "../../scripts/desk/import-plan.ts";
import { importRows } from "../../scripts/desk/import.ts";
import { defaultPoolSize, proverPool } from "../../scripts/prover/prover-pool.ts";
import { NOTATIONS, type Notation } from "../../scripts/sheets/figure.ts";
import { readSheet } from "../../scripts/sheets/read-sheet.ts";
import { readWeighings, type Weighings } from "../../scripts/sheets/weighings.ts";
import { idText, shortId } from "../../scripts/core/ids.ts";
import type { Given } from "../ui/action.ts";
import { confirm } from "../ui/confirm.ts";
import { deskAction } from "../ui/desk.ts";
import { progressBar, problemsAnswer, totalsJson, totalsLines } from "../ui/import.ts";
import { tell } from "../ui/print.ts";

type SheetWords = "file" | "site" | "decimal" | "sheet";

/** Rows of a transaction at most: 100 mints reach the most gas that one may use. */
const MOST_ROWS = 64;

export default deskAction<SheetWords | "batch" | "processes", "dryRun" | "yes">(async (given, desk, hre) => {
  const batch = countOf("--batch", given.batch, MOST_ROWS);
  const processes = given.processes === "" ? defaultPoolSize() : countOf("--processes", given.processes, 64);
  const { weighings, problems, unread } = await readFile(desk, given);
  const plan = await planImport(desk, weighings);
  if (unread.length > 0) tell(phrase`columns that were ignored: ${unread.join(", ")}`);
  const found = [...problems, ...plan.problems].sort((a, b) => a.row - b.row);
  if (found.length > 0) return problemsAnswer(found);

  const totals = totalsJson(plan);
  for (const line of totalsLines(totals)) tell(line);
  const known = plan.known.map(({ weighing: { row, ticket, sample }, lotId }) => ({
    ...{ row, ticket, sample },
    lot: idText(lotId),
    state: desk.vault.lots.get(desk.port.deployment, lotId)?.state,
  }));
  const pending = known.filter(({ state }) => state === "pending").length;
  if (pending > 0) tell(phrase`of these, still on their way to the chain: ${pending}`);
  if (given.dryRun || plan.mints.length === 0) {
    const line = given.dryRun
      ? phrase`all rows are in order; nothing was sent`
      : phrase`nothing is left to mint`;
    return { json: { totals, minted: [], known }, lines: [line] };
  }
  await confirm(hre, phrase`Mint these lots?`, given.yes);
  const prover = proverPool(desk.prover, Math.min(processes, plan.mints.length));
  const bar = progressBar(plan.mints.length);
  bar.show({ proven: 0, minted: 0 });
  try {
    const rows = await importRows({ ...desk, prover }, plan.mints, { batch, onProgress: bar.show });
    bar.end();
    const minted = rows.map(({ weighing: { row, ticket, sample, label, massGrams }, lotId, ...rest }) => ({
      ...{ row, ticket, sample, label, massGrams },
      documents: rest.documents,
      lot: idText(lotId),
      state: rest.operation.state,
    }));
    return {
      json: { totals, minted, known },
      lines: [
        phrase`minted: ${minted.length}`,
        ...minted.map(({ row, lot, massGrams, label, ticket, sample }) => {
          const name = [label, ticket, sample].find((each) => each !== "") ?? "";
          return phrase`  row ${row}: ${shortId(lot)}  ${formatMass(massGrams)}  ${name}`;
        }),
      ],
    };
  } finally {
    bar.end();
    await prover.close();
  }
});

async function readFile({ vault }: Desk, given: Given<SheetWords>): Promise<Weighings> {
  const decimal = notationOf(given.decimal);
  const rows = await readSheet(given.file, given.sheet === "" ? undefined : given.sheet);
  const [only, another] = vault.sites.list();
  const site = given.site === "" && another === undefined ? only?.name : given.site;
  return readWeighings(rows, {
    ...(decimal === undefined ? {} : { decimal }),
    ...(site === undefined || site === "" ? {} : { site }),
  });
}

function notationOf(text: string): Notation | undefined {
  const found = NOTATIONS.find((each) => each === text);
  if (found !== undefined || text === "") return found;
  throw new KoboldError(
    "BAD_INPUT",
    phrase`"${text}" is not a way to write decimals`,
    phrase`give --decimal comma or --decimal point`,
  );
}

function countOf(what: Text, text: string, most: number): number {
  const count = Number(parseDecimal(what, text, 0));
  if (count >= 1 && count <= most) return count;
  throw new KoboldError(
    "OUT_OF_RANGE",
    phrase`${what} is ${count}, but must be from 1 to ${most}`,
    phrase`give a number within these bounds`,
  );
}
