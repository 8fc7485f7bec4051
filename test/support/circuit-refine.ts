import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { CO2E_CAP } from "../../scripts/core/provenance.ts";
import { type LotFacts, lotIdOf, modulo, range } from "./circuit-lot.ts";
import { honestSite, type SiteFacts, siteInputs } from "./circuit-site.ts";

/** A refining as numbers without any check. */
export interface RefineFacts extends SiteFacts {
  readonly from: LotFacts;
  readonly massGrams: bigint;
  readonly co2eMargin: bigint;
  readonly co2ePrimary: bigint;
  readonly salt: bigint;
  readonly footprintUnknown: bigint;
}

const from: LotFacts = {
  massGrams: 10_000_000n,
  lanes: [CO2E_CAP - 9_000_000n, 8_000_000n, ...range(14).map((j) => 70_000_000n * BigInt(j + 1))],
  oldestAudit: 20_050n,
  salt: 987_654_321n,
};

/**
 * Yield 97 %. Carried: 9,000,000 · 10^7 = 9 · 10^13, floor 8,000,000 · 9.7 · 10^6, so co2e ≥ 17,278,350.5;
 * primary ≤ (8 · 10^13 + 0.75 · 7.76 · 10^13) / 9.7 · 10^6 = 14,247,422.68,
 * of which it states a little less
 */
export const honestRefine: RefineFacts = {
  ...honestSite,
  from,
  massGrams: 9_700_000n,
  co2eMargin: CO2E_CAP - 17_278_351n,
  co2ePrimary: 14_247_420n,
  salt: 55n,
  footprintUnknown: 0n,
};

/** The lot that the facts make by the rules of refining; carry 0, require 1, raise 2. */
export function refinedLot(facts: RefineFacts): LotFacts {
  const shares = range(14).map((j) => {
    const share = facts.from.lanes[2 + j] ?? 0n;
    const isGranted = ((facts.grants >> BigInt(j)) & 1n) === 1n;
    const rule = (facts.attributeRules >> BigInt(2 * j)) & 3n;
    if (rule === 1n && !isGranted) return 0n;
    return rule === 2n && isGranted ? 1_000_000_000n : share;
  });
  const { oldestAudit } = facts.from;
  return {
    massGrams: facts.massGrams,
    lanes: [facts.co2eMargin, facts.co2ePrimary, ...shares],
    oldestAudit: oldestAudit < facts.auditedOn ? oldestAudit : facts.auditedOn,
    salt: facts.salt,
  };
}

/** Inputs whose hashes fit the facts, and `lot` in place of the lot that refining would make. */
export function refineInputsOf(facts: RefineFacts, lot: LotFacts = refinedLot(facts)): CircuitInputs {
  const { from: parent } = facts;
  const parentId = lotIdOf(parent);
  const child = lotIdOf(lot);
  return {
    parent: parentId,
    child,
    parentMassGrams: modulo(parent.massGrams),
    parentLanes: parent.lanes.map(modulo),
    parentOldestAudit: modulo(parent.oldestAudit),
    parentSalt: parent.salt,
    massGrams: modulo(facts.massGrams),
    co2eMargin: modulo(facts.co2eMargin),
    co2ePrimary: modulo(facts.co2ePrimary),
    salt: facts.salt,
    footprintUnknown: modulo(facts.footprintUnknown),
    ...siteInputs(facts, child, parentId),
  };
}
