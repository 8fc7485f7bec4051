import type { Accreditation } from "../../types/contracts/Accreditation.ts";
import { type SiteProfile, unpackProfile } from "../core/site.ts";
import { byPosition, type LogPosition, positionOf } from "./history/log-position.ts";
import { readEvents } from "./history/read-events.ts";

/** A leaf of the tree of sites that was inserted, replaced or removed. */
export interface LeafChange extends LogPosition {
  readonly siteId: bigint;
  /** Which leaf of the tree it is, from 0. */
  readonly position: number;
  /** 0 where it was removed. */
  readonly leaf: bigint;
  /** What the leaf says; undefined where it was removed. */
  readonly says: { readonly keysHash: bigint; readonly profile: SiteProfile } | undefined;
}

/** Every change of the tree of sites, oldest first. */
export async function readLeafChanges(accreditation: Accreditation): Promise<LeafChange[]> {
  const { filters } = accreditation;
  const [inserted, replaced, removed] = await Promise.all([
    readEvents(accreditation, filters.LeafInserted()),
    readEvents(accreditation, filters.LeafReplaced()),
    readEvents(accreditation, filters.LeafRemoved()),
  ]);
  const set = [...inserted, ...replaced].map((log): LeafChange => {
    const { siteId, index, leaf, keysHash, profile } = log.args;
    const says = { keysHash, profile: unpackProfile(profile) };
    return { ...positionOf(log), siteId, position: Number(index), leaf, says };
  });
  const emptied = removed.map((log): LeafChange => {
    const { siteId, index } = log.args;
    return { ...positionOf(log), siteId, position: Number(index), leaf: 0n, says: undefined };
  });
  return [...set, ...emptied].sort(byPosition);
}
