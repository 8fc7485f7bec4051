import { permitOf } from "./site.ts";

/** What the tracing authority knows of a site. */
export interface TracedSite {
  readonly name: string;
  readonly traceSecret: bigint;
  /** The most permits that it ever had in a period. */
  readonly permits: number;
}

/** A permit as a mint or refine published it. */
export interface PermitUse {
  readonly permit: bigint;
  /** That of the operation's day. */
  readonly period: number;
}

/** Where a permit comes from. */
export interface PermitLink {
  readonly site: string;
  /** Its number among the site's permits of the period, from 0. */
  readonly index: number;
}

/**
 * Links permits to the sites that used them, by computing each site's permits of the periods in question until all are
 * found. A permit that is in no site's list is missing from the result: a site is unknown or its `permits` too low.
 */
export function linkPermits(
  sites: readonly TracedSite[],
  uses: readonly PermitUse[],
): Map<bigint, PermitLink> {
  const links = new Map<bigint, PermitLink>();
  for (const period of new Set(uses.map((use) => use.period))) {
    const sought = new Set(uses.filter((use) => use.period === period).map(({ permit }) => permit));
    for (const { site, traceSecret, index } of candidates(sites)) {
      if (sought.size === 0) break;
      const permit = permitOf(traceSecret, period, index);
      if (sought.delete(permit)) links.set(permit, { site, index });
    }
  }
  return links;
}

/** Lower numbers first, since sites use theirs in order. */
function* candidates(sites: readonly TracedSite[]) {
  const most = sites.reduce((max, { permits }) => Math.max(max, permits), 0);
  for (let index = 0; index < most; index++) {
    for (const { name, traceSecret, permits } of sites) {
      if (index < permits) yield { site: name, traceSecret, index };
    }
  }
}
