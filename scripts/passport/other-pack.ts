import type { Subject } from "./file.ts";
import type { PackFact } from "./report.ts";
import { rootOfSerials } from "./serials.ts";
import { contradicted } from "./unmet.ts";

/**
 * What is known of another pack of an order once one of them was checked, and their passports differ in the pack alone: all
 * but the serial's place in the plant's list is the same.
 * @throws Unmet serial-malformed, position-out-of-range, path-differs
 */
export function otherPackFact(
  known: PackFact,
  { serial, position, siblings }: Extract<Subject, { kind: "pack" }>,
): PackFact {
  const found = rootOfSerials(serial, position, known.units, siblings);
  if (found !== known.passportRoot) throw contradicted("path-differs", { found });
  return { ...known, serial, position };
}
