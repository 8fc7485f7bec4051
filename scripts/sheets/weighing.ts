import type { WeighedLot } from "../core/units.ts";

/** A consignment as a row of a weighbridge and assay sheet describes it. */
export interface Weighing {
  readonly row: number;
  readonly site: string;
  /** Numbers of the weighbridge ticket and of the assay's sample, and the firm's own name; at least one is given. */
  readonly ticket: string;
  readonly sample: string;
  readonly label: string;
  readonly weighed: WeighedLot;
  /** Contained cobalt in grams. */
  readonly massGrams: bigint;
  /** Grams CO2e per tonne of cobalt; undefined for the site's audited floor. */
  readonly co2e: bigint | undefined;
  readonly documents: string;
}

/** What a row can be known by: its ticket and its sample; where it has neither, its lot's name. */
export function numbersOf({ ticket, sample, label }: Pick<Weighing, "ticket" | "sample" | "label">) {
  const named = [
    ["ticket", ticket],
    ["sample", sample],
    ["lot", ticket === "" && sample === "" ? label : ""],
  ] as const;
  return named.filter(([, number]) => number !== "");
}
