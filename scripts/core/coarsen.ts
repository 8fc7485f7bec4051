import { dayOf, isoDateOf } from "./calendar.ts";
import { figuresOf, shortfalls } from "./claim.ts";
import type { Lot } from "./lot.ts";
import type { Text } from "./phrase.ts";
import { type Policy, rowValue } from "./policy.ts";
import { describeRow } from "./policy-words.ts";
import { CO2E_CAP } from "./co2e-cap.ts";
import { co2eOf, type Provenance } from "./provenance.ts";
import { ATTRIBUTE_COUNT, type AttributeTable } from "./attributes.ts";

/** What a row of a policy says before and after. */
export interface RowEffect {
  /** The row in words. */
  readonly row: string;
  /** The figures that it looks at, in trade units. */
  readonly figuresBefore: Text;
  readonly figuresAfter: Text;
  /** By how much it holds, in its own unit; negative where it fails. */
  readonly marginBefore: bigint;
  readonly marginAfter: bigint;
}

/** What becomes of a policy. */
export interface PolicyEffect {
  readonly policy: Policy;
  readonly heldBefore: boolean;
  readonly heldAfter: boolean;
  readonly rows: readonly RowEffect[];
}

export interface Coarsened {
  readonly provenance: Provenance;
  /** One for each policy, in their order. */
  readonly effects: readonly PolicyEffect[];
}

// Each step is a multiple of the next, so that a coarser figure is never above a finer one.
const SHARE_STEPS = [7n, 6n, 5n, 4n, 3n, 2n, 1n, 0n].map((digits) => 10n ** digits);
const CO2E_STEPS = [5n, 4n, 3n, 2n, 1n, 0n].map((digits) => 10n ** digits);
const AUDIT_STEPS = [quarterStart, monthStart, (day: number) => day];

/** How coarse each figure is, 0 the coarsest: co2e, co2ePrimary, shares, oldestAudit. */
type Levels = readonly number[];
const FINEST: Levels = [
  CO2E_STEPS.length - 1,
  CO2E_STEPS.length - 1,
  ...Array.from({ length: ATTRIBUTE_COUNT }, () => SHARE_STEPS.length - 1),
  AUDIT_STEPS.length - 1,
];

/**
 * The figures to `weaken` a lot to before it is sold, since exact shares betray a blend: whole per cents, 0.1 kg/kg, the
 * first day of the quarter, each bound rounded to the weaker side. Where a policy that holds would be lost, finer by
 * powers of ten (or the month, the day), but no figure finer than it must be.
 * @param policies what the lot has to meet after the sale; those that do not hold on `day` can't be kept
 */
export function coarsen(
  lot: Lot,
  policies: readonly Policy[],
  day: number,
  attributes: AttributeTable,
): Coarsened {
  const holds = (policy: Policy, provenance: Provenance) =>
    shortfalls(policy, { ...lot, provenance }, day, attributes).length === 0;
  const kept = policies.filter((policy) => holds(policy, lot.provenance));
  const keepsAll = (levels: Levels) => kept.every((policy) => holds(policy, rounded(lot.provenance, levels)));

  const provenance = rounded(lot.provenance, coarsestLevels(keepsAll));
  const effects = policies.map((policy) => ({
    policy,
    heldBefore: holds(policy, lot.provenance),
    heldAfter: holds(policy, provenance),
    rows: policy.rows.map((row) => ({
      row: describeRow(row, attributes),
      figuresBefore: figuresOf(row, lot.provenance),
      figuresAfter: figuresOf(row, provenance),
      marginBefore: rowValue(row, lot.provenance, day),
      marginAfter: rowValue(row, provenance, day),
    })),
  }));
  return { provenance, effects };
}

/**
 * First all figures alike as fine as needed, so that those which share a row share its room; then each as coarse as the
 * others let it be. The finest levels are the lot's own figures, which keep everything.
 */
function coarsestLevels(keepsAll: (levels: Levels) => boolean): Levels {
  const alike = (level: number): Levels => FINEST.map((finest) => Math.min(level, finest));
  let level = 0;
  while (level < Math.max(...FINEST) && !keepsAll(alike(level))) level++;
  let levels = alike(level);
  for (let field = 0; field < FINEST.length; field++) {
    for (let coarser = 0; coarser < (levels[field] ?? 0); coarser++) {
      const tried = levels.with(field, coarser);
      if (keepsAll(tried)) levels = tried;
    }
  }
  return levels;
}

function rounded(provenance: Provenance, levels: Levels): Provenance {
  const [co2eLevel = 0, primaryLevel = 0, ...rest] = levels;
  const up = roundDown(co2eOf(provenance) + step(CO2E_STEPS, co2eLevel) - 1n, step(CO2E_STEPS, co2eLevel));
  return {
    co2eMargin: up < CO2E_CAP ? CO2E_CAP - up : 0n,
    co2ePrimary: roundDown(provenance.co2ePrimary, step(CO2E_STEPS, primaryLevel)),
    shares: provenance.shares.map((share, j) => roundDown(share, step(SHARE_STEPS, rest[j] ?? 0))),
    oldestAudit: (AUDIT_STEPS[rest[ATTRIBUTE_COUNT] ?? 0] ?? quarterStart)(provenance.oldestAudit),
  };
}

function step(steps: readonly bigint[], level: number): bigint {
  return steps[level] ?? 1n;
}

function roundDown(value: bigint, unit: bigint): bigint {
  return value - (value % unit);
}

function monthStart(day: number): number {
  return dayOf(`${isoDateOf(day).slice(0, 7)}-01`);
}

function quarterStart(day: number): number {
  const [year = "", month = ""] = isoDateOf(day).split("-");
  const first = 3 * Math.floor((Number(month) - 1) / 3) + 1;
  return dayOf(`${year}-${String(first).padStart(2, "0")}-01`);
}
