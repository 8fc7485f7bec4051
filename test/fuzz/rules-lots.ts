import { ZeroAddress } from "ethers";

import { contextOf } from "../../scripts/chain/hashes.ts";
import { dayOfTimestamp, periodOf } from "../../scripts/core/calendar.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { circuitNames } from "../../scripts/prover/manifest.ts";
import type { TestOperation } from "../fixtures/operations.ts";
import { statement } from "../fixtures/statements.ts";
import { type Call, type LotState, refuse, type State } from "./state.ts";

/** Days before today that a proof's day may be. */
export const DAY_TOLERANCE = 1;
const MAX_LOTS = 8;

/** What a command does by itself: an operation, or a handover or retirement. */
export type Command = TestOperation | ((state: State, call: Call) => void);

/** CobaltLot.execute on a state: all changes, then all proofs. @throws Refused, with the state half changed */
export function execute(state: State, commands: readonly Command[], call: Call): void {
  if (commands.length === 0) refuse("CommandsMissing");
  for (const command of commands) {
    if (typeof command === "function") command(state, call);
    else operate(state, command, call);
  }
  const operations = commands.flatMap((command) => (typeof command === "function" ? [] : [command]));
  verifyAll(operations.map(statementOf), call);
}

function operate(state: State, operation: TestOperation, call: Call): void {
  const { parents, children, kind } = operation;
  const count = kind === 1 ? children.length : kind === 2 ? parents.length : 1;
  if (count < 1 || count > MAX_LOTS) refuse("LotCountInvalid");
  if (kind === 0 && operation.recipient === ZeroAddress) refuse("ERC721InvalidReceiver");
  const ended = parents.map((lotId, i) => endParent(state, lotId, operation, i, call));
  if (kind === 0 || kind === 3) usePermit(state, operation, call);
  const [first] = ended;
  const ids = ended.map(({ provenanceId }) => provenanceId);
  const inherits = kind === 1 || (kind === 2 && operation.sameProvenance);
  const provenanceId = inherits ? (first?.provenanceId ?? 0) : state.parents.push(ids) - 1;
  const owner = first?.owner ?? operation.recipient;
  for (const child of children) create(state, child, { owner, kind, provenanceId });
}

/** The verifier's answer to a batch of statements. @throws Refused */
export function verifyAll(
  statements: readonly {
    readonly circuit: number;
    readonly signals: readonly bigint[];
    readonly proof: readonly bigint[];
  }[],
  { verifies }: Call,
): void {
  if (statements.some(({ signals }) => signals.some((signal) => signal >= FIELD_ORDER))) {
    refuse("VerifierSignalNotInField");
  }
  for (const { circuit, signals, proof } of statements) {
    const name = circuitNames[circuit];
    if (name === undefined || !verifies(name, signals, proof)) refuse("VerifierProofRejected");
  }
}

/** What the contract must ask a proof of this operation to be of. */
export function statementOf(operation: TestOperation) {
  const { kind, parents, children, registry, day, permit, sameProvenance, proof } = operation;
  const name = circuitNames[kind] ?? "mint";
  const recipient = name === "mint" ? operation.recipient : ZeroAddress;
  const [parent = 0n] = parents;
  const [child = 0n] = children;
  const signals = {
    parent,
    parents,
    child,
    children,
    lotId: child,
    sameProvenance: sameProvenance ? 1n : 0n,
    registry,
    when: day + (BigInt(periodOf(Number(day))) << 16n),
    permit,
    context: contextOf({ ...operation, recipient }),
  };
  return { ...statement(name, signals), proof };
}

function usePermit(state: State, { submitter, day, registry, permit }: TestOperation, call: Call): void {
  if (submitter !== ZeroAddress && submitter !== call.by) refuse("SubmitterMismatch");
  requireRecent(day, call);
  if (!call.accepts(registry)) refuse("RegistryNotAccepted");
  if (state.permits.has(permit)) refuse("PermitUsed");
  state.permits.add(permit);
}

export function requireRecent(day: bigint, { at }: Call): void {
  const today = BigInt(dayOfTimestamp(at));
  if (day > today || today - day > BigInt(DAY_TOLERANCE)) refuse("DayOutOfRange");
}

function create(state: State, lotId: bigint, lot: Pick<LotState, "owner" | "kind" | "provenanceId">): void {
  if (lotId === 0n || lotId >= FIELD_ORDER) refuse("LotIdInvalid");
  if (state.lots.has(lotId)) refuse("LotExists");
  state.lots.set(lotId, { ...lot, status: "active", approved: ZeroAddress, to: ZeroAddress, expiry: 0 });
}

function endParent(
  state: State,
  lotId: bigint,
  operation: TestOperation,
  index: number,
  call: Call,
): LotState {
  const lot = endLot(state, lotId, "consumed", call);
  const first = state.lots.get(operation.parents[0] ?? 0n);
  if (index > 0 && operation.kind === 2) {
    if (lot.owner !== first?.owner) refuse("LotOwnersDiffer");
    if (operation.sameProvenance && lot.provenanceId !== first.provenanceId) refuse("LotProvenancesDiffer");
  }
  return lot;
}

function endLot(state: State, lotId: bigint, status: "consumed" | "retired", { by }: Call): LotState {
  const lot = activeLot(state, lotId);
  requireAuthorised(state, lot, by);
  lot.status = status;
  return lot;
}

export function activeLot(state: State, lotId: bigint): LotState {
  const lot = state.lots.get(lotId);
  return lot?.status === "active" ? lot : refuse("LotNotActive");
}

/** Whether an account may use a lot: its owner, one whom the owner approved for it, or the owner's operator. */
export function isAuthorised(state: State, lot: LotState, by: string): boolean {
  return by === lot.owner || by === lot.approved || state.operators.has(`${lot.owner} ${by}`);
}

function requireAuthorised(state: State, lot: LotState, by: string): void {
  if (!isAuthorised(state, lot, by)) refuse("ERC721InsufficientApproval");
}

export function retire(state: State, lotId: bigint, call: Call): void {
  endLot(state, lotId, "retired", call);
}

function tokenOf(state: State, lotId: bigint): LotState {
  const lot = state.lots.get(lotId);
  const exists = lot !== undefined && lot.status !== "consumed" && lot.status !== "retired";
  return exists ? lot : refuse("ERC721NonexistentToken");
}

function give(lot: LotState, owner: string): void {
  Object.assign(lot, { owner, status: "active", approved: ZeroAddress, to: ZeroAddress, expiry: 0 });
}

export function transfer(state: State, lotId: bigint, from: string, to: string, { by }: Call): void {
  const lot = tokenOf(state, lotId);
  requireAuthorised(state, lot, by);
  activeLot(state, lotId);
  if (lot.owner !== from) refuse("ERC721IncorrectOwner");
  give(lot, to);
}

export function approve(state: State, lotId: bigint, to: string, { by }: Call): void {
  const lot = tokenOf(state, lotId);
  if (by !== lot.owner && !state.operators.has(`${lot.owner} ${by}`)) refuse("ERC721InvalidApprover");
  lot.approved = to;
}

export function setOperator(state: State, operator: string, allowed: boolean, { by }: Call): void {
  if (allowed) state.operators.add(`${by} ${operator}`);
  else state.operators.delete(`${by} ${operator}`);
}

export function offer(state: State, lotId: bigint, to: string, expiry: number, { by, at }: Call): void {
  const lot = activeLot(state, lotId);
  requireAuthorised(state, lot, by);
  if (to === ZeroAddress || to === lot.owner) refuse("OfferRecipientInvalid");
  if (expiry <= at) refuse("OfferExpiryPassed");
  Object.assign(lot, { status: "offered", to, expiry });
}

/** Ends an offer in one of the three ways. */
export function endOffer(
  state: State,
  lotId: bigint,
  how: "accept" | "reject" | "cancel",
  { by, at }: Call,
): void {
  const lot = state.lots.get(lotId);
  if (lot?.status !== "offered") return refuse("LotNotOffered");
  if (how === "cancel") requireAuthorised(state, lot, by);
  else if (lot.to !== by) refuse("OfferNotToSender");
  if (how === "accept" && lot.expiry <= at) refuse("OfferExpired");
  if (how === "accept") give(lot, by);
  else Object.assign(lot, { status: "active", to: ZeroAddress, expiry: 0 });
}

/** What has ended or is held already is passed over; what nobody knows is not. */
export function hold(state: State, lotIds: readonly bigint[], mayHold: boolean): void {
  if (!mayHold) refuse("AccessManagedUnauthorized");
  for (const lotId of lotIds) {
    const lot = state.lots.get(lotId) ?? refuse("LotNotActive");
    if (lot.status !== "active" && lot.status !== "offered") continue;
    Object.assign(lot, { status: "held", approved: ZeroAddress, to: ZeroAddress, expiry: 0 });
  }
}

export function release(state: State, lotIds: readonly bigint[], mayHold: boolean): void {
  if (!mayHold) refuse("AccessManagedUnauthorized");
  for (const lotId of lotIds) {
    const lot = state.lots.get(lotId) ?? refuse("LotNotActive");
    if (lot.status === "held") lot.status = "active";
  }
}
