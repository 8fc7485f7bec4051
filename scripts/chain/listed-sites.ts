import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import type { SiteProfile } from "../core/site.ts";
import { byPosition } from "./history/log-position.ts";
import { readEvents } from "./history/read-events.ts";
import { readLeafChanges } from "./site-leaves.ts";

/**
 * The sites of a registry's tree, as anybody reads them.
 * @param registry one that was or is current; the present one by default
 */
export async function readListedSites(accreditation: Accreditation, registry?: bigint) {
  const changed = accreditation.filters.RegistryChanged(registry);
  const [leaves, registries] = await Promise.all([
    readLeafChanges(accreditation),
    registry === undefined ? [] : readEvents(accreditation, changed),
  ]);
  // a registry is announced right behind the leaf that made it
  const until = registries.at(-1);
  const listed = new Map<bigint, SiteProfile>();
  for (const { siteId, says, ...position } of leaves) {
    if (until !== undefined && byPosition(position, until) > 0) break;
    if (says === undefined) listed.delete(siteId);
    else listed.set(siteId, says.profile);
  }
  return [...listed].map(([siteId, profile]) => ({ siteId, profile }));
}
