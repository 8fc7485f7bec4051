import { phrase } from "../core/phrase.ts";
import { periodOf } from "../core/calendar.ts";
import { permitOf, type Site, type SiteKeys } from "../core/site.ts";
import type { Permit } from "../vault/permit-store.ts";
import type { Desk } from "./desk.ts";
import { answer } from "../chain/rpc.ts";

/** Permits that are asked for together. */
const AT_ONCE = 50;

/** The numbers of a site's permits of a month that the vault knows as used. */
export function permitsUsed({ vault }: Desk, siteKey: bigint, period: number): number[] {
  const permits = vault.permits.list().filter((each) => each.siteKey === siteKey && each.period === period);
  return permits.map(({ index }) => index);
}

/**
 * The first `count` permits of the day's month that neither the vault nor the chain has used; fewer if there are not so
 * many. Notes those that only the chain has used, as a rebuilt vault does not know them.
 */
export async function freePermits(
  desk: Desk,
  { site: { secrets, profile }, keys: { siteKey }, day }: { site: Site; keys: SiteKeys; day: number },
  count: number,
): Promise<Permit[]> {
  const period = periodOf(day);
  const used = new Set(permitsUsed(desk, siteKey, period));
  const unused = Array.from({ length: profile.permits }, (_, index) => index).filter((i) => !used.has(i));
  const free: Permit[] = [];
  while (free.length < count && unused.length > 0) {
    const asked = unused.splice(0, Math.min(AT_ONCE, count - free.length));
    const permits = asked.map((index) => permitOf(secrets.traceSecret, period, index));
    const onChain = permits.map((permit) => desk.contracts.cobaltLot.permitUsed(permit));
    const taken = await answer(phrase`permit`, Promise.all(onChain));
    for (const [i, index] of asked.entries()) {
      if (taken[i] === true) desk.vault.permits.use({ siteKey, period, index }, null);
      else free.push({ siteKey, period, index });
    }
  }
  return free;
}
