import { KoboldError } from "../core/errors.ts";
import { lotId } from "../core/lot.ts";
import { phrase } from "../core/phrase.ts";
import { rows } from "../core/counts.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import { mintBatch } from "./batch.ts";
import type { Desk } from "./desk.ts";
import type { PlannedMint } from "./import-plan.ts";

export interface ImportOptions {
  /** Rows of one transaction, all of which are minted or none. */
  readonly batch: number;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** How many rows have come so far. */
export interface ImportProgress {
  readonly proven: number;
  readonly minted: number;
}

export interface MintedRow extends PlannedMint {
  readonly lotId: bigint;
  readonly operation: OperationRecord;
}

/**
 * Mints the rows of a plan in batches. While a batch is being mined the next one is proven, so the desk's prover should
 * be able to make several proofs at once. If a batch fails, no further one is sent; those before it stand.
 * @throws CHAIN_REFUSED, RPC_FAILED and others, saying how many rows are minted
 */
export async function importRows(
  desk: Desk,
  mints: readonly PlannedMint[],
  { batch, onProgress }: ImportOptions,
): Promise<MintedRow[]> {
  const progress = { proven: 0, minted: 0 };
  const tell = (step: keyof ImportProgress, rows: number) => {
    progress[step] += rows;
    onProgress?.({ ...progress });
  };
  let isStopped = false;
  const batches: Promise<MintedRow[]>[] = [];
  const carryOutBatch = async (rows: readonly PlannedMint[], onLeft: () => void): Promise<MintedRow[]> => {
    try {
      const operation = await mintBatch(desk, rows, {
        onProven: () => {
          tell("proven", 1);
        },
        onLeft,
        isStopped: () => isStopped,
      });
      tell("minted", rows.length);
      return rows.map((row) => ({ ...row, lotId: lotId(row.lot), operation }));
    } catch (error) {
      isStopped = true;
      throw error;
    }
  };
  try {
    for (let first = 0; first < mints.length; first += batch) {
      // no more than two are under way
      await batches.at(-2);
      const left = new Promise<void>((resolve) => {
        batches.push(carryOutBatch(mints.slice(first, first + batch), resolve));
      });
      await Promise.race([left, batches.at(-1)]);
    }
    return (await Promise.all(batches)).flat();
  } catch (error) {
    await Promise.allSettled(batches);
    throw error instanceof KoboldError ? stopped(error, progress.minted, mints.length) : error;
  }
}

function stopped(cause: KoboldError, minted: number, all: number): KoboldError {
  const { message, remedy } = cause.said;
  return new KoboldError(
    cause.code,
    phrase`${minted} of ${rows(all)} minted, then: ${message}`,
    phrase`${remedy}; then import the sheet again: rows that are minted are skipped`,
    { cause },
  );
}
