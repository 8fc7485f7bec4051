import { type AssaySignature, verifyAssay } from "./assay.ts";
import type { CircuitInputs } from "./circuit-inputs.ts";
import { isoDateOf, periodOf, whenOf } from "./calendar.ts";
import { KoboldError } from "./errors.ts";
import { phrase, type Text } from "./phrase.ts";
import { formatMass } from "./units.ts";
import { permits } from "./counts.ts";
import { type Registry, registryHash } from "./registry.ts";
import {
  packProfile,
  permitOf,
  processCommitment,
  type Site,
  siteKeysOf,
  siteLeaf,
  type SiteRight,
} from "./site.ts";
import { packAttributeRules } from "./attributes.ts";

/** What a mint or refine by a site is proven under. */
export interface SiteOperation {
  readonly site: Site;
  readonly registry: Registry;
  /** The day of the operation, since 1970-01-01. */
  readonly day: number;
  /** Which of the period's permits it uses, from 0. */
  readonly permitIndex: number;
  /** What the proof is bound to: recipient, documents, note, submitter; see `chain`. */
  readonly context: bigint;
  /** The assayer's signature under the lot that results. */
  readonly assay: AssaySignature;
}

/** @throws RULE_BROKEN if the site may not make such a lot today */
export function requireSiteMay(right: SiteRight, { profile }: Site, day: number, massGrams: bigint): void {
  const broken = (message: Text, remedy: Text) => new KoboldError("RULE_BROKEN", message, remedy);
  if (profile.right !== right) {
    throw broken(
      right === "mint"
        ? phrase`the site is not accredited to mint`
        : phrase`the site is not accredited to refine`,
      phrase`use a site with this right: one that does both is two sites, audited apart`,
    );
  }
  if (day > profile.validUntil) {
    throw broken(
      phrase`the accreditation ended on ${isoDateOf(profile.validUntil)}`,
      phrase`have the site audited and its accreditation or the lapsed grant renewed`,
    );
  }
  if (massGrams > profile.unitGrams) {
    throw broken(
      phrase`${formatMass(massGrams)} is more than the ${formatMass(profile.unitGrams)} that one permit allows`,
      phrase`divide the quantity among several permits`,
    );
  }
}

/** The public signals and inputs that mint and refine have in common. */
export function siteOperationInputs(operation: SiteOperation, lotId: bigint, parent: bigint): CircuitInputs {
  const { site, registry, day, permitIndex, context, assay } = operation;
  const { secrets, assayer, profile, process } = site;
  const keys = siteKeysOf(secrets, assayer);
  if (permitIndex < 0 || permitIndex >= profile.permits) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`permit ${permitIndex} does not exist: the site has ${permits(profile.permits)} a month, counted from 0`,
      phrase`wait for the next month, or ask the accreditor for more permits`,
    );
  }
  const statement = { lotId, siteKey: keys.siteKey, deployment: registry.deployment, parent };
  if (!verifyAssay(assayer, statement, assay)) {
    throw new KoboldError(
      "RULE_BROKEN",
      phrase`the assayer's signature is not valid for this lot, site, deployment and parent`,
      phrase`have the assayer of the site sign this lot`,
    );
  }
  const path = registry.tree.path(siteLeaf(keys, profile, processCommitment(process)));
  return {
    registry: registryHash(registry),
    when: whenOf(day),
    permit: permitOf(secrets.traceSecret, periodOf(day), permitIndex),
    context,
    siteSecret: secrets.siteSecret,
    traceSecret: secrets.traceSecret,
    assayer,
    profile: packProfile(profile),
    emissionFloor: process.emissionFloor,
    primaryShare: process.primaryShare,
    yieldMin: process.yieldMin,
    yieldMax: process.yieldMax,
    processSalt: process.processSalt,
    depth: BigInt(path.depth),
    index: BigInt(path.index),
    siblings: path.siblings,
    attributeRules: packAttributeRules(registry.attributes),
    deployment: registry.deployment,
    permitIndex: BigInt(permitIndex),
    signatureR8: assay.r8,
    signatureS: assay.s,
  };
}
