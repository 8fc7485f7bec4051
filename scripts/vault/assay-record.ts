import { z } from "zod";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { AssaySignature, AssayStatement } from "../core/assay.ts";
import type { WeighedLot } from "../core/units.ts";
import { bigintField, fieldElement, hexBytes, instant } from "./fields.ts";
import { RecordStore } from "./record-store.ts";
import type { RecordSchema } from "./record-store.ts";
import type { RecordTable } from "./record-table.ts";

/** A sample that an assayer has vouched for. */
export interface AssayRecord {
  /** The laboratory's number of the sample. */
  readonly sample: string;
  readonly statement: AssayStatement;
  readonly weighed: WeighedLot;
  /** Hashes of the weighbridge ticket, the certificate and so on. */
  readonly documents: readonly string[];
  readonly signature: AssaySignature;
  readonly signedAt: number;
}

const point = z.tuple([fieldElement, fieldElement]);
const assayRecordSchema: RecordSchema<AssayRecord> = z.object({
  sample: z.string().min(1),
  statement: z.object({
    lotId: fieldElement,
    siteKey: fieldElement,
    deployment: fieldElement,
    parent: fieldElement,
  }),
  weighed: z.object({ wetGrams: bigintField, moistureBp: bigintField, gradeBp: bigintField }),
  documents: z.array(hexBytes),
  signature: z.object({ r8: point, s: bigintField }),
  signedAt: instant,
});

/** The assayer's log: one sample vouches for one lot. */
export class AssayLog {
  readonly #records: RecordStore<AssayRecord>;
  readonly #transaction: <T>(work: () => T) => T;

  constructor(table: RecordTable) {
    this.#records = new RecordStore(table, "assay", assayRecordSchema, ({ sample }) => sample);
    this.#transaction = (work) => table.transaction(work);
  }

  /** Notes a signature before it is given out. @throws VAULT_CONFLICT if the sample was signed for another lot */
  add(record: AssayRecord): void {
    this.#transaction(() => {
      this.requireUnsigned(record.sample, record.statement);
      this.#records.put(record);
    });
  }

  /** @throws VAULT_CONFLICT if the sample was signed, unless for the very same statement */
  requireUnsigned(sample: string, statement: AssayStatement): void {
    const known = this.#records.get(sample);
    if (known === undefined || isSameStatement(known.statement, statement)) return;
    throw new KoboldError(
      "VAULT_CONFLICT",
      phrase`sample ${sample} was signed on ${new Date(known.signedAt).toISOString()} for another lot`,
      phrase`take a new sample: a sample counts for one lot only`,
    );
  }

  get(sample: string): AssayRecord | undefined {
    return this.#records.get(sample);
  }

  /** All entries, oldest first. */
  list(): AssayRecord[] {
    return this.#records.list().sort((a, b) => a.signedAt - b.signedAt);
  }
}

function isSameStatement(a: AssayStatement, b: AssayStatement): boolean {
  return (
    a.lotId === b.lotId && a.siteKey === b.siteKey && a.deployment === b.deployment && a.parent === b.parent
  );
}
