import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { keysHashOf, type SiteKeys, type SiteProfile } from "../core/site.ts";
import { readLeafChanges } from "./site-leaves.ts";

/** What the accreditation last said of the site with these keys. @throws NOT_ACCREDITED if it was never in the tree */
export async function readSiteProfile(accreditation: Accreditation, keys: SiteKeys): Promise<SiteProfile> {
  const keysHash = keysHashOf(keys);
  const last = (await readLeafChanges(accreditation)).findLast(({ says }) => says?.keysHash === keysHash);
  if (last?.says !== undefined) return last.says.profile;
  throw new KoboldError(
    "NOT_ACCREDITED",
    phrase`no site with these keys was ever accredited on this deployment`,
    phrase`check the site's secrets, its assayer's key and the deployment`,
  );
}
