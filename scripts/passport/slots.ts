import { keccakOf } from "./words.ts";
import { bytesOfDigits, digitsOf, hashOfWords } from "./words.ts";
import { SLOTS, STRUCTS } from "./layout.ts";

type Member = { readonly offset: number; readonly bytes: number };

/** Where a mapping keeps the value of a key. */
export function mapSlot(key: bigint, slot: bigint | number): bigint {
  return hashOfWords(key, BigInt(slot));
}

/** Where a dynamic array keeps its elements; its length lies in the slot itself. */
export function arraySlot(slot: bigint | number): bigint {
  return BigInt(keccakOf(bytesOfDigits(digitsOf(BigInt(slot)))));
}

/** The member of a struct that lies in a word. */
export function memberIn(word: bigint, { offset, bytes }: Member): bigint {
  return BigInt.asUintN(8 * bytes, word >> BigInt(8 * offset));
}

/** The slots of an order and of what became of it. */
export function orderSlots(order: number) {
  const placed = mapSlot(BigInt(order), SLOTS.BatteryPlantIntake._orders);
  const delivered = mapSlot(BigInt(order), SLOTS.BatteryPlantIntake._deliveries);
  const { PurchaseOrder, Delivery } = STRUCTS;
  return {
    terms: placed + BigInt(PurchaseOrder.units.slot),
    quantityPolicy: placed + BigInt(PurchaseOrder.quantityPolicy.slot),
    policies: placed + BigInt(PurchaseOrder.policies.slot),
    lotId: delivered + BigInt(Delivery.lotId.slot),
    units: delivered + BigInt(Delivery.units.slot),
    passportRoot: delivered + BigInt(Delivery.passportRoot.slot),
  };
}

export function lotSlot(lotId: bigint): bigint {
  return mapSlot(lotId, SLOTS.CobaltLot._lots);
}

export function purposeSlot(lotId: bigint): bigint {
  return mapSlot(lotId, SLOTS.CobaltLot._purposes);
}

export function permitSlot(permit: bigint): bigint {
  return mapSlot(permit, SLOTS.CobaltLot._permits);
}

/** The day of a claim, in the map of its kind. */
export function claimSlot(
  about: { readonly provenanceId: number } | { readonly lotId: bigint },
  policyId: bigint,
): bigint {
  const outer =
    "lotId" in about
      ? mapSlot(about.lotId, SLOTS.Claims._lotDays)
      : mapSlot(BigInt(about.provenanceId), SLOTS.Claims._provenanceDays);
  return mapSlot(policyId, outer);
}
