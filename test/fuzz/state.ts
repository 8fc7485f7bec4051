import type { CircuitName } from "../../scripts/prover/manifest.ts";

/** Where a lot stands, with the contract's numbers. */
export const LOT_STATUS = { active: 1, offered: 2, held: 3, consumed: 4, retired: 5 } as const;
export type LotStatus = keyof typeof LOT_STATUS;

export interface LotState {
  owner: string;
  status: LotStatus;
  readonly kind: number;
  readonly provenanceId: number;
  approved: string;
  /** The offer, if the lot is offered. */
  to: string;
  expiry: number;
}

/** An order of the battery plant and what came of it. */
export interface OrderState {
  readonly supplier: string;
  readonly units: number;
  readonly gramsPerUnit: number;
  /** The last day on which it is taken; 0 for none. */
  readonly dueDay: number;
  readonly quantityPolicy: bigint;
  readonly policies: bigint[];
  lotId: bigint;
  backed: number;
  cancelled: boolean;
}

/** What lots, claims and the intake should hold: plain data, so that a copy tries what a call would do. */
export interface State {
  readonly lots: Map<bigint, LotState>;
  /** "owner operator". */
  readonly operators: Set<string>;
  readonly permits: Set<bigint>;
  /** By provenance id; id 0 is nobody's. */
  readonly parents: number[][];
  /** The latest day on which a claim was proven, by `dayKey`. */
  readonly days: Map<string, number>;
  readonly orders: OrderState[];
}

export function emptyState(): State {
  return {
    lots: new Map(),
    operators: new Set(),
    permits: new Set(),
    parents: [[]],
    days: new Map(),
    orders: [],
  };
}

export interface PolicyInfo {
  readonly aboutProvenance: boolean;
  readonly massMin: bigint;
}

/** What a call meets besides the state. */
export interface Call {
  readonly by: string;
  /** Seconds since 1970 of the block. */
  readonly at: number;
  readonly accepts: (registry: bigint) => boolean;
  /** Whether somebody made this proof for this very statement. */
  readonly verifies: (circuit: CircuitName, signals: readonly bigint[], proof: readonly bigint[]) => boolean;
  readonly policies: ReadonlyMap<bigint, PolicyInfo>;
}

/** A rule's refusal, by the name of the contract's error. */
export class Refused extends Error {
  override readonly name = "Refused";
}

export function refuse(error: string): never {
  throw new Refused(error);
}

/** Under what a claim is recorded: a policy about a provenance, or one about a lot. */
export function dayKey(about: "provenance" | "lot", id: number | bigint, policyId: bigint): string {
  return `${about} ${id.toString()} ${policyId.toString()}`;
}
