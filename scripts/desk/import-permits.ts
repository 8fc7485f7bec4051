import { phrase } from "../core/phrase.ts";
import { periodOf } from "../core/calendar.ts";
import { permitOf } from "../core/site.ts";
import type { Permit } from "../vault/permit-store.ts";
import type { Desk } from "./desk.ts";
import { answer } from "../chain/rpc.ts";
import type { SiteToday } from "./sites.ts";

/** Permits that are asked for together. */
const AT_ONCE = 50;

/** The first `count` permits of the day's month that neither the vault nor the chain has used; fewer if there are not so many. */
export async function freePermits(
  { contracts, vault }: Desk,
  { site: { secrets, profile }, keys: { siteKey }, day }: SiteToday,
  count: number,
): Promise<Permit[]> {
  const period = periodOf(day);
  const used = new Set(
    vault.permits
      .list()
      .filter((permit) => permit.siteKey === siteKey && permit.period === period)
      .map(({ index }) => index),
  );
  const free: number[] = [];
  let next = 0;
  while (free.length < count && next < profile.permits) {
    const asked: number[] = [];
    for (; asked.length < Math.min(AT_ONCE, count - free.length) && next < profile.permits; next++) {
      if (!used.has(next)) asked.push(next);
    }
    const taken = await Promise.all(
      asked.map((index) =>
        answer(phrase`permit`, contracts.cobaltLot.permitUsed(permitOf(secrets.traceSecret, period, index))),
      ),
    );
    free.push(...asked.filter((_, i) => taken[i] === false));
  }
  return free.map((index) => ({ siteKey, period, index }));
}
