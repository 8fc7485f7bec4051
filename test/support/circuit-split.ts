import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { hash, modulo, range } from "./circuit-lot.ts";
import { seededField } from "./random.ts";

const random = seededField("circuit tests: split");

/** What split's inputs are, arrays apart from single elements. */
interface SplitInputs extends CircuitInputs {
  readonly children: bigint[];
  readonly childMassGrams: bigint[];
  readonly childSalts: bigint[];
  readonly salt: bigint;
}

export const SPLIT_PROVENANCE = random();

/**
 * Inputs whose hashes fit whatever masses are given; unused places have mass 0 and id 0.
 * @param secret stands for the provenance and every salt, if given
 */
export function splitInputsOf(
  massGrams: bigint,
  childMasses: readonly bigint[],
  secret?: bigint,
): SplitInputs {
  const provenance = secret ?? SPLIT_PROVENANCE;
  const salt = secret ?? random();
  const childSalts = range(8).map(() => secret ?? random());
  const childMassGrams = range(8).map((i) => modulo(childMasses[i] ?? 0n));
  return {
    parent: hash(massGrams, provenance, salt),
    children: childMassGrams.map((mass, i) =>
      mass === 0n ? 0n : hash(mass, provenance, childSalts[i] ?? 0n),
    ),
    massGrams: modulo(massGrams),
    provenance,
    salt,
    childMassGrams,
    childSalts,
  };
}
