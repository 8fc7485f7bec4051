import { isoDateOf } from "./calendar.ts";
import type { CircuitInputs } from "./circuit-inputs.ts";
import { KoboldError } from "./errors.ts";
import { type Lot, lotId } from "./lot.ts";
import { encodeConstant, paddedRows, type Policy, policyId, type PolicyRow, rowValue } from "./policy.ts";
import { listed, type Phrase, phrase, type Text } from "./phrase.ts";
import { describeRow } from "./policy-words.ts";
import { co2eOf, lanesOf, type Provenance } from "./provenance.ts";
import { attributesInSet, type AttributeTable } from "./attributes.ts";
import { formatCo2e, formatMass, formatShare } from "./units.ts";

/** Why a lot does not meet a policy, for its owner's eyes only: it tells figures. Empty if it does. */
export function shortfalls(policy: Policy, lot: Lot, day: number, attributes: AttributeTable): Phrase[] {
  const rows = policy.rows.flatMap((row, i) => {
    const value = rowValue(row, lot.provenance, day);
    if (value >= 0n) return [];
    const figures = figuresOf(row, lot.provenance);
    return [
      phrase`row ${i + 1} (${describeRow(row, attributes)}) fails by ${lackOf(row, -value)}: ${figures}`,
    ];
  });
  const { massGrams } = lot;
  const { massMin, massMax } = policy;
  if (massMin <= massGrams && massGrams <= massMax) return rows;
  const lack = massGrams < massMin ? massMin - massGrams : massGrams - massMax;
  return [
    ...rows,
    phrase`the mass of ${formatMass(massGrams)} is outside ${formatMass(massMin)} to ${formatMass(massMax)}, by ${formatMass(lack)}`,
  ];
}

/** By how much a row fails: in the unit of its figure, or in its own where it weighs several. */
function lackOf({ shareFactor, primaryFactor, co2eFactor, auditFactor }: PolicyRow, lack: bigint): Text {
  const [factor = 0n, another] = [shareFactor, primaryFactor, co2eFactor, auditFactor].filter((f) => f > 0n);
  if (factor === 0n || another !== undefined) return lack.toString();
  const least = (lack + factor - 1n) / factor;
  if (auditFactor > 0n) return phrase`${least} days`;
  return shareFactor > 0n ? formatShare(least) : formatCo2e(least);
}

/** The figures that a row looks at, in trade units. */
export function figuresOf(row: PolicyRow, provenance: Provenance): Text {
  const { co2ePrimary, oldestAudit, shares } = provenance;
  const share = attributesInSet(row.shares).reduce((sum, j) => sum + (shares[j] ?? 0n), 0n);
  return listed([
    ...(row.shareFactor > 0n ? [phrase`the share is ${formatShare(share)}`] : []),
    ...(row.primaryFactor > 0n ? [phrase`the primary part is ${formatCo2e(co2ePrimary)}`] : []),
    ...(row.co2eFactor > 0n ? [phrase`the footprint is ${formatCo2e(co2eOf(provenance))}`] : []),
    ...(row.auditFactor > 0n ? [phrase`the oldest audit was on ${isoDateOf(oldestAudit)}`] : []),
  ]);
}

/** @throws CLAIM_FALSE naming each row that fails and by how much */
export function requireMet(policy: Policy, lot: Lot, day: number, attributes: AttributeTable): void {
  const reasons = shortfalls(policy, lot, day, attributes);
  if (reasons.length === 0) return;
  throw new KoboldError(
    "CLAIM_FALSE",
    phrase`the lot does not meet the policy: ${listed(reasons, "; ")}`,
    phrase`offer a lot that meets it, or agree on another policy`,
  );
}

/** The inputs of the `claim` circuit. */
export function claimInputs(policy: Policy, lot: Lot, day: number): CircuitInputs {
  const rows = paddedRows(policy);
  return {
    lotId: lotId(lot),
    policyId: policyId(policy),
    day: BigInt(day),
    massGrams: lot.massGrams,
    lanes: lanesOf(lot.provenance),
    oldestAudit: BigInt(lot.provenance.oldestAudit),
    salt: lot.salt,
    shares: rows.map((row) => row.shares),
    shareFactors: rows.map((row) => row.shareFactor),
    primaryFactors: rows.map((row) => row.primaryFactor),
    co2eFactors: rows.map((row) => row.co2eFactor),
    auditFactors: rows.map((row) => row.auditFactor),
    constants: rows.map((row) => encodeConstant(row.constant)),
    massMin: policy.massMin,
    massMax: policy.massMax,
  };
}
