import { z } from "zod/v4";

import { LANE_COUNT } from "../core/lanes.ts";
import type { Lot } from "../core/lot.ts";
import { deploymentField, fieldElement, instantField } from "../notes/fields.ts";

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
export const lotRecordSchema = z.object({
  deployment: deploymentField,
  /** The token id, which `lot` opens. */
  id: fieldElement,
  lot: z
    .string()
    // mass, lanes, audit, salt
    .regex(new RegExp(`^\\d+( \\d+){${LANE_COUNT + 2}}$`))
    .transform(decodeLot),
  /** The firm's own name for it. */
  label: z.string(),
  state: z.enum(LOT_STATES),
  /** The state before the operations below, and what it falls back to if they fail. */
  base: z.enum(LOT_STATES),
  /** The operations of the journal that made or used it, oldest first. */
  operations: z.array(z.string()).readonly(),
  addedAt: instantField,
});

/** An opening that this firm knows, and what it knows of the lot. */
export type LotRecord = Readonly<z.output<typeof lotRecordSchema>>;
