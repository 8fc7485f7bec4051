import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import { type LogPage, logPages, type LogRangeOptions, type LogPosition } from "./log-ranges.ts";

/** An offer as it was made; whether it still stands is another question. */
export interface LotOffer extends LogPosition {
  readonly lotId: bigint;
  readonly from: string;
  readonly to: string;
  /** The first second since 1970 at which it can no longer be accepted. */
  readonly expiry: number;
  /** The lot's opening, sealed to `to`, as hex. */
  readonly note: string;
}

/** Which offers: those of a lot, by an account, to an account, or all that meet what is given. */
export interface OfferFilter {
  readonly lotId?: bigint;
  readonly from?: string;
  readonly to?: string;
}

/** All offers in a range of blocks, oldest first, page by page. @throws RPC_FAILED */
export async function* readOffers(
  cobaltLot: CobaltLot,
  { lotId, from, to }: OfferFilter,
  range: LogRangeOptions,
): AsyncGenerator<LogPage<LotOffer>, void, undefined> {
  const filter = cobaltLot.filters.LotOffered(lotId, from, to);
  const read = async (fromBlock: number, toBlock: number): Promise<LotOffer[]> => {
    const events = await cobaltLot.queryFilter(filter, fromBlock, toBlock);
    return events.map(({ args, blockNumber, index }) => ({
      lotId: args.lotId,
      from: args.from,
      to: args.to,
      expiry: Number(args.expiry),
      note: args.note,
      blockNumber,
      index,
    }));
  };
  yield* logPages(read, range);
}

/** The offers in a range of blocks that have not ended, oldest first; some may have run out. @throws RPC_FAILED */
export async function readOpenOffers(
  cobaltLot: CobaltLot,
  filter: OfferFilter,
  range: LogRangeOptions,
): Promise<LotOffer[]> {
  // of each lot the last one, since a lot has one offer at a time
  const latest = new Map<bigint, LotOffer>();
  for await (const { events } of readOffers(cobaltLot, filter, range)) {
    for (const offer of events) {
      latest.delete(offer.lotId);
      latest.set(offer.lotId, offer);
    }
  }
  const open: LotOffer[] = [];
  for (const offer of latest.values()) {
    const { to, expiry } = await cobaltLot.offerOf(offer.lotId);
    if (to === offer.to && Number(expiry) === offer.expiry) open.push(offer);
  }
  return open;
}
