import { isoDateOf } from "./calendar.ts";
import type { CircuitInputs } from "./circuit-inputs.ts";
import { KoboldError } from "./errors.ts";
import { type Lot, lotId } from "./lot.ts";
import { encodeConstant, paddedRows, type Policy, policyId, type PolicyRow, rowValue } from "./policy.ts";
import { describeRow } from "./policy-words.ts";
import { co2eOf, lanesOf, type Provenance } from "./provenance.ts";
import { slotsInSet, type SlotTable } from "./slots.ts";
import { formatCo2e, formatMass, formatShare } from "./units.ts";

/** Why a lot does not meet a policy, for its owner's eyes only: it tells figures. Empty if it does. */
export function shortfalls(policy: Policy, lot: Lot, day: number, slots: SlotTable): string[] {
  const rows = policy.rows.flatMap((row, i) => {
    const value = rowValue(row, lot.provenance, day);
    if (value >= 0n) return [];
    const deficit = (-value).toString();
    return [
      `row ${i + 1} (${describeRow(row, slots)}) fails by ${deficit}: ${figuresOf(row, lot.provenance)}`,
    ];
  });
  const inside = policy.massMin <= lot.massGrams && lot.massGrams <= policy.massMax;
  const bounds = `${formatMass(policy.massMin)} … ${formatMass(policy.massMax)}`;
  return inside ? rows : [...rows, `the mass of ${formatMass(lot.massGrams)} is outside ${bounds}`];
}

/** The figures that a row looks at, in trade units. */
export function figuresOf(row: PolicyRow, provenance: Provenance): string {
  const share = slotsInSet(row.shares).reduce((sum, j) => sum + (provenance.shares[j] ?? 0n), 0n);
  return [
    ...(row.shareFactor > 0n ? [`the share is ${formatShare(share)}`] : []),
    ...(row.primaryFactor > 0n ? [`the primary part is ${formatCo2e(provenance.co2ePrimary)}`] : []),
    ...(row.co2eFactor > 0n ? [`the footprint is ${formatCo2e(co2eOf(provenance))}`] : []),
    ...(row.auditFactor > 0n ? [`the oldest audit was on ${isoDateOf(provenance.oldestAudit)}`] : []),
  ].join(", ");
}

/** @throws CLAIM_FALSE naming each row that fails and by how much */
export function requireMet(policy: Policy, lot: Lot, day: number, slots: SlotTable): void {
  const reasons = shortfalls(policy, lot, day, slots);
  if (reasons.length === 0) return;
  throw new KoboldError(
    "CLAIM_FALSE",
    `the lot does not meet the policy: ${reasons.join("; ")}`,
    "offer a lot that does, or agree on another policy",
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
