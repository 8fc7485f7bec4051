import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { type Policy, type PolicyRow, rowValue } from "../../scripts/core/policy.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { co2eOf, isSameProvenance, lanesOf } from "../../scripts/core/provenance.ts";
import type { Site } from "../../scripts/core/site.ts";
import {
  attributeRule,
  attributesInSet,
  type AttributeTable,
  WHOLE_SHARE,
} from "../../scripts/core/attributes.ts";

/** Notes that a property was looked at. @throws if it does not hold */
export type Law = (id: string, holds: boolean, what: () => string) => void;

const TEN_THOUSAND = 10_000n;
const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
export const massOf = (lots: readonly Lot[]) => sum(lots.map(({ massGrams }) => massGrams));
/** Σ mass · lane: 0 the margin below the cap, 1 the primary part, 2 … the shares. */
const weighed = (lots: readonly Lot[], lane: number) =>
  sum(lots.map(({ massGrams, provenance }) => massGrams * (lanesOf(provenance)[lane] ?? 0n)));
const emitted = (lots: readonly Lot[]) =>
  sum(lots.map(({ massGrams, provenance }) => massGrams * co2eOf(provenance)));
const shareLanes = Array.from({ length: 18 }, (_, j) => 2 + j);
const told =
  (...lots: Lot[]) =>
  () =>
    lots.map((lot) => `${lotId(lot).toString()} ${lot.massGrams.toString()} g`).join(", ");

export function checkMinted(law: Law, lot: Lot, { profile, process }: Site, day: bigint): void {
  const { shares, co2ePrimary, oldestAudit } = lot.provenance;
  const granted = attributesInSet(profile.grants);
  const entitled = shares.every((share, j) => share === 0n || granted.includes(j));
  law("P-5", entitled, told(lot));
  law("P-6", co2eOf(lot.provenance) >= process.emissionFloor, told(lot));
  law("P-7", TEN_THOUSAND * co2ePrimary <= process.primaryShare * process.emissionFloor, told(lot));
  law("P-8", oldestAudit <= profile.auditedOn, told(lot));
  law(
    "P-12",
    profile.right === "mint" && lot.massGrams <= profile.unitGrams && day <= profile.validUntil,
    told(lot),
  );
}

export function checkSplit(law: Law, parent: Lot, children: readonly Lot[]): void {
  const whole = massOf(children) === parent.massGrams && children.every(({ massGrams }) => massGrams >= 1n);
  law("P-1", whole, told(parent, ...children));
  const same = children.every((child) => isSameProvenance(child.provenance, parent.provenance));
  law("P-9", same, told(parent, ...children));
}

export function checkMerged(
  law: Law,
  parents: readonly Lot[],
  child: Lot,
  sameProvenance: boolean,
  policies: readonly Policy[],
): void {
  const what = told(...parents, child);
  law("P-2", massOf(parents) === child.massGrams, what);
  law(
    "P-5",
    shareLanes.every((lane) => weighed([child], lane) <= weighed(parents, lane)),
    what,
  );
  law("P-6", emitted([child]) >= emitted(parents), what);
  law("P-7", weighed([child], 1) <= weighed(parents, 1), what);
  const oldest = Math.min(...parents.map(({ provenance }) => provenance.oldestAudit));
  law("P-8", child.provenance.oldestAudit <= oldest, what);
  if (sameProvenance) {
    law(
      "P-9",
      parents.every((lot) => isSameProvenance(lot.provenance, child.provenance)),
      what,
    );
  }
  // a row is linear, so the blend meets none that no parent met, on whatever day
  const meets = (lot: Lot, row: PolicyRow) => rowValue(row, lot.provenance, oldest + 100) >= 0n;
  const rows = policies.flatMap((policy) => policy.rows);
  const earned = rows.every((row) => !meets(child, row) || parents.some((parent) => meets(parent, row)));
  law("P-10", earned, what);
}

export function checkRefined(
  law: Law,
  parent: Lot,
  child: Lot,
  { profile, process }: Site,
  day: bigint,
  attributes: AttributeTable,
): void {
  const what = told(parent, child);
  const [massIn, massOut] = [parent.massGrams, child.massGrams];
  const inBand =
    process.yieldMin * massIn <= TEN_THOUSAND * massOut &&
    TEN_THOUSAND * massOut <= process.yieldMax * massIn;
  law("P-3", inBand && massOut <= massIn, what);
  law("P-12", profile.right === "refine" && massIn <= profile.unitGrams && day <= profile.validUntil, what);

  const granted = attributesInSet(profile.grants);
  const [before, after] = [parent.provenance, child.provenance];
  const byRules = after.shares.every((share, j) => {
    const rule = attributeRule(attributes, j);
    if (rule === "raise" && granted.includes(j)) return share <= WHOLE_SHARE;
    return share <= (rule === "require" && !granted.includes(j) ? 0n : (before.shares[j] ?? 0n));
  });
  law("P-5", byRules, what);
  // the worst that can be said of it stands for "unknown"
  const unknown = after.co2eMargin === 0n;
  const added = process.emissionFloor * massOut;
  law("P-6", unknown || emitted([child]) >= emitted([parent]) + added, what);
  const primaryAdded = weighed([child], 1) - weighed([parent], 1);
  const audited = TEN_THOUSAND * primaryAdded <= process.primaryShare * added;
  law("P-7", audited && after.co2ePrimary <= CO2E_CAP - after.co2eMargin, what);
  law("P-8", after.oldestAudit <= Math.min(before.oldestAudit, profile.auditedOn), what);
}
