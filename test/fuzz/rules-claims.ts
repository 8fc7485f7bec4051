import { dayOfTimestamp } from "../../scripts/core/calendar.ts";
import { statement } from "../fixtures/statements.ts";
import { isAuthorised, requireRecent, transfer, retire, verifyAll } from "./rules-lots.ts";
import { type Call, dayKey, type OrderState, type PolicyInfo, refuse, type State } from "./state.ts";

export interface TestClaim {
  readonly lotId: bigint;
  readonly policyId: bigint;
  readonly day: bigint;
  readonly proof: readonly bigint[];
}

/** Claims.prove on a state. @throws Refused, with the state half changed */
export function prove(state: State, claims: readonly TestClaim[], call: Call): void {
  if (claims.length === 0) refuse("ClaimsMissing");
  for (const { lotId, policyId, day } of claims) {
    const lot = state.lots.get(lotId);
    if (lot?.status !== "active") return refuse("ClaimLotNotActive");
    if (!isAuthorised(state, lot, call.by)) refuse("ClaimUnauthorized");
    requireRecent(day, call);
    const { aboutProvenance } = policyOf(policyId, call);
    const key = aboutProvenance
      ? dayKey("provenance", lot.provenanceId, policyId)
      : dayKey("lot", lotId, policyId);
    state.days.set(key, Math.max(Number(day), state.days.get(key) ?? 0));
  }
  const statements = claims.map(({ proof, ...signals }) => ({ ...statement("claim", signals), proof }));
  verifyAll(statements, call);
}

function policyOf(policyId: bigint, { policies }: Call): PolicyInfo {
  return policies.get(policyId) ?? refuse("PolicyUnknown");
}

/** Claims.recordedDay: 0 if the policy was never proven. */
export function recordedDay({ lots, days }: State, lotId: bigint, policyId: bigint): number {
  const ofProvenance = days.get(dayKey("provenance", lots.get(lotId)?.provenanceId ?? 0, policyId));
  return ofProvenance ?? days.get(dayKey("lot", lotId, policyId)) ?? 0;
}

/** The battery plant's gate, and where it stands. */
export interface Gate {
  readonly address: string;
  readonly policies: readonly bigint[];
  readonly maxClaimAge: number;
}

function requireProven(state: State, lotId: bigint, policyIds: readonly bigint[], age: number, at: number) {
  for (const policyId of policyIds) {
    const active = state.lots.get(lotId)?.status === "active";
    const day = active ? recordedDay(state, lotId, policyId) : 0;
    if (day === 0) refuse("ClaimMissing");
    if (dayOfTimestamp(at) - day > age) refuse("ClaimStale");
  }
}

export type NewOrder = Omit<OrderState, "lotId" | "backed" | "cancelled">;

export function placeOrder(state: State, order: NewOrder, isPlant: boolean, call: Call): void {
  if (!isPlant) refuse("AccessManagedUnauthorized");
  if (order.units === 0 || order.gramsPerUnit === 0) refuse("OrderEmpty");
  requireCovered(order, order.units, call);
  for (const policyId of order.policies) policyOf(policyId, call);
  requireDue(order, call);
  state.orders.push({ ...order, lotId: 0n, backed: 0, cancelled: false });
}

function requireDue({ dueDay }: NewOrder, { at }: Call): void {
  if (dueDay !== 0 && dueDay < dayOfTimestamp(at)) refuse("OrderOverdue");
}

/** An order that waits for its delivery. */
function openOrder({ orders }: State, orderId: number): OrderState {
  const order = orders[orderId - 1] ?? refuse("OrderUnknown");
  if (order.cancelled) refuse("OrderIsCancelled");
  return order.lotId === 0n ? order : refuse("OrderAlreadyDelivered");
}

/** An order whose lot is with the plant, and backs nothing yet. */
function unbackedOrder({ orders }: State, orderId: number): OrderState {
  const order = orders[orderId - 1] ?? refuse("OrderUnknown");
  if (order.lotId === 0n) refuse("OrderNotDelivered");
  return order.backed === 0 ? order : refuse("OrderAlreadyBacked");
}

export function cancelOrder(state: State, orderId: number, isPlant: boolean): void {
  if (!isPlant) refuse("AccessManagedUnauthorized");
  openOrder(state, orderId).cancelled = true;
}

export function returnLot(state: State, orderId: number, gate: Gate, isPlant: boolean, call: Call): void {
  if (!isPlant) refuse("AccessManagedUnauthorized");
  const order = unbackedOrder(state, orderId);
  transfer(state, order.lotId, gate.address, order.supplier, { ...call, by: gate.address });
  order.lotId = 0n;
}

function requireCovered({ quantityPolicy, gramsPerUnit }: NewOrder, units: number, call: Call): void {
  const grams = BigInt(units) * BigInt(gramsPerUnit);
  if (grams > policyOf(quantityPolicy, call).massMin) refuse("UnitsExceedQuantity");
}

export function deliver(state: State, orderId: number, lotId: bigint, gate: Gate, call: Call): void {
  requireProven(state, lotId, gate.policies, gate.maxClaimAge, call.at);
  const order = openOrder(state, orderId);
  if (order.supplier !== call.by) refuse("SupplierMismatch");
  requireDue(order, call);
  requireProven(state, lotId, [...order.policies, order.quantityPolicy], gate.maxClaimAge, call.at);
  order.lotId = lotId;
  transfer(state, lotId, call.by, gate.address, { ...call, by: gate.address });
}

export function backPassports(
  state: State,
  orderId: number,
  units: number,
  gate: Gate,
  isPlant: boolean,
  call: Call,
  hasRoot: boolean,
): void {
  if (!isPlant) refuse("AccessManagedUnauthorized");
  const order = unbackedOrder(state, orderId);
  if (units === 0) refuse("OrderEmpty");
  if (!hasRoot) refuse("PassportRootMissing");
  requireCovered(order, units, call);
  order.backed = units;
  retire(state, order.lotId, { ...call, by: gate.address });
}
