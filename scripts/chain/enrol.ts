import type { Signer } from "ethers";

import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import {
  keysHashOf,
  processCommitment,
  type ProcessFigures,
  SITE_RIGHTS,
  type SiteKeys,
  type SiteProfile,
  type SiteRight,
} from "../core/site.ts";
import { attributesInSet } from "../core/attributes.ts";
import { actAsRole } from "./act-as-role.ts";
import { mined } from "./refusal.ts";
import { numberInEvent } from "./receipt.ts";
import type { SiteTerms } from "./sites.ts";

/** Who accredits a site. */
export interface Accreditors {
  readonly accreditor: Signer;
  readonly tracingAuthority: Signer;
  /** The controller of each attribute. */
  readonly controllers: readonly (Signer | undefined)[];
}

/**
 * Takes a site into the accreditation tree: proposal, confirmation, and a grant for each attribute of its profile, all
 * with the profile's dates. It is open to these attributes and no others.
 * @param raisedAtMint those of them that refining raises, where the site mints
 * @returns the site's id
 * @throws ChainRefusal
 */
export async function enrolSite(
  accreditation: Accreditation,
  { accreditor, tracingAuthority, controllers }: Accreditors,
  keys: SiteKeys,
  profile: SiteProfile,
  process: ProcessFigures,
  raisedAtMint = 0n,
): Promise<bigint> {
  const { grants, right, ...terms } = profile;
  const siteId = await proposeSite(accreditation, accreditor, keys, right, {
    ...terms,
    processCommitment: processCommitment(process),
    attributes: grants,
    raisedAtMint,
  });
  await mined(accreditation.connect(tracingAuthority).confirm(siteId, keysHashOf(keys)));
  for (const attribute of attributesInSet(grants)) {
    const controlled = accreditation.connect(controllers[attribute]);
    await mined(controlled.grant(siteId, attribute, terms.auditedOn, terms.validUntil));
  }
  return siteId;
}

/** The accreditor's proposal of a site. @returns the site's id @throws ChainRefusal */
export async function proposeSite(
  accreditation: Accreditation,
  accreditor: Signer,
  keys: SiteKeys,
  right: SiteRight,
  terms: SiteTerms,
): Promise<bigint> {
  const { siteKey, traceKey } = keys;
  const [assayerX, assayerY] = keys.assayer;
  const proposed = { siteKey, traceKey, assayerX, assayerY };
  const proposal = await actAsRole(
    accreditor,
    accreditation.propose.populateTransaction(proposed, SITE_RIGHTS.indexOf(right), terms),
  );
  return numberInEvent(proposal, accreditation, "SiteProposed", "siteId");
}
