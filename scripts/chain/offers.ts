import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import type { BlockRange } from "./history/log-position.ts";
import { type LotEvent, type LotEventFilter, lotEventPages } from "./lot-events.ts";

/** An offer as it was made; whether it still stands is another question. */
export type LotOffer = Extract<LotEvent, { readonly type: "offered" }>;

/** The offers, all or in a range of blocks, that have not ended, oldest first; some may have run out. @throws RPC_FAILED */
export async function readOpenOffers(
  cobaltLot: CobaltLot,
  filter: LotEventFilter,
  range?: Partial<BlockRange>,
): Promise<LotOffer[]> {
  // of each lot the last one, since a lot has one offer at a time
  const latest = new Map<bigint, LotOffer>();
  for await (const { events } of lotEventPages(cobaltLot, [["offered", filter]], range)) {
    for (const event of events) {
      if (event.type !== "offered") continue;
      latest.delete(event.lotId);
      latest.set(event.lotId, event);
    }
  }
  const open: LotOffer[] = [];
  for (const offer of latest.values()) {
    const { to, expiry } = await cobaltLot.offerOf(offer.lotId);
    if (to === offer.to && Number(expiry) === offer.expiry) open.push(offer);
  }
  return open;
}
