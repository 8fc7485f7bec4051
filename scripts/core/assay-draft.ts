import { type AssaySignature, type AssayStatement, signAssay, verifyAssay } from "./assay.ts";
import { KoboldError } from "./errors.ts";
import { phrase, type Text } from "./phrase.ts";
import { lotIdOf, type MaskedLot } from "./lot.ts";
import type { Point } from "./site.ts";
import { containedCobalt, formatMass, formatPercent, type WeighedLot } from "./units.ts";

/**
 * What a site asks its assayer to sign. The assayer sees the mass, which it has measured, and of the provenance only
 * the hash: footprints and origins are not its business, and the circuits hold the site to them.
 */
export interface AssayDraft {
  /** The assayer's number of the sample, and the number of the weighbridge ticket. */
  readonly sample: string;
  readonly ticket: string;
  readonly weighed: WeighedLot;
  readonly lot: MaskedLot;
  readonly siteKey: bigint;
  /** The refined lot's parent; 0 for a mint. */
  readonly parent: bigint;
  /** Hash of weighbridge, assay and export papers, as it will stand on the chain. */
  readonly documentsHash: string;
}

/** The assayer's own record of a sample: what it weighed and measured, under the numbers that it gave. */
export interface SampleRecord extends WeighedLot {
  readonly sample: string;
  readonly ticket: string;
}

/** One sample that was signed for. */
export interface SampleEntry {
  readonly sample: string;
  readonly ticket: string;
  readonly statement: AssayStatement;
}

/** The assayer's log of what it has signed. `add` returns only when the entry is durable. */
export interface SampleLog {
  /** Entries with this sample or this ticket. */
  find(sample: string, ticket: string): readonly SampleEntry[];
  add(entry: SampleEntry): void;
}

/** What an assayer holds a draft against. */
export interface AssayDesk {
  readonly privateKey: Uint8Array;
  /** Keys of the sites that it is the assayer of. */
  readonly siteKeys: ReadonlySet<bigint>;
  /** Identifies chain and CobaltLot contract, as in the registry. */
  readonly deployment: bigint;
  readonly log: SampleLog;
}

/**
 * The assayer's side: holds the draft against its own figures, signs the lot that they give, and no other one on the
 * same sample or ticket. The same draft again gets the same signature, since an answer may be lost.
 * @throws MISMATCH naming what does not fit; ALREADY_SIGNED
 */
export function signDraft(desk: AssayDesk, draft: AssayDraft, own: SampleRecord): AssaySignature {
  requireFigures(draft, own);
  if (!desk.siteKeys.has(draft.siteKey)) {
    throw doesNotFit(
      draft,
      phrase`${draft.siteKey.toString()} is not the key of a site that this assayer works for`,
    );
  }
  const statement = statementOf(draft, desk.deployment);
  const { sample, ticket } = draft;
  const entries = desk.log.find(sample, ticket);
  const other = entries.find((entry) => !isSameEntry(entry, { sample, ticket, statement }));
  if (other !== undefined) {
    throw new KoboldError(
      "ALREADY_SIGNED",
      phrase`sample ${other.sample} with ticket ${other.ticket} was signed as lot ${other.statement.lotId}, but the draft of sample ${sample} with ticket ${ticket} is lot ${statement.lotId}`,
      phrase`do not sign the same cobalt twice: take a sample of other cobalt, or find out where the first lot went`,
    );
  }
  if (entries.length === 0) desk.log.add({ sample, ticket, statement });
  return signAssay(desk.privateKey, statement);
}

/** The site's side: the signature that came back is one of its assayer under this very draft. @throws MISMATCH */
export function requireSigned(
  draft: AssayDraft,
  deployment: bigint,
  assayer: Point,
  signature: AssaySignature,
): AssaySignature {
  if (verifyAssay(assayer, statementOf(draft, deployment), signature)) return signature;
  throw doesNotFit(
    draft,
    phrase`the signature is not the assayer's for this lot, site, deployment and parent`,
  );
}

/** What is signed for a draft. @throws OUT_OF_RANGE */
function statementOf({ lot, siteKey, parent }: AssayDraft, deployment: bigint): AssayStatement {
  return { lotId: lotIdOf(lot), siteKey, deployment, parent };
}

function requireFigures(draft: AssayDraft, own: SampleRecord): void {
  const { sample, ticket, weighed, lot } = draft;
  const figures: [Text, string, string][] = [
    [phrase`sample`, sample, own.sample],
    [phrase`ticket`, ticket, own.ticket],
    [phrase`wet mass`, formatMass(weighed.wetGrams), formatMass(own.wetGrams)],
    [phrase`moisture`, formatPercent(weighed.moistureBp), formatPercent(own.moistureBp)],
    [phrase`grade`, formatPercent(weighed.gradeBp), formatPercent(own.gradeBp)],
    [phrase`contained cobalt`, grams(lot.massGrams), grams(containedCobalt(own))],
  ];
  for (const [what, drafted, recorded] of figures) {
    if (drafted !== recorded) {
      throw doesNotFit(draft, phrase`its ${what} is ${drafted}, the assayer's is ${recorded}`);
    }
  }
}

function grams(mass: bigint): string {
  return `${mass.toString()} g`;
}

function isSameEntry(a: SampleEntry, b: SampleEntry): boolean {
  return (
    a.sample === b.sample &&
    a.ticket === b.ticket &&
    a.statement.lotId === b.statement.lotId &&
    a.statement.siteKey === b.statement.siteKey &&
    a.statement.deployment === b.statement.deployment &&
    a.statement.parent === b.statement.parent
  );
}

function doesNotFit({ sample }: AssayDraft, why: Text): KoboldError {
  return new KoboldError(
    "MISMATCH",
    phrase`the draft of sample ${sample} does not agree: ${why}`,
    phrase`settle the difference between site and assayer before anything is signed`,
  );
}
