import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { keysHashOf, type SiteKeys, type SiteProfile, unpackProfile } from "../core/site.ts";

/** What the accreditation last said of the site with these keys. @throws NOT_ACCREDITED if it was never in the tree */
export async function readSiteProfile(accreditation: Accreditation, keys: SiteKeys): Promise<SiteProfile> {
  const [inserted, replaced] = await Promise.all([
    accreditation.queryFilter(accreditation.filters.LeafInserted()),
    accreditation.queryFilter(accreditation.filters.LeafReplaced()),
  ]);
  const keysHash = keysHashOf(keys);
  const last = [...inserted, ...replaced]
    .filter(({ args }) => args.keysHash === keysHash)
    .sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index)
    .at(-1);
  if (last !== undefined) return unpackProfile(last.args.profile);
  throw new KoboldError(
    "NOT_ACCREDITED",
    phrase`no site with these keys was ever accredited on this deployment`,
    phrase`check the site's secrets, its assayer's key and the deployment`,
  );
}
