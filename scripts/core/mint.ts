import type { CircuitInputs } from "./circuit-inputs.ts";
import { KoboldError } from "./errors.ts";
import { phrase } from "./phrase.ts";
import { requireRange } from "./field.ts";
import { checkedLot, type Lot, lotId, type RandomField } from "./lot.ts";
import { CO2E_CAP } from "./co2e-cap.ts";
import { type Site } from "./site.ts";
import { formatCo2e, TEN_THOUSAND } from "./units.ts";
import { requireSiteMay, type SiteOperation, siteOperationInputs } from "./site-operation.ts";
import { ATTRIBUTE_COUNT, attributesInSet, WHOLE_SHARE } from "./attributes.ts";

/** What a site states of the cobalt that it brings into the chain. */
export interface MintFigures {
  readonly massGrams: bigint;
  /** Grams CO2e per tonne of contained cobalt; the audited floor at least, which is the default. */
  readonly co2e?: bigint;
}

/**
 * A new lot at a site: its shares are the site's grants, its primary part is as much as the audit allows.
 * @throws RULE_BROKEN, OUT_OF_RANGE
 */
export function mint(site: Site, figures: MintFigures, day: number, random: RandomField): Lot {
  const { profile, process } = site;
  const stated = figures.co2e ?? process.emissionFloor;
  const co2e = requireRange(phrase`footprint`, stated, 0n, CO2E_CAP, formatCo2e);
  requireSiteMay("mint", site, day, figures.massGrams);
  if (co2e < process.emissionFloor) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`the footprint of ${formatCo2e(co2e)} is below the ${formatCo2e(process.emissionFloor)} that the auditor measured`,
      phrase`state at least the audited floor`,
    );
  }
  const grants = attributesInSet(profile.grants);
  return checkedLot({
    massGrams: figures.massGrams,
    provenance: {
      co2eMargin: CO2E_CAP - co2e,
      co2ePrimary: (process.primaryShare * process.emissionFloor) / TEN_THOUSAND,
      shares: Array.from({ length: ATTRIBUTE_COUNT }, (_, j) => (grants.includes(j) ? WHOLE_SHARE : 0n)),
      oldestAudit: profile.auditedOn,
    },
    salt: random(),
  });
}

/** The inputs of the `mint` circuit. @throws RULE_BROKEN, NOT_ACCREDITED */
export function mintInputs(operation: SiteOperation, lot: Lot): CircuitInputs {
  const id = lotId(lot);
  return {
    lotId: id,
    massGrams: lot.massGrams,
    co2eMargin: lot.provenance.co2eMargin,
    co2ePrimary: lot.provenance.co2ePrimary,
    salt: lot.salt,
    ...siteOperationInputs(operation, id, 0n),
  };
}
