import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { encodeConstant, NEUTRAL_ROW, type Policy } from "../../scripts/core/policy.ts";
import { UNBOUND } from "./attack-sites.ts";
import type { Crafted } from "./attack-world.ts";
import { hash, type LotFacts, lotIdOf, modulo, provenanceOf, range } from "./circuit-lot.ts";
import { mergeInputsOf, type MergeFacts } from "./circuit-merge.ts";
import { seededField } from "./random.ts";

const random = seededField("attack statements");
const SALTS = range(8).map(() => random());

/** A split into masses that need not be allowed; a place of mass 0 is unused, whatever id it is given. */
export function splitOf(
  parent: LotFacts,
  masses: readonly bigint[],
  ids?: readonly bigint[],
): Crafted & { readonly pieces: LotFacts[] } {
  const pieces = masses.map((massGrams, i) => ({ ...parent, massGrams, salt: SALTS[i] ?? 0n }));
  const places = range(8).map((i) => pieces[i]);
  const inputs: CircuitInputs = {
    parent: lotIdOf(parent),
    children: ids ?? places.map((piece) => (piece === undefined ? 0n : lotIdOf(piece))),
    massGrams: parent.massGrams,
    provenance: provenanceOf(parent),
    salt: parent.salt,
    childMassGrams: places.map((piece) => modulo(piece?.massGrams ?? 0n)),
    childSalts: SALTS,
  };
  return { kind: "split", inputs, context: UNBOUND, pieces };
}

/** A merge that need not be allowed. */
export function mergeOf(facts: MergeFacts): Crafted {
  return { kind: "merge", inputs: mergeInputsOf(facts), context: UNBOUND };
}

/** A claim that need not be true, of a policy whose rows need not be in range. */
export function claimInputsOf({ rows, massMin, massMax }: Policy, lot: LotFacts, day: number): CircuitInputs {
  const all = range(8).map((i) => rows[i] ?? NEUTRAL_ROW);
  const packed = all.map((row) => {
    const { shares, shareFactor, primaryFactor, co2eFactor, auditFactor, constant } = row;
    return (
      shares +
      (shareFactor << 14n) +
      (primaryFactor << 30n) +
      (co2eFactor << 46n) +
      (auditFactor << 62n) +
      (encodeConstant(constant) << 78n)
    );
  });
  const word = (k: number) => (packed[2 * k] ?? 0n) + ((packed[2 * k + 1] ?? 0n) << 126n);
  return {
    lotId: lotIdOf(lot),
    policyId: hash(word(0), word(1), word(2), word(3), massMin + (massMax << 32n)),
    day: BigInt(day),
    massGrams: modulo(lot.massGrams),
    lanes: lot.lanes.map(modulo),
    oldestAudit: lot.oldestAudit,
    salt: lot.salt,
    shares: all.map((row) => row.shares),
    shareFactors: all.map((row) => row.shareFactor),
    primaryFactors: all.map((row) => row.primaryFactor),
    co2eFactors: all.map((row) => row.co2eFactor),
    auditFactors: all.map((row) => row.auditFactor),
    constants: all.map((row) => encodeConstant(row.constant)),
    massMin,
    massMax,
  };
}
