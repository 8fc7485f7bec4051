import { z } from "zod";

import type { Lot } from "../core/lot.ts";
import { fieldElement, instant, type LotPlace, placeField } from "./fields.ts";
import type { RecordSchema } from "./record-store.ts";

/**
 * A lot as this firm sees it: `pending` until the operation that makes it is mined, `busy` while one that uses it is
 * under way, `abandoned` if the operation that would have made it failed, `transferred` once it is someone else's.
 */
export const LOT_STATES = [
  "pending",
  "active",
  "busy",
  "offered",
  "held",
  "recalled",
  "consumed",
  "retired",
  "transferred",
  "abandoned",
] as const;
export type LotState = (typeof LOT_STATES)[number];

const GONE: readonly LotState[] = ["consumed", "retired", "transferred", "abandoned"];

/** Whether a lot is of no use to this firm any more. */
export function isGone({ state }: { readonly state: LotState }): boolean {
  return GONE.includes(state);
}

/** An opening that this firm knows, and what it knows of the lot. */
export interface LotRecord {
  readonly place: LotPlace;
  /** The token id, which `lot` opens. */
  readonly id: bigint;
  readonly lot: Lot;
  /** The firm's own name for it. */
  readonly label: string;
  readonly state: LotState;
  /** The state before the operations below, and what it falls back to if they fail. */
  readonly base: LotState;
  /** The operations of the journal that made or used it, oldest first. */
  readonly operations: readonly string[];
  readonly addedAt: number;
}

/** An opening as one line of numbers: read ten thousand times, it is much faster than an object. */
export function encodeLot({ massGrams, provenance, salt }: Lot): string {
  const { co2eMargin, co2ePrimary, shares, oldestAudit } = provenance;
  return [massGrams, co2eMargin, co2ePrimary, ...shares, oldestAudit, salt].join(" ");
}

/** The other way round. */
export function decodeLot(text: string): Lot {
  const numbers = text.split(" ").map(BigInt);
  const [massGrams = 0n, co2eMargin = 0n, co2ePrimary = 0n] = numbers;
  const [oldestAudit = 0n, salt = 0n] = numbers.slice(-2);
  const shares = numbers.slice(3, -2);
  return {
    massGrams,
    provenance: { co2eMargin, co2ePrimary, shares, oldestAudit: Number(oldestAudit) },
    salt,
  };
}

/** Of records whose opening `encodeLot` has written. */
export const lotRecordSchema: RecordSchema<LotRecord> = z.object({
  place: placeField,
  id: fieldElement,
  lot: z
    .string()
    .regex(/^\d+( \d+){18}$/)
    .transform(decodeLot),
  label: z.string(),
  state: z.enum(LOT_STATES),
  base: z.enum(LOT_STATES),
  operations: z.array(z.string()),
  addedAt: instant,
});

/** A lot id as people see it: 0x and 64 digits. */
export function lotIdText(id: bigint): string {
  return `0x${id.toString(16).padStart(64, "0")}`;
}
