import { numberOfBytes } from "./bytes.ts";
import { FIELD_ORDER } from "./field.ts";
import type { RandomField } from "./lot.ts";

/** A uniformly random field element from the platform's CSPRNG; rejects what is not below the field's order. */
export const randomField: RandomField = () => {
  for (;;) {
    const value = BigInt.asUintN(254, numberOfBytes(crypto.getRandomValues(new Uint8Array(32))));
    if (value < FIELD_ORDER) return value;
  }
};
