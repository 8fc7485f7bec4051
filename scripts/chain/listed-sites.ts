import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import { type SiteProfile, unpackProfile } from "../core/site.ts";

/** A site as the tree lists it. */
export interface ListedSite {
  readonly siteId: bigint;
  readonly profile: SiteProfile;
}

/**
 * The sites of a registry's tree, as anybody reads them.
 * @param registry one that was or is current; the present one by default
 */
export async function readListedSites(
  accreditation: Accreditation,
  registry?: bigint,
): Promise<ListedSite[]> {
  const { filters } = accreditation;
  const [inserted, replaced, removed, changes] = await Promise.all([
    accreditation.queryFilter(filters.LeafInserted()),
    accreditation.queryFilter(filters.LeafReplaced()),
    accreditation.queryFilter(filters.LeafRemoved()),
    registry === undefined ? [] : accreditation.queryFilter(filters.RegistryChanged(registry)),
  ]);
  // a registry is announced right behind the leaf that made it
  const until = changes.at(-1);
  const listed = new Map<bigint, SiteProfile>();
  const events = [
    ...[...inserted, ...replaced].map((event) => ({
      ...placeOf(event),
      siteId: event.args.siteId,
      profile: unpackProfile(event.args.profile),
    })),
    ...removed.map((event) => ({ ...placeOf(event), siteId: event.args.siteId, profile: undefined })),
  ].sort(inOrder);
  for (const { siteId, profile, ...place } of events) {
    if (until !== undefined && inOrder(place, placeOf(until)) > 0) break;
    if (profile === undefined) listed.delete(siteId);
    else listed.set(siteId, profile);
  }
  return [...listed].map(([siteId, profile]) => ({ siteId, profile }));
}

interface LogPosition {
  readonly block: number;
  readonly log: number;
}

function placeOf({ blockNumber, index }: { blockNumber: number; index: number }): LogPosition {
  return { block: blockNumber, log: index };
}

function inOrder(a: LogPosition, b: LogPosition): number {
  return a.block - b.block || a.log - b.log;
}
