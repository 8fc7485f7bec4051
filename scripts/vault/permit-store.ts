import { z } from "zod/v4";

import { KoboldError } from "../core/errors.ts";
import { isoMonthOf } from "../core/calendar.ts";
import { counted, phrase } from "../core/phrase.ts";
import { fieldElement } from "../notes/fields.ts";
import { RecordStore } from "./record-store.ts";
import type { RecordTable } from "./record-table.ts";

export const permitField = z.object({
  siteKey: fieldElement,
  period: z.int().nonnegative(),
  /** From 0. */
  index: z.int().nonnegative(),
});

/** One permit of a site. */
export type Permit = Readonly<z.output<typeof permitField>>;

const usedPermitSchema = permitField.extend({
  /** The operation of the journal that uses it; null if it is one that this vault does not know. */
  operation: z.string().nullable(),
});
type UsedPermit = Readonly<z.output<typeof usedPermitSchema>>;

/** The permits that this firm has used, so that two operations under way never take the same one. */
export class PermitStore {
  readonly #records: RecordStore<UsedPermit>;

  constructor(table: RecordTable) {
    this.#records = new RecordStore(table, "permit", usedPermitSchema, keyOf);
  }

  /** The lowest free index below `permits`. @throws RULE_BROKEN if none is left in this period */
  nextIndex(siteKey: bigint, period: number, permits: number): number {
    for (let index = 0; index < permits; index++) {
      if (this.#records.get(keyOf({ siteKey, period, index })) === undefined) return index;
    }
    throw new KoboldError(
      "RULE_BROKEN",
      counted(
        permits,
        phrase`the only permit of the site for this month is used`,
        phrase`all ${permits} permits of the site for this month are used`,
      ),
      phrase`wait for the next month, or ask the accreditor for more permits`,
    );
  }

  /** @throws VAULT_CONFLICT if another operation has it */
  use(permit: Permit, operation: string | null): void {
    const known = this.#records.get(keyOf(permit));
    if (known !== undefined && known.operation !== operation) {
      throw new KoboldError(
        "VAULT_CONFLICT",
        phrase`permit ${permit.index} of ${isoMonthOf(permit.period)} is used by ${known.operation ?? phrase`an operation on the chain`}`,
        phrase`take the next free permit`,
      );
    }
    this.#records.put({ ...permit, operation });
  }

  /** Gives back the permit of an operation that failed. */
  release(permit: Permit, operation: string): void {
    if (this.#records.get(keyOf(permit))?.operation === operation) this.#records.delete(keyOf(permit));
  }

  list(): UsedPermit[] {
    return this.#records.list();
  }
}

function keyOf({ siteKey, period, index }: Permit): string {
  return `${siteKey.toString()}/${period}/${index}`;
}
