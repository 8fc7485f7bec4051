import type { CircuitInputs } from "./circuit-inputs.ts";
import { KoboldError } from "./errors.ts";
import { phrase } from "./phrase.ts";
import { requireRange } from "./field.ts";
import { checkedLot, type Lot, lotId, type RandomField } from "./lot.ts";
import { formatCo2e, formatMass, formatPercent, MAX_MASS_GRAMS, TEN_THOUSAND } from "./units.ts";
import { CO2E_CAP } from "./co2e-cap.ts";
import { co2eOf, lanesOf } from "./provenance.ts";
import type { ProcessFigures, Site } from "./site.ts";
import { requireSiteMay, type SiteOperation, siteOperationInputs } from "./site-operation.ts";
import { attributeRule, attributesInSet, type AttributeTable, WHOLE_SHARE } from "./attributes.ts";

/** What a site states of the cobalt that leaves its process. */
export interface RefineFigures {
  readonly massGrams: bigint;
  /** Grams CO2e per tonne that leaves; the smallest that the audit allows is the default. */
  readonly co2e?: bigint;
}

/**
 * The lot that an accredited processing step makes of its parent: yield within the audited band, all emissions
 * of the parent and the site's own stay with it, shares follow the attributes' rules.
 * @throws RULE_BROKEN, OUT_OF_RANGE
 */
export function refine(
  site: Site,
  attributes: AttributeTable,
  parent: Lot,
  figures: RefineFigures,
  day: number,
  random: RandomField,
): Lot {
  const { massGrams } = figures;
  requireRange(phrase`refined mass`, massGrams, 1n, MAX_MASS_GRAMS, formatMass);
  requireSiteMay("refine", site, day, parent.massGrams);
  requireYield(site, parent.massGrams, massGrams);
  const grants = attributesInSet(site.profile.grants);
  const shares = parent.provenance.shares.map((share, j) => {
    const rule = attributeRule(attributes, j);
    if (rule === "require" && !grants.includes(j)) return 0n;
    return rule === "raise" && grants.includes(j) ? WHOLE_SHARE : share;
  });
  return checkedLot({
    massGrams,
    provenance: {
      ...footprint(site, parent, figures),
      shares,
      oldestAudit: Math.min(parent.provenance.oldestAudit, site.profile.auditedOn),
    },
    salt: random(),
  });
}

function requireYield({ process }: Site, massIn: bigint, massOut: bigint): void {
  const scaled = TEN_THOUSAND * massOut;
  if (process.yieldMin * massIn <= scaled && scaled <= process.yieldMax * massIn) return;
  if (!hasWholeGram(process, massIn)) throw tooLight(process, massIn);
  throw new KoboldError(
    "RULE_BROKEN",
    phrase`${formatMass(massOut)} out of ${formatMass(massIn)} is outside the audited yield of ${formatPercent(process.yieldMin)} to ${formatPercent(process.yieldMax)}`,
    phrase`check the weights; split off what is missing, and retire it as loss`,
  );
}

/** Whether a whole gram is within the audited yield of a mass. */
function hasWholeGram({ yieldMin, yieldMax }: ProcessFigures, massIn: bigint): boolean {
  const most = (yieldMax * massIn) / TEN_THOUSAND;
  return most > 0n && most * TEN_THOUSAND >= yieldMin * massIn;
}

function tooLight(process: ProcessFigures, massIn: bigint): KoboldError {
  // of each whole 10 kg, the band's ends are whole grams
  const heavier = Array.from({ length: Number(TEN_THOUSAND) }, (_, more) => massIn + 1n + BigInt(more));
  const least = heavier.find((mass) => hasWholeGram(process, mass));
  return new KoboldError(
    "RULE_BROKEN",
    phrase`no whole gram out of ${formatMass(massIn)} is within the audited yield of ${formatPercent(process.yieldMin)} to ${formatPercent(process.yieldMax)}`,
    least === undefined
      ? phrase`have the site's process figures audited again`
      : phrase`merge the lot with others first: ${formatMass(least)} can be refined`,
  );
}

/** The footprint per tonne that leaves, or unknown (margin and primary part 0) where it would pass the cap. */
function footprint({ process }: Site, parent: Lot, { massGrams, co2e }: RefineFigures) {
  const carried = co2eOf(parent.provenance) * parent.massGrams;
  const least = (carried + process.emissionFloor * massGrams + massGrams - 1n) / massGrams;
  const stated = co2e ?? least;
  if (stated < least) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`the footprint of ${formatCo2e(stated)} is below ${formatCo2e(least)}, the parent's emissions and the site's own`,
      phrase`state at least this much`,
    );
  }
  if (stated > CO2E_CAP) return { co2eMargin: 0n, co2ePrimary: 0n };
  // no more than the footprint, since neither summand is
  const most =
    (TEN_THOUSAND * parent.provenance.co2ePrimary * parent.massGrams +
      process.primaryShare * process.emissionFloor * massGrams) /
    (TEN_THOUSAND * massGrams);
  return { co2eMargin: CO2E_CAP - stated, co2ePrimary: most };
}

/** The inputs of the `refine` circuit. @throws RULE_BROKEN, NOT_ACCREDITED */
export function refineInputs(operation: SiteOperation, parent: Lot, child: Lot): CircuitInputs {
  const id = lotId(child);
  const parentId = lotId(parent);
  const { co2eMargin, co2ePrimary } = child.provenance;
  return {
    parent: parentId,
    child: id,
    parentMassGrams: parent.massGrams,
    parentLanes: lanesOf(parent.provenance),
    parentOldestAudit: BigInt(parent.provenance.oldestAudit),
    parentSalt: parent.salt,
    massGrams: child.massGrams,
    co2eMargin,
    co2ePrimary,
    salt: child.salt,
    // a margin of 0 states the cap itself, which "unknown" states too and always allows
    footprintUnknown: co2eMargin === 0n && co2ePrimary === 0n ? 1n : 0n,
    ...siteOperationInputs(operation, id, parentId),
  };
}
