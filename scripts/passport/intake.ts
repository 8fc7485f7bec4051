import type { Contract } from "./contract.ts";
import { SLOTS, STRUCTS } from "./layout.ts";
import { arraySlot, memberIn, orderSlots } from "./slots.ts";
import { contradicted, unchecked } from "./unmet.ts";

/** An order for which a lot was retired into packs. */
export interface BackedOrder {
  readonly lotId: bigint;
  readonly units: number;
  readonly passportRoot: bigint;
  readonly gramsPerUnit: number;
  readonly quantityPolicy: bigint;
  /** What it asks for beyond the gate's policies. */
  readonly policies: readonly bigint[];
  readonly gatePolicies: readonly bigint[];
  /** Where the recalls stand that the gate heeds. */
  readonly recalls: readonly string[];
}

const MOST_POLICIES = 64n;
const MOST_RECALLS = 4n;

/** @throws Unmet order-unknown, order-not-delivered, order-not-backed, too-large; as `State.read` */
export async function readBackedOrder(intake: Contract, order: number): Promise<BackedOrder> {
  const slots = orderSlots(order);
  const { _gatePolicies, _gateRecalls } = SLOTS.BatteryPlantIntake;
  const words = await intake.read([
    ...[slots.terms, slots.quantityPolicy, slots.policies, slots.lotId, slots.units, slots.passportRoot],
    ...[BigInt(_gatePolicies), BigInt(_gateRecalls)],
  ]);
  const [terms = 0n, quantityPolicy = 0n, policyCount = 0n, lotId = 0n, unitsWord = 0n, passportRoot = 0n] =
    words;
  const [gateCount = 0n, recallCount = 0n] = words.slice(6);
  if (terms === 0n) throw contradicted("order-unknown");
  if (lotId === 0n) throw contradicted("order-not-delivered");
  if (passportRoot === 0n) throw contradicted("order-not-backed");
  if (policyCount > MOST_POLICIES || gateCount > MOST_POLICIES || recallCount > MOST_RECALLS)
    throw unchecked("too-large");
  const listed = (slot: bigint, length: bigint) =>
    Array.from({ length: Number(length) }, (_, i) => arraySlot(slot) + BigInt(i));
  const lists = await intake.read([
    ...listed(slots.policies, policyCount),
    ...listed(BigInt(_gatePolicies), gateCount),
    ...listed(BigInt(_gateRecalls), recallCount),
  ]);
  const gateFrom = Number(policyCount);
  const recallsFrom = gateFrom + Number(gateCount);
  return {
    lotId,
    units: Number(memberIn(unitsWord, STRUCTS.Delivery.units)),
    passportRoot,
    gramsPerUnit: Number(memberIn(terms, STRUCTS.PurchaseOrder.gramsPerUnit)),
    quantityPolicy,
    policies: lists.slice(0, gateFrom),
    gatePolicies: lists.slice(gateFrom, recallsFrom),
    recalls: lists.slice(recallsFrom).map((word) => `0x${word.toString(16).padStart(40, "0")}`),
  };
}
