import type { ContractTransaction, Signer } from "ethers";

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
  const proposal = await proposalOf(accreditation, keys, right, {
    ...terms,
    processCommitment: processCommitment(process),
    attributes: grants,
    raisedAtMint,
  });
  const proposed = await mined(accreditor.sendTransaction(proposal));
  const siteId = await numberInEvent(proposed, accreditation, "SiteProposed", "siteId");
  await mined(accreditation.connect(tracingAuthority).confirm(siteId, keysHashOf(keys)));
  for (const attribute of attributesInSet(grants)) {
    const controlled = accreditation.connect(controllers[attribute]);
    await mined(controlled.grant(siteId, attribute, terms.auditedOn, terms.validUntil));
  }
  return siteId;
}

/** The call by which the accreditor proposes a site. */
export function proposalOf(
  accreditation: Accreditation,
  keys: SiteKeys,
  right: SiteRight,
  terms: SiteTerms,
): Promise<ContractTransaction> {
  const { siteKey, traceKey } = keys;
  const [assayerX, assayerY] = keys.assayer;
  const proposed = { siteKey, traceKey, assayerX, assayerY };
  return accreditation.propose.populateTransaction(proposed, SITE_RIGHTS.indexOf(right), terms);
}
