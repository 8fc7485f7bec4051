import { isoDateOf } from "../../scripts/core/calendar.ts";
import type { Lot } from "../../scripts/core/lot.ts";
import { co2eOf } from "../../scripts/core/provenance.ts";
import type { SlotTable } from "../../scripts/core/slots.ts";
import { formatCo2e, formatMass, formatShare } from "../../scripts/core/units.ts";

/** What a lot holds, a line for each figure. */
export function lotLines({ massGrams, provenance }: Lot, slots: SlotTable): string[] {
  const shares = provenance.shares.flatMap((share, j) =>
    share === 0n ? [] : [`${slots[j]?.name ?? `slot ${j}`}: ${formatShare(share)}`],
  );
  return [
    `contained cobalt: ${formatMass(massGrams)}`,
    `footprint, at most: ${formatCo2e(co2eOf(provenance))}`,
    ...shares,
    `oldest audit: ${isoDateOf(provenance.oldestAudit)}`,
  ];
}
