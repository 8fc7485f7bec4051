import { createHash } from "node:crypto";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import type { RandomField } from "../../scripts/core/lot.ts";

/** Field elements that look random and are the same in every run. */
export function seededField(seed: string): RandomField {
  let count = 0;
  return () => BigInt(`0x${createHash("sha256").update(`${seed} ${count++}`).digest("hex")}`) % FIELD_ORDER;
}
