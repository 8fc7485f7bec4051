import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { CO2E_CAP } from "../../scripts/core/provenance.ts";
import { type LotFacts, lotIdOf, modulo, range } from "./circuit-lot.ts";
import { honestSite, type SiteFacts, siteInputs } from "./circuit-site.ts";

/** A mint as numbers without any check. */
export interface MintFacts extends SiteFacts {
  readonly massGrams: bigint;
  readonly co2eMargin: bigint;
  readonly co2ePrimary: bigint;
  readonly salt: bigint;
}

export const honestMint: MintFacts = {
  ...honestSite,
  massGrams: 11_880_000n,
  co2eMargin: CO2E_CAP - 8_500_000n,
  co2ePrimary: 5_999_999n,
  salt: 123_456_789n,
};

/** The lot that the facts make by the rules of a mint. */
export function mintedLot(facts: MintFacts): LotFacts {
  const shares = range(14).map((j) => ((facts.grants >> BigInt(j)) & 1n) * 1_000_000_000n);
  return {
    massGrams: facts.massGrams,
    lanes: [facts.co2eMargin, facts.co2ePrimary, ...shares],
    oldestAudit: facts.auditedOn,
    salt: facts.salt,
  };
}

/** Inputs whose hashes fit the facts, and `lot` in place of the lot that a mint would make. */
export function mintInputsOf(facts: MintFacts, lot: LotFacts = mintedLot(facts)): CircuitInputs {
  const lotId = lotIdOf(lot);
  return {
    lotId,
    massGrams: modulo(facts.massGrams),
    co2eMargin: modulo(facts.co2eMargin),
    co2ePrimary: modulo(facts.co2ePrimary),
    salt: facts.salt,
    ...siteInputs(facts, lotId, 0n),
  };
}
