import { requireBits, requireField, requireRange } from "./field.ts";
import { phrase, type Text } from "./phrase.ts";
import { poseidon } from "./poseidon.ts";
import { ATTRIBUTE_COUNT } from "./attributes.ts";
import { CO2E_CAP } from "./co2e-cap.ts";
import { TAGS } from "./tags.ts";
import { formatCo2e, formatPercent, TEN_THOUSAND } from "./units.ts";

/** The two secrets of a site; the tracing authority is told `traceSecret`, nobody else `siteSecret`. */
export interface SiteSecrets {
  readonly siteSecret: bigint;
  readonly traceSecret: bigint;
}

/** A point of BabyJubjub, the assayer's public key. */
export type Point = readonly [bigint, bigint];

/** The public keys of a site and its assayer. */
export interface SiteKeys {
  readonly siteKey: bigint;
  readonly traceKey: bigint;
  readonly assayer: Point;
}

/** What a site may do, in the contract's order: it has one right for good. */
export const SITE_RIGHTS = ["mint", "refine"] as const;
export type SiteRight = (typeof SITE_RIGHTS)[number];

/** What is public of a site's accreditation, packed into its leaf. */
export interface SiteProfile {
  readonly right: SiteRight;
  /** 18-bit set of the attributes that it holds a grant of. */
  readonly grants: bigint;
  /** Lots that it may mint or refine in a period. */
  readonly permits: number;
  /** Heaviest lot of one permit, grams of contained cobalt. */
  readonly unitGrams: bigint;
  readonly auditedOn: number;
  readonly validUntil: number;
}

/** What the auditor measured of a site's process; the chain sees only a commitment to it. */
export interface ProcessFigures {
  /** Grams CO2e that the site adds per tonne of cobalt that leaves it, at least. */
  readonly emissionFloor: bigint;
  /** Part of the floor that rests on primary data, in 1/10,000. */
  readonly primaryShare: bigint;
  /** Cobalt out per cobalt in, in 1/10,000. */
  readonly yieldMin: bigint;
  readonly yieldMax: bigint;
  readonly processSalt: bigint;
}

/** All that a site needs to make a proof, except its place in the tree. */
export interface Site {
  readonly secrets: SiteSecrets;
  readonly assayer: Point;
  readonly profile: SiteProfile;
  readonly process: ProcessFigures;
}

export function siteKeysOf(secrets: SiteSecrets, assayer: Point): SiteKeys {
  return {
    siteKey: poseidon(requireField(phrase`site secret`, secrets.siteSecret), TAGS.SITE),
    traceKey: traceKeyOf(secrets.traceSecret),
    assayer,
  };
}

export function traceKeyOf(traceSecret: bigint): bigint {
  return poseidon(requireField(phrase`trace secret`, traceSecret), TAGS.TRACE);
}

/** The profile as one number of 100 bits, lowest bits first. @throws OUT_OF_RANGE */
export function packProfile(profile: SiteProfile): bigint {
  const fields: [Text, bigint, number][] = [
    [phrase`right`, 1n << BigInt(SITE_RIGHTS.indexOf(profile.right)), 2],
    [phrase`grants`, profile.grants, ATTRIBUTE_COUNT],
    [phrase`number of permits`, BigInt(profile.permits), 16],
    [phrase`grams of a permit`, profile.unitGrams, 32],
    [phrase`day of the audit`, BigInt(profile.auditedOn), 16],
    [phrase`last day`, BigInt(profile.validUntil), 16],
  ];
  let packed = 0n;
  let place = 0n;
  for (const [what, value, bits] of fields) {
    packed |= requireBits(what, value, bits) << place;
    place += BigInt(bits);
  }
  return packed;
}

/** The profile that `packProfile` has packed. */
export function unpackProfile(packed: bigint): SiteProfile {
  const bits = (place: number, size: number) => (packed >> BigInt(place)) & ((1n << BigInt(size)) - 1n);
  return {
    right: bits(0, 1) === 1n ? "mint" : "refine",
    grants: bits(2, ATTRIBUTE_COUNT),
    permits: Number(bits(20, 16)),
    unitGrams: bits(36, 32),
    auditedOn: Number(bits(68, 16)),
    validUntil: Number(bits(84, 16)),
  };
}

/** Commitment to the process figures. @throws OUT_OF_RANGE where the circuits would refuse them */
export function processCommitment(figures: ProcessFigures): bigint {
  requireRange(phrase`emission floor`, figures.emissionFloor, 0n, CO2E_CAP, formatCo2e);
  requireRange(phrase`share of primary data`, figures.primaryShare, 0n, TEN_THOUSAND, formatPercent);
  requireRange(phrase`highest yield`, figures.yieldMax, 0n, TEN_THOUSAND, formatPercent);
  requireRange(phrase`lowest yield`, figures.yieldMin, 0n, TEN_THOUSAND, formatPercent);
  return poseidon(
    figures.emissionFloor,
    figures.primaryShare,
    figures.yieldMin,
    figures.yieldMax,
    figures.processSalt,
    TAGS.PROCESS,
  );
}

/** P4(siteKey, traceKey, assayer.x, assayer.y), by which the tracing authority names the keys that it has seen. */
export function keysHashOf({ siteKey, traceKey, assayer }: SiteKeys): bigint {
  return poseidon(siteKey, traceKey, ...assayer);
}

/** The site's leaf in the accreditation tree. */
export function siteLeaf(keys: SiteKeys, profile: SiteProfile, commitment: bigint): bigint {
  return poseidon(keysHashOf(keys), packProfile(profile), commitment);
}

/** The permit number `index` of a site in a period; nobody without `traceSecret` can link two of them. */
export function permitOf(traceSecret: bigint, period: number, index: number): bigint {
  return poseidon(traceSecret, BigInt(period), BigInt(index), TAGS.PERMIT);
}
