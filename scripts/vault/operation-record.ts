import { z } from "zod";

import type { Lot } from "../core/lot.ts";
import { fieldElement, hexBytes, instant, type LotPlace, placeField } from "./fields.ts";
import { type Permit, permitField } from "./permit-store.ts";
import type { RecordSchema } from "./record-store.ts";

/** What is done; `batch` runs several of the first four in one transaction, `other` concerns no lot. */
export const OPERATION_KINDS = [
  "mint",
  "split",
  "merge",
  "refine",
  "batch",
  "retire",
  "offer",
  "cancel",
  "accept",
  "reject",
  "transfer",
  "claim",
  "other",
] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/**
 * `prepared`: the openings are on disk, nothing has left. `sent`: a signed transaction is on disk and may have left.
 * `mined`: it is in the chain, not yet deep enough. `final` and `failed`: settled.
 */
export const OPERATION_STATES = ["prepared", "sent", "mined", "final", "failed"] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

/** A signed transaction; `raw` is null where another program holds it, which then has to send it again. */
export interface SignedTransaction {
  readonly from: string;
  readonly nonce: number;
  readonly hash: string;
  readonly raw: string | null;
}

/** Where the operation is in the chain. */
export interface Inclusion {
  /** Null if it was found by what it did, not by a transaction of ours. */
  readonly hash: string | null;
  readonly blockNumber: number;
  readonly blockHash: string | null;
  readonly succeeded: boolean;
}

/** What is going to be done. */
export interface OperationPlan {
  readonly kind: OperationKind;
  readonly place: LotPlace;
  /** Whose lots they are: the firm's account, also where another one sends the transaction. */
  readonly account: string;
  /** The lots that it uses. */
  readonly parents: readonly bigint[];
  /** The lots that it makes, or takes over, with their openings. */
  readonly children: readonly { readonly lot: Lot; readonly label?: string }[];
  readonly permits?: readonly Permit[];
  /** Whatever the caller needs to do it again, as text. */
  readonly context?: string;
}

/** An operation in the journal. */
export interface OperationRecord {
  readonly id: string;
  /** Counts the operations of the vault, from 1. */
  readonly sequence: number;
  readonly kind: OperationKind;
  readonly place: LotPlace;
  readonly account: string;
  readonly parents: readonly bigint[];
  readonly children: readonly bigint[];
  readonly permits: readonly Permit[];
  readonly context: string | null;
  readonly state: OperationState;
  /** Every transaction signed for it, with one sender and nonce, so that the chain takes one of them at most. */
  readonly transactions: readonly SignedTransaction[];
  readonly inclusion: Inclusion | null;
  /** Why it failed. */
  readonly failure: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const count = z.number().int().nonnegative();

export const operationRecordSchema: RecordSchema<OperationRecord> = z.object({
  id: z.string().min(1),
  sequence: count,
  kind: z.enum(OPERATION_KINDS),
  place: placeField,
  account: address,
  parents: z.array(fieldElement),
  children: z.array(fieldElement),
  permits: z.array(permitField),
  context: z.string().nullable(),
  state: z.enum(OPERATION_STATES),
  transactions: z.array(z.object({ from: address, nonce: count, hash: hexBytes, raw: hexBytes.nullable() })),
  inclusion: z
    .object({
      hash: hexBytes.nullable(),
      blockNumber: count,
      blockHash: hexBytes.nullable(),
      succeeded: z.boolean(),
    })
    .nullable(),
  failure: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
});

export function isFinished({ state }: OperationRecord): boolean {
  return state === "final" || state === "failed";
}

/** Whether the chain, as far as was last seen, has carried it out. */
export function isCarriedOut({ state, inclusion }: OperationRecord): boolean {
  return (state === "mined" || state === "final") && inclusion?.succeeded === true;
}
