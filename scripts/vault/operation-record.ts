import { z } from "zod/v4";

import type { Deployment } from "../core/deployment.ts";
import type { Lot } from "../core/lot.ts";
import { addressField, deploymentField, fieldElement, hexBytes, instantField } from "../notes/fields.ts";
import { type Permit, permitField } from "./permit-store.ts";

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
  "adopt",
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

const count = z.int().nonnegative();

const signedTransactionField = z.object({
  from: addressField,
  nonce: count,
  hash: hexBytes,
  raw: hexBytes.nullable(),
  /** When it was signed, and the latest block then. */
  signed: z.object({ at: instantField, block: count }).optional(),
});
/** A signed transaction; `raw` is null where another program holds it, which then has to send it again. */
export type SignedTransaction = Readonly<z.output<typeof signedTransactionField>>;

const inclusionField = z.object({
  /** Null if it was found by what it did, not by a transaction of ours. */
  hash: hexBytes.nullable(),
  blockNumber: count,
  blockHash: hexBytes.nullable(),
  succeeded: z.boolean(),
});
/** Where the operation is in the chain. */
export type Inclusion = Readonly<z.output<typeof inclusionField>>;

/** What is going to be done. */
export interface OperationPlan {
  readonly kind: OperationKind;
  readonly deployment: Deployment;
  /** Whose lots they are: the firm's account, also where another one sends the transaction. */
  readonly account: string;
  /** The lots that it uses. */
  readonly parents: readonly bigint[];
  /** The lots that it makes, or takes over, with their openings. */
  readonly children: readonly { readonly lot: Lot; readonly label?: string }[];
  readonly permits?: readonly Permit[];
  /** Whatever the caller needs to do it again, as text. */
  readonly context?: string;
  /** What was asked for, as text: who asks again while it is under way means the same operation. */
  readonly intent?: string;
}

export const operationRecordSchema = z.object({
  id: z.string().min(1),
  /** Counts the operations of the vault, from 1. */
  sequence: count,
  kind: z.enum(OPERATION_KINDS),
  deployment: deploymentField,
  account: addressField,
  parents: z.array(fieldElement).readonly(),
  children: z.array(fieldElement).readonly(),
  permits: z.array(permitField).readonly(),
  context: z.string().nullable(),
  intent: z.string().nullable().default(null),
  state: z.enum(OPERATION_STATES),
  /** Every transaction signed for it, with one sender and nonce, so that the chain takes one of them at most. */
  transactions: z.array(signedTransactionField).readonly(),
  /** Transactions that do nothing, with the same sender and nonce: if the chain takes one, the operation is cancelled. */
  cancellations: z.array(signedTransactionField).readonly().default([]),
  inclusion: inclusionField.nullable(),
  /** The transaction that took its nonce, if that is known. */
  replacedBy: hexBytes.optional(),
  /** Why it failed. */
  failure: z.string().nullable(),
  createdAt: instantField,
  updatedAt: instantField,
});

/** An operation in the journal. */
export type OperationRecord = Readonly<z.output<typeof operationRecordSchema>>;

export function isFinished({ state }: OperationRecord): boolean {
  return state === "final" || state === "failed";
}

/** Whether the chain, as far as was last seen, has carried it out. */
export function isCarriedOut({ state, inclusion }: OperationRecord): boolean {
  return (state === "mined" || state === "final") && inclusion?.succeeded === true;
}
