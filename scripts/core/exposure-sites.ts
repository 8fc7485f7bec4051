import type { Policy, PolicyRow } from "./policy.ts";
import { CO2E_CAP } from "./co2e-cap.ts";
import type { SiteProfile } from "./site.ts";
import { attributesInSet, WHOLE_SHARE } from "./attributes.ts";

/** What the public knows of a mint. */
export interface PublicMint {
  /** The day of its proof, since 1970-01-01. */
  readonly day: number;
  /** What is claimed, or will be, of the very lot that is minted, and of no blend of it. */
  readonly claims?: readonly { readonly policy: Policy; readonly day: number }[];
}

/**
 * The sites among which a mint hides. Public are its day, its permit and its registry, so any site of the registry's tree
 * that may mint, is valid on that day and has permits can have made it, until claims narrow that down: a minted lot's
 * shares are the site's grants, its oldest audit the site's. Footprints are hidden, so any is reckoned with, for each row
 * by itself. Never leaves out a site that fits.
 *
 * Not reckoned with: who owns the lot, which account sends, when and how often it does.
 * @param sites what stands in the tree of the mint's registry
 */
export function sitesThatFit<Site extends { readonly profile: SiteProfile }>(
  sites: readonly Site[],
  { day, claims = [] }: PublicMint,
): Site[] {
  return sites.filter(
    ({ profile }) =>
      profile.right === "mint" &&
      profile.permits > 0 &&
      day <= profile.validUntil &&
      claims.every((claim) => canMeet(profile, claim)),
  );
}

/** Whether a lot that the site mints could meet a policy. */
function canMeet(profile: SiteProfile, { policy, day }: { policy: Policy; day: number }): boolean {
  return policy.massMin <= profile.unitGrams && policy.rows.every((row) => mostOf(row, profile, day) >= 0n);
}

/** The most that a row comes to: a footprint of 0, or one at the cap that rests on primary data alone. */
function mostOf(row: PolicyRow, { grants, auditedOn }: SiteProfile, day: number): bigint {
  const { co2eFactor, primaryFactor } = row;
  const share = BigInt(attributesInSet(row.shares & grants).length) * WHOLE_SHARE;
  const footprint = (co2eFactor > primaryFactor ? co2eFactor : primaryFactor) * CO2E_CAP;
  return row.shareFactor * share + footprint + row.auditFactor * BigInt(auditedOn - day) + row.constant;
}
