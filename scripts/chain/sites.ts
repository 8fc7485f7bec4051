import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { type SiteProfile, unpackProfile } from "../core/site.ts";
import { readAttributes, readRegistry, siblingsOf } from "./registry.ts";
import { readSiteKeys } from "./site-keys.ts";

/** What anyone can read of a site. */
export interface PublicSite {
  readonly siteId: bigint;
  readonly siteKey: bigint;
  /** `accredited` while its leaf is in the tree; its dates may be over all the same. */
  readonly status: "proposed" | "accredited" | "suspended" | "out";
  /** Of its leaf; of the accreditor's terms, without grants, while it has none. */
  readonly profile: SiteProfile;
}

/** All sites that were ever proposed, in the order of their ids. */
export async function readSites(accreditation: Accreditation): Promise<PublicSite[]> {
  const known = await readSiteKeys(accreditation);
  const latest = new Map(known.map(({ siteId, keys }) => [siteId, keys.siteKey]));
  return Promise.all(
    [...latest].map(async ([siteId, siteKey]) => {
      const { confirmed, suspended, leaf, profile: packed, terms } = await accreditation.siteOf(siteId);
      const status = suspended ? "suspended" : leaf !== 0n ? "accredited" : confirmed ? "out" : "proposed";
      const asProposed = {
        mayMint: terms.mayMint,
        mayRefine: terms.mayRefine,
        grants: 0n,
        permits: Number(terms.permits),
        unitGrams: terms.unitGrams,
        auditedOn: Number(terms.auditedOn),
        validUntil: Number(terms.validUntil),
      };
      const profile = leaf === 0n ? asProposed : unpackProfile(packed);
      return { siteId, siteKey, status, profile } as const;
    }),
  );
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

/** The attribute with this name. @throws NOT_FOUND */
export async function attributeNumber(accreditation: Accreditation, name: string): Promise<number> {
  const attributes = await readAttributes(accreditation);
  const attribute = attributes.findIndex((each) => each?.name === name);
  if (attribute >= 0) return attribute;
  const names = attributes.flatMap((each) => each?.name ?? []).join(", ");
  throw new KoboldError("NOT_FOUND", phrase`no attribute is called "${name}"`, phrase`use one of ${names}`);
}

/** The nodes beside a site's leaf now. */
export async function siblingsNow(accreditation: Accreditation, siteId: bigint): Promise<bigint[]> {
  return siblingsOf(await readRegistry(accreditation), siteId);
}
