import { z } from "zod/v4";

import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import type { AssayStatement } from "../core/assay.ts";
import {
  bigintField,
  fieldElement,
  hexBytes,
  instantField,
  pointField,
  weighedField,
} from "../notes/fields.ts";
import { RecordStore } from "./record-store.ts";
import type { RecordTable } from "./record-table.ts";

const assayRecordSchema = z.object({
  /** The laboratory's number of the sample. */
  sample: z.string().min(1),
  statement: z.object({
    lotId: fieldElement,
    siteKey: fieldElement,
    deployment: fieldElement,
    parent: fieldElement,
  }),
  weighed: weighedField,
  /** Hashes of the weighbridge ticket, the certificate and so on. */
  documents: z.array(hexBytes).readonly(),
  signature: z.object({ r8: pointField, s: bigintField }),
  signedAt: instantField,
});

/** A sample that an assayer has vouched for. */
export type AssayRecord = Readonly<z.output<typeof assayRecordSchema>>;

/** The assayer's log: one sample vouches for one lot. */
export class AssayLog {
  readonly #records: RecordStore<AssayRecord>;

  constructor(table: RecordTable) {
    this.#records = new RecordStore(table, "assay", assayRecordSchema, ({ sample }) => sample);
  }

  /** Notes a signature before it is given out. @throws VAULT_CONFLICT if the sample was signed for another lot */
  add(record: AssayRecord): void {
    this.requireUnsigned(record.sample, record.statement);
    this.#records.put(record);
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
