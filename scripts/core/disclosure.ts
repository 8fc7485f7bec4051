import { type Lot, lotId } from "./lot.ts";
import { MADE_BY_WORDS } from "./made-by.ts";
import { blend } from "./merge.ts";
import { phrase, type Text } from "./phrase.ts";
import { formatMass } from "./units.ts";
import { co2eOf, isAtMost, isSameProvenance } from "./provenance.ts";
import { attributeRule, type AttributeTable } from "./attributes.ts";

/** How the chain says that a lot came to be. */
export interface LotFacts {
  readonly kind: "mint" | "split" | "merge" | "refine";
  readonly parents: readonly bigint[];
}

/** A lot whose opening was disclosed and is genuine: its id is on the chain. */
export interface DisclosedLot extends LotFacts {
  readonly lotId: bigint;
  readonly lot: Lot;
}

/** What an auditor learns from a disclosure. It is as it should be if there are no problems. */
export interface DisclosureReport {
  /** From the lot in question back to its origins. */
  readonly lots: readonly DisclosedLot[];
  /** Its ancestors that were not opened: earlier owners know them. */
  readonly undisclosed: readonly bigint[];
  readonly problems: readonly Text[];
}

/**
 * Checks the openings that an owner discloses of a lot and of as much of its lineage as it knows: each is a lot of the
 * chain and in this lineage, and from lot to lot cobalt, emissions and bounds go as the rules say. The last follows
 * from the proofs, unless their keys allow forgery.
 * @param factsOf what the chain says of a lot; undefined for an unknown one
 */
export function checkDisclosure(
  subject: bigint,
  openings: readonly Lot[],
  factsOf: (lotId: bigint) => LotFacts | undefined,
  attributes: AttributeTable,
): DisclosureReport {
  const opened = new Map(openings.map((lot) => [lotId(lot), lot]));
  const lineage = lineageOf(subject, factsOf);
  const lots = [...lineage].flatMap(([id, facts]) => {
    const lot = opened.get(id);
    return lot === undefined ? [] : [{ lotId: id, lot, ...facts }];
  });
  const foreign = [...opened.keys()].filter((id) => !lineage.has(id));
  return {
    lots,
    undisclosed: [...lineage.keys()].filter((id) => !opened.has(id)),
    problems: [
      ...(factsOf(subject) === undefined
        ? [phrase`lot ${subject.toString()} does not exist on this chain`]
        : []),
      ...(opened.has(subject) ? [] : [phrase`the opening of lot ${subject.toString()} itself is missing`]),
      ...foreign.map((id) =>
        factsOf(id) === undefined
          ? phrase`an opening gives lot ${id.toString()}, which does not exist on this chain`
          : phrase`lot ${id.toString()} is not an ancestor of lot ${subject.toString()}`,
      ),
      ...lots.flatMap((child) => stepProblems(child, opened, attributes)),
      ...overdrawn(lots, opened),
    ],
  };
}

/** The lot and its ancestors, nearest first. */
export function lineageOf(
  subject: bigint,
  factsOf: (lotId: bigint) => LotFacts | undefined,
): Map<bigint, LotFacts> {
  const lineage = new Map<bigint, LotFacts>();
  const next = [subject];
  for (const id of next) {
    const facts = lineage.has(id) ? undefined : factsOf(id);
    if (facts === undefined) continue;
    lineage.set(id, { kind: facts.kind, parents: facts.parents });
    next.push(...facts.parents);
  }
  return lineage;
}

function stepProblems(
  { lotId: id, lot, kind, parents: parentIds }: DisclosedLot,
  opened: ReadonlyMap<bigint, Lot>,
  attributes: AttributeTable,
): Text[] {
  const parents = parentIds.flatMap((parent) => opened.get(parent) ?? []);
  const [parent] = parents;
  if (parent === undefined || parents.length < parentIds.length) return [];
  const broken = (what: Text) => [phrase`the ${MADE_BY_WORDS[kind]} that made lot ${id.toString()} ${what}`];
  switch (kind) {
    case "mint":
      return [];
    case "split":
      return isSameProvenance(lot.provenance, parent.provenance)
        ? []
        : broken(phrase`changes the provenance`);
    case "merge": {
      const mass = parents.reduce((sum, { massGrams }) => sum + massGrams, 0n);
      if (mass !== lot.massGrams)
        return broken(phrase`makes ${formatMass(lot.massGrams)} of ${formatMass(mass)}`);
      return isAtMost(lot.provenance, blend(parents))
        ? []
        : broken(phrase`has a better figure than the blend of its parents`);
    }
    case "refine":
      return refineProblems(parent, lot, attributes).flatMap(broken);
  }
}

/** What no refining may do, as far as it shows without the site's own figures; empty if nothing is wrong. */
export function refineProblems(parent: Lot, child: Lot, attributes: AttributeTable): Text[] {
  const { shares, oldestAudit } = child.provenance;
  return [
    ...(child.massGrams <= parent.massGrams ? [] : [phrase`returns more cobalt than it took`]),
    ...(keepsEmissions(parent, child) ? [] : [phrase`lowers the emissions`]),
    ...(oldestAudit <= parent.provenance.oldestAudit ? [] : [phrase`makes the oldest audit younger`]),
    ...shares.flatMap((share, j) =>
      attributeRule(attributes, j) === "raise" || share <= (parent.provenance.shares[j] ?? 0n)
        ? []
        : [phrase`raises the share of attribute ${j}`],
    ),
  ];
}

/** A footprint at the cap says nothing, which is always allowed. */
function keepsEmissions(parent: Lot, child: Lot): boolean {
  const before = co2eOf(parent.provenance) * parent.massGrams;
  return child.provenance.co2eMargin === 0n || co2eOf(child.provenance) * child.massGrams >= before;
}

/** Lots that were split into more than they weighed, as far as their pieces are in the lineage. */
function overdrawn(lots: readonly DisclosedLot[], opened: ReadonlyMap<bigint, Lot>): Text[] {
  const drawn = new Map<bigint, bigint>();
  for (const { kind, parents, lot } of lots) {
    const [parent] = parents;
    if (kind === "split" && parent !== undefined)
      drawn.set(parent, (drawn.get(parent) ?? 0n) + lot.massGrams);
  }
  return [...drawn].flatMap(([parent, mass]) => {
    const lot = opened.get(parent);
    if (lot === undefined || mass <= lot.massGrams) return [];
    return [
      phrase`lot ${parent.toString()} of ${formatMass(lot.massGrams)} was split into at least ${formatMass(mass)}`,
    ];
  });
}
