import { isoDateOf } from "../../scripts/core/calendar.ts";
import type { Lot } from "../../scripts/core/lot.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { co2eOf } from "../../scripts/core/provenance.ts";
import type { AttributeTable } from "../../scripts/core/attributes.ts";
import { formatCo2e, formatMass, formatShare } from "../../scripts/core/units.ts";

/** What a lot holds, a line for each figure. */
export function lotLines({ massGrams, provenance }: Lot, attributes: AttributeTable): Text[] {
  return [
    phrase`contained cobalt: ${formatMass(massGrams)}`,
    phrase`footprint, at most: ${formatCo2e(co2eOf(provenance))}`,
    phrase`of which primary data, at least: ${formatCo2e(provenance.co2ePrimary)}`,
    ...sharesOf(provenance.shares, attributes).map(([name, share]) => `${name}: ${formatShare(share)}`),
    phrase`oldest audit: ${isoDateOf(provenance.oldestAudit)}`,
  ];
}

/** What a lot holds, exactly: grams, grams CO2e per tonne, parts per billion. */
export function lotJson({ massGrams, provenance }: Lot, attributes: AttributeTable) {
  return {
    massGrams,
    co2eGramsPerTonne: co2eOf(provenance),
    co2ePrimaryGramsPerTonne: provenance.co2ePrimary,
    sharesPartsPerBillion: Object.fromEntries(sharesOf(provenance.shares, attributes)),
    oldestAudit: isoDateOf(provenance.oldestAudit),
  };
}

function sharesOf(shares: readonly bigint[], attributes: AttributeTable): [string, bigint][] {
  return shares.flatMap((share, j): [string, bigint][] =>
    share === 0n ? [] : [[attributes[j]?.name ?? `attribute ${j}`, share]],
  );
}
