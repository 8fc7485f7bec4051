import type { Signer } from "ethers";

import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import {
  keysHashOf,
  processCommitment,
  type ProcessFigures,
  type SiteKeys,
  type SiteProfile,
} from "../core/site.ts";
import { attributesInSet } from "../core/attributes.ts";
import { mined } from "./refusal.ts";
import { readSiteKeys } from "./site-keys.ts";
import { siblingsNow } from "./sites.ts";

/** Who accredits a site. */
export interface Accreditors {
  readonly accreditor: Signer;
  readonly tracingAuthority: Signer;
  /** The controller of each attribute. */
  readonly controllers: readonly (Signer | undefined)[];
}

/**
 * Takes a site into the accreditation tree: proposal, confirmation, and a grant for each attribute of its profile, all
 * with the profile's dates.
 * @returns the site's id
 * @throws ChainRefusal
 */
export async function enrolSite(
  accreditation: Accreditation,
  { accreditor, tracingAuthority, controllers }: Accreditors,
  keys: SiteKeys,
  profile: SiteProfile,
  process: ProcessFigures,
): Promise<bigint> {
  const { grants, ...terms } = profile;
  const siteTerms = { ...terms, processCommitment: processCommitment(process) };
  const siteId = await proposeSite(accreditation.connect(accreditor), keys, siteTerms);
  await mined(accreditation.connect(tracingAuthority).confirm(siteId, keysHashOf(keys)));
  for (const attribute of attributesInSet(grants)) {
    const siblings = await siblingsNow(accreditation, siteId);
    const controlled = accreditation.connect(controllers[attribute]);
    await mined(controlled.grant(siteId, attribute, terms.auditedOn, terms.validUntil, siblings));
  }
  return siteId;
}

/** The accreditor's proposal of a site. @returns the site's id @throws ChainRefusal */
export async function proposeSite(
  accreditation: Accreditation,
  keys: SiteKeys,
  terms: Omit<SiteProfile, "grants"> & { readonly processCommitment: bigint },
): Promise<bigint> {
  const { siteKey, traceKey } = keys;
  const [assayerX, assayerY] = keys.assayer;
  const proposal = await mined(accreditation.propose({ siteKey, traceKey, assayerX, assayerY }, terms));
  // another may have been proposed at the same time
  const proposed = await readSiteKeys(accreditation, proposal.blockNumber, proposal.blockNumber);
  const own = proposed.find((site) => site.keys.siteKey === siteKey);
  if (own === undefined) throw new TypeError("a proposal that was mined left no event");
  return own.siteId;
}
