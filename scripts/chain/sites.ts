import type { Accreditation, IAccreditation } from "../../types/contracts/Accreditation.ts";
import { attributeRule, attributeSet, attributesInSet, type AttributeTable } from "../core/attributes.ts";
import { KoboldError } from "../core/errors.ts";
import { type Phrase, phrase } from "../core/phrase.ts";
import { SITE_RIGHTS, type SiteProfile, type SiteRight, unpackProfile } from "../core/site.ts";
import { refusable } from "./refusal.ts";
import { readAttributes } from "./registry.ts";
import { readSiteKeys } from "./site-keys.ts";

/** What anyone can read of a site. */
export interface PublicSite {
  readonly siteId: bigint;
  readonly siteKey: bigint;
  /** `accredited` while its leaf is in the tree; its dates may be over all the same. */
  readonly status: "proposed" | "accredited" | "suspended" | "out";
  /** Of its leaf; of the accreditor's terms, without grants, while it has none. */
  readonly profile: SiteProfile;
  /** The set of attributes that the accreditor has opened it to. */
  readonly open: bigint;
  /** Those of them that refining raises and that it may hold although it mints. */
  readonly raisedAtMint: bigint;
}

/** What the accreditor grants a site that refines or mints. */
export interface SiteTerms extends Omit<SiteProfile, "right" | "grants"> {
  readonly processCommitment: bigint;
  /** Sets of attributes, 18 bits each. */
  readonly attributes: bigint;
  readonly raisedAtMint: bigint;
}

/** All sites that were ever proposed, in the order of their ids. */
export async function readSites(accreditation: Accreditation): Promise<PublicSite[]> {
  const known = await readSiteKeys(accreditation);
  const latest = new Map(known.map(({ siteId, keys }) => [siteId, keys.siteKey]));
  return Promise.all(
    [...latest].map(async ([siteId, siteKey]) => {
      const site = await accreditation.siteOf(siteId);
      const { confirmed, suspended, profile, right } = site;
      const terms = termsOf(site.terms);
      const inTree = profile !== 0n;
      const status = suspended ? "suspended" : inTree ? "accredited" : confirmed ? "out" : "proposed";
      return {
        siteId,
        siteKey,
        status,
        profile: inTree ? unpackProfile(profile) : { ...terms, right: rightOf(right), grants: 0n },
        open: terms.attributes,
        raisedAtMint: terms.raisedAtMint,
      } as const;
    }),
  );
}

/** What the accreditor grants a site now. @throws ChainRefusal for a site that was never proposed */
export async function readTerms(accreditation: Accreditation, siteId: bigint): Promise<SiteTerms> {
  return termsOf((await refusable(accreditation.siteOf(siteId))).terms);
}

function termsOf(terms: IAccreditation.TermsStructOutput): SiteTerms {
  const { processCommitment, permits, unitGrams, auditedOn, validUntil, attributes, raisedAtMint } = terms;
  return {
    processCommitment,
    permits: Number(permits),
    unitGrams,
    auditedOn: Number(auditedOn),
    validUntil: Number(validUntil),
    attributes,
    raisedAtMint,
  };
}

/** A right as the contract numbers it. */
export function rightOf(number: bigint): SiteRight {
  return SITE_RIGHTS[Number(number)] ?? "mint";
}

/** The id that a person gives. @throws BAD_FIGURE */
export function siteIdOf(text: string): bigint {
  if (/^[1-9]\d{0,5}$/.test(text)) return BigInt(text);
  throw new KoboldError(
    "BAD_FIGURE",
    phrase`"${text}" is not a site's id`,
    phrase`\`site list\` shows the ids`,
  );
}

/** The attributes that refining raises and that a site may hold although it mints. */
export function raisedBy(right: SiteRight, raisedAtMint: bigint, attributes: AttributeTable): number[] {
  const raised = right === "mint" ? attributesInSet(raisedAtMint) : [];
  return raised.filter((attribute) => attributeRule(attributes, attribute) === "raise");
}

/** What it means for buyers that a site may hold such attributes. */
export function raisedInWords(siteId: bigint, names: readonly string[]): Phrase {
  return phrase`site ${siteId} mints, and may hold ${names.join(", ")}, which else only refining gives`;
}

/** The attribute with this name. @throws NOT_FOUND */
export async function attributeNumber(accreditation: Accreditation, name: string): Promise<number> {
  return numberIn(await readAttributes(accreditation), name);
}

/** The set of the attributes that a person gives, such as `rmap,irma-50`, or `none`. @throws NOT_FOUND */
export function attributesGiven(attributes: AttributeTable, text: string): bigint {
  const names = text === "" || text === "none" ? [] : text.split(",");
  return attributeSet(names.map((name) => numberIn(attributes, name.trim())));
}

function numberIn(attributes: AttributeTable, name: string): number {
  const attribute = attributes.findIndex((each) => each?.name === name);
  if (attribute >= 0) return attribute;
  const names = attributes.flatMap((each) => each?.name ?? []).join(", ");
  throw new KoboldError("NOT_FOUND", phrase`no attribute is called "${name}"`, phrase`use one of ${names}`);
}
