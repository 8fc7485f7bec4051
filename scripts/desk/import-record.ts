import { z } from "zod/v4";

import { deploymentsOf } from "../chain/predecessor.ts";
import { isSameDeployment } from "../core/deployment.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { numbersOf, type Weighing } from "../sheets/weighing.ts";
import type { Desk } from "./desk.ts";

const rowSchema = z.object({
  site: z.string(),
  ticket: z.string(),
  sample: z.string(),
  label: z.string(),
  /** What was weighed and stated, as text: equal exactly where all figures are. */
  figures: z.string(),
});
/** Also the papers, as their hash stands on the chain. */
const keptSchema = rowSchema.extend({ documents: z.string() });
const contextSchema = z.object({ imported: z.array(keptSchema) });
type RowKey = z.output<typeof rowSchema>;

/** A row that became a lot, or is about to. */
interface ImportedRow extends RowKey {
  readonly lotId: bigint;
}

/**
 * What the journal keeps with a batch of rows, in the order of its lots. It stands and falls with the batch, so a row
 * is known exactly as long as its lot exists or may still come to exist.
 */
export function importContext(rows: readonly { weighing: Weighing; documents: string }[]): string {
  const imported = rows.map(({ weighing, documents }) => ({ ...keyOf(weighing), documents }));
  return JSON.stringify({ imported } satisfies z.input<typeof contextSchema>);
}

/** The rows that were imported here or in a predecessor, by what they may be known again. */
export class ImportedRows {
  readonly #byName = new Map<string, ImportedRow>();

  constructor({ port, predecessors, vault }: Pick<Desk, "port" | "predecessors" | "vault">) {
    const deployments = [port.deployment, ...deploymentsOf(predecessors, port.deployment.chainId)];
    for (const { deployment, state, context, children } of vault.journal.list()) {
      if (state === "failed" || context?.startsWith('{"imported":') !== true) continue;
      if (!deployments.some((each) => isSameDeployment(each, deployment))) continue;
      contextSchema.parse(JSON.parse(context)).imported.forEach((row, i) => {
        const imported = { ...row, lotId: children[i] ?? 0n };
        for (const name of namesOf(row)) this.#byName.set(name, imported);
      });
    }
  }

  /**
   * The earlier row that bears the ticket or the sample of this one.
   * @throws BAD_FILE if they are not the same in all else
   */
  find(weighing: Weighing): ImportedRow | undefined {
    const key = keyOf(weighing);
    const found = namesOf(key).flatMap((name) => this.#byName.get(name) ?? []);
    const [earlier] = found;
    if (earlier === undefined) return undefined;
    const isSame = (["ticket", "sample", "figures"] as const).every((field) =>
      found.every((row) => row[field] === key[field]),
    );
    if (isSame) return earlier;
    throw new KoboldError(
      "BAD_FILE",
      phrase`site ${weighing.site} has already minted ticket "${earlier.ticket}", sample "${earlier.sample}", with another number or other figures`,
      phrase`undo the change, or give a new consignment its own numbers; a minted lot can't be changed`,
    );
  }
}

function keyOf({ site, ticket, sample, label, weighed, co2e }: Weighing): RowKey {
  const { wetGrams, moistureBp, gradeBp } = weighed;
  const figures = [wetGrams, moistureBp, gradeBp, co2e ?? "floor"].join(" ");
  return { site, ticket, sample, label, figures };
}

function namesOf(row: RowKey): string[] {
  return numbersOf(row).map(([what, name]) => JSON.stringify([what, row.site, name]));
}
