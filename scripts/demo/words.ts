import type { WeighRecord } from "./data.ts";
import type { Lot } from "../core/lot.ts";
import { co2eOf } from "../core/provenance.ts";
import type { AttributeTable } from "../core/attributes.ts";
import { formatCo2e, formatMass, formatShare } from "../core/units.ts";

/** A field element as people tell them apart: first and last digits. */
export function shortId(value: bigint): string {
  const hex = value.toString(16).padStart(64, "0");
  return `0x${hex.slice(0, 4)}…${hex.slice(-4)}`;
}

/** What a lot's opening says: for its owner only. */
export function describeLot({ massGrams, provenance }: Lot, attributes: AttributeTable): string {
  const shares = provenance.shares.flatMap((share, j) =>
    share === 0n ? [] : [`${attributes[j]?.name ?? `attribute ${j}`} ${formatShare(share)}`],
  );
  return [`${formatMass(massGrams)} Co`, formatCo2e(co2eOf(provenance)), ...shares].join(" · ");
}

/** Where a weighed lot came from, for its owner only. */
export function describeWeighing({ site, bags, documents }: WeighRecord): string {
  return `site ${site} · ${bags} bags · ${documents}`;
}
