import { isoDateOf } from "../../scripts/core/calendar.ts";
import type { Exposure, Interval } from "../../scripts/core/exposure.ts";
import { phrase, type Text } from "../../scripts/core/phrase.ts";
import { attributesInWords } from "../../scripts/core/attribute-words.ts";
import type { AttributeTable } from "../../scripts/core/attributes.ts";
import { formatCo2e, formatMass, formatShare } from "../../scripts/core/units.ts";
import type { ClaimExposure } from "../../scripts/desk/claims.ts";
import { inWords } from "../ui/language.ts";
import { table } from "../ui/table.ts";

interface Figure {
  /** As programs know it. */
  readonly key: string;
  readonly called: Text;
  readonly of: (exposure: Exposure) => Interval;
  readonly format: (value: bigint) => string;
}

const dateOf = (day: bigint) => isoDateOf(Number(day));

function figuresIn({ shares }: Exposure, attributes: AttributeTable): Figure[] {
  const unknown: Interval = { least: 0n, most: 0n };
  return [
    { key: "massGrams", called: phrase`mass`, of: (all) => all.massGrams, format: formatMass },
    { key: "co2eGramsPerTonne", called: phrase`footprint`, of: (all) => all.co2e, format: formatCo2e },
    {
      key: "co2ePrimaryGramsPerTonne",
      called: phrase`of which primary data`,
      of: (all) => all.co2ePrimary,
      format: formatCo2e,
    },
    { key: "oldestAudit", called: phrase`oldest audit`, of: (all) => all.oldestAudit, format: dateOf },
    ...[...shares.keys()].map((set) => ({
      key: attributesInWords(set, attributes),
      called: attributesInWords(set, attributes),
      of: (all: Exposure) => all.shares.get(set) ?? unknown,
      format: formatShare,
    })),
  ];
}

/** Between which bounds the public will know a lot's figures to lie, and did until now. */
export function exposureLines(
  { before, after, nothing, sites }: ClaimExposure,
  attributes: AttributeTable,
): Text[] {
  const rows = figuresIn(after, attributes).flatMap(({ called, of, format }) => {
    const said = (exposure: Exposure) =>
      isSame(of(exposure), of(nothing))
        ? inWords(phrase`not known`)
        : `${format(of(exposure).least)} … ${format(of(exposure).most)}`;
    if (isSame(of(after), of(nothing))) return [];
    return [[inWords(called), said(before), isSame(of(before), of(after)) ? "=" : said(after)]];
  });
  const headings = [phrase`what the public knows`, phrase`before`, phrase`after`];
  return [
    ...(rows.length === 0 ? [phrase`no single figure becomes known more closely`] : table(headings, rows)),
    ...(sites === undefined
      ? []
      : [phrase`accredited sites that could have minted it: ${sites.before} before, ${sites.after} after`]),
  ];
}

/** The same, exactly. */
export function exposureJson({ before, after, sites }: ClaimExposure, attributes: AttributeTable) {
  const all = (exposure: Exposure) =>
    Object.fromEntries(figuresIn(after, attributes).map(({ key, of }) => [key, of(exposure)]));
  return { before: all(before), after: all(after), sites: sites ?? null };
}

function isSame(a: Interval, b: Interval): boolean {
  return a.least === b.least && a.most === b.most;
}
