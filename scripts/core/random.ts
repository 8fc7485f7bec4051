import { FIELD_ORDER } from "./field.ts";
import type { RandomField } from "./lot.ts";

/** A uniformly random field element from the platform's CSPRNG; rejects what is not below the field's order. */
export const randomField: RandomField = () => {
  for (;;) {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const value = bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n) & ((1n << 254n) - 1n);
    if (value < FIELD_ORDER) return value;
  }
};
