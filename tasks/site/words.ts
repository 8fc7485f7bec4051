import type { PublicSite } from "../../scripts/chain/sites.ts";
import { type Phrase, phrase } from "../../scripts/core/phrase.ts";
import type { SiteRight } from "../../scripts/core/site.ts";

/** Where a site stands on the chain, in words. */
export const SITE_STATUS_WORDS: Readonly<Record<PublicSite["status"], Phrase>> = {
  proposed: phrase`proposed`,
  accredited: phrase`accredited`,
  suspended: phrase`suspended`,
  out: phrase`out of the tree`,
};

/** What a site may do, in a word; `--right` takes the English one. */
export const SITE_RIGHT_WORDS: Readonly<Record<SiteRight, Phrase>> = {
  mint: phrase`mint`,
  refine: phrase`refine`,
};
