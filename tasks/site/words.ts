import type { PublicSite } from "../../scripts/chain/sites.ts";
import { type Phrase, phrase } from "../../scripts/core/phrase.ts";

/** Where a site stands on the chain, in words. */
export const SITE_STATUS_WORDS: Readonly<Record<PublicSite["status"], Phrase>> = {
  proposed: phrase`proposed`,
  accredited: phrase`accredited`,
  suspended: phrase`suspended`,
  out: phrase`out of the tree`,
};
