import { getAddress, ZeroAddress, zeroPadValue } from "ethers";

import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import { idText } from "../core/ids.ts";
import type { MadeBy } from "../core/made-by.ts";
import { phrase } from "../core/phrase.ts";
import { RETIREMENT_KINDS, type RetirementKind } from "../core/retirement.ts";
import type { LogFilter } from "./history/event-rows.ts";
import type { ReadRange } from "./history/history.ts";
import { historyOf } from "./history/keep-history.ts";
import { type BlockRange, type LogPage, type LogPosition, positionOf } from "./history/log-position.ts";
import {
  addressOf,
  bytesAt,
  type LogContent,
  LOT_TOPICS,
  madeIn,
  numberIn,
  topic,
  word,
} from "./history/lot-log.ts";
import { rpcFailure } from "./rpc.ts";

/** What the chain tells of lots. */
export type LotEvent = LogPosition &
  (
    | {
        readonly type: "made";
        readonly madeBy: MadeBy;
        readonly lotIds: readonly bigint[];
        readonly parents: readonly bigint[];
        /** A split's pieces have their parent's. */
        readonly provenanceId: number | undefined;
        /** Of a mint or a refining: the permit that it used, and its day since 1970-01-01. */
        readonly permit: { readonly permit: bigint; readonly day: number } | undefined;
        readonly documentsHash: string;
        /** The openings, sealed to the owner, as hex. */
        readonly note: string;
      }
    /** Came from an account, or from none where it was made, to another, or to none where it ended. */
    | {
        readonly type: "moved";
        readonly lotId: bigint;
        readonly from: string | undefined;
        readonly to: string | undefined;
      }
    | {
        readonly type: "offered";
        readonly lotId: bigint;
        readonly from: string;
        readonly to: string;
        /** The first second since 1970 at which it can no longer be accepted. */
        readonly expiry: number;
        /** The lot's opening, sealed to `to`, as hex. */
        readonly note: string;
      }
    | { readonly type: "accepted" | "rejected" | "cancelled"; readonly lotId: bigint; readonly to: string }
    | { readonly type: "held" | "released"; readonly lotId: bigint }
    /** Goes on here, after it was retired as moved in the predecessor. */
    | { readonly type: "adopted"; readonly lotId: bigint; readonly to: string }
    | {
        readonly type: "retired";
        readonly lotId: bigint;
        readonly kind: RetirementKind;
        readonly purpose: string;
      }
  );

/** Which events of a type: those of a lot, of an account and to an account, or all that meet what is given. */
export interface LotEventFilter {
  readonly lotId?: bigint;
  /** Of a retirement, the owner. */
  readonly from?: string;
  readonly to?: string;
}

/** A type of events, and which of them; what was made is told of all lots. */
export type LotQuery = readonly [LotEvent["type"], LotEventFilter?];

/** The events that meet any of the queries, each once, oldest first. @throws RPC_FAILED */
export async function readLotEvents(
  cobaltLot: CobaltLot,
  queries: readonly LotQuery[],
  range?: Partial<BlockRange>,
): Promise<LotEvent[]> {
  const found: LotEvent[] = [];
  for await (const { events } of lotEventPages(cobaltLot, queries, range)) found.push(...events);
  return found;
}

/** The same, page by page; the last ends with the range, or with the last block that is complete. @throws RPC_FAILED */
export async function* lotEventPages(
  cobaltLot: CobaltLot,
  queries: readonly LotQuery[],
  range?: ReadRange,
  size?: number,
): AsyncGenerator<LogPage<LotEvent>, void, undefined> {
  const history = await historyOf(cobaltLot);
  const address = await cobaltLot.getAddress();
  const filters = queries.map(([type, filter]) => ({ address, topics: topicsOf(type, filter) }));
  for await (const page of history.pages(filters, range, size)) {
    yield { ...page, events: page.events.map(lotEventOf) };
  }
}

/** Which first topics tell of a type, and where the lot and the accounts stand among the others. */
const SHAPES: Readonly<
  Record<
    LotEvent["type"],
    { readonly first: readonly string[]; readonly others: readonly (keyof LotEventFilter)[] }
  >
> = {
  made: {
    first: [LOT_TOPICS.LotMinted, LOT_TOPICS.LotSplit, LOT_TOPICS.LotsMerged, LOT_TOPICS.LotRefined],
    others: [],
  },
  moved: { first: [LOT_TOPICS.Transfer], others: ["from", "to", "lotId"] },
  offered: { first: [LOT_TOPICS.LotOffered], others: ["lotId", "from", "to"] },
  accepted: { first: [LOT_TOPICS.OfferAccepted], others: ["lotId", "from", "to"] },
  rejected: { first: [LOT_TOPICS.OfferRejected], others: ["lotId", "from", "to"] },
  cancelled: { first: [LOT_TOPICS.OfferCancelled], others: ["lotId", "from", "to"] },
  held: { first: [LOT_TOPICS.LotHeld], others: ["lotId"] },
  released: { first: [LOT_TOPICS.LotReleased], others: ["lotId"] },
  adopted: { first: [LOT_TOPICS.LotAdopted], others: ["lotId"] },
  retired: { first: [LOT_TOPICS.LotRetired], others: ["lotId", "from"] },
};

function topicsOf(type: LotEvent["type"], filter: LotEventFilter = {}): LogFilter["topics"] {
  const { first, others } = SHAPES[type];
  const wanted = others.map((name) => {
    const value = filter[name];
    if (value === undefined) return null;
    return typeof value === "bigint" ? idText(value) : zeroPadValue(value, 32);
  });
  // the provenance stands before the account
  if (type === "adopted") wanted.push(null, filter.to === undefined ? null : zeroPadValue(filter.to, 32));
  return [first, ...wanted];
}

/** What a log tells of lots. @throws RPC_FAILED for one of another shape than the contract's */
export function lotEventOf(log: LogContent & LogPosition): LotEvent {
  try {
    return decoded(log);
  } catch (cause) {
    throw rpcFailure(phrase`event`, cause);
  }
}

function decoded(log: LogContent & LogPosition): LotEvent {
  const { topics, data } = log;
  const position = positionOf(log);
  const id = (at: number) => BigInt(topic(topics, at));
  const account = (at: number) => getAddress(addressOf(topic(topics, at)));
  switch (topics[0]) {
    case LOT_TOPICS.Transfer:
      return { ...position, type: "moved", lotId: id(3), from: holder(account(1)), to: holder(account(2)) };
    case LOT_TOPICS.LotOffered: {
      const [expiry, note] = [numberIn(data, 0), bytesAt(data, 1)];
      return { ...position, type: "offered", lotId: id(1), from: account(2), to: account(3), expiry, note };
    }
    case LOT_TOPICS.OfferAccepted:
      return { ...position, type: "accepted", lotId: id(1), to: account(3) };
    case LOT_TOPICS.OfferRejected:
      return { ...position, type: "rejected", lotId: id(1), to: account(3) };
    case LOT_TOPICS.OfferCancelled:
      return { ...position, type: "cancelled", lotId: id(1), to: account(3) };
    case LOT_TOPICS.LotHeld:
      return { ...position, type: "held", lotId: id(1) };
    case LOT_TOPICS.LotReleased:
      return { ...position, type: "released", lotId: id(1) };
    case LOT_TOPICS.LotAdopted:
      return { ...position, type: "adopted", lotId: id(1), to: account(3) };
    case LOT_TOPICS.LotRetired: {
      const kind = RETIREMENT_KINDS[numberIn(data, 0)];
      if (kind === undefined) throw new RangeError("a retirement is of no kind");
      return { ...position, type: "retired", lotId: id(1), kind, purpose: topic(topics, 3) };
    }
    default:
      return madeEventOf(log);
  }
}

function madeEventOf(log: LogContent & LogPosition): LotEvent {
  const { topics, data } = log;
  const made = madeIn(log);
  if (made === undefined) throw new RangeError("a log tells nothing of lots");
  const { madeBy } = made;
  const isSited = madeBy === "mint" || madeBy === "refine";
  // behind the permit and what goes with it, or behind the list
  const papers = isSited ? 4 : madeBy === "split" ? 1 : 2;
  const provenanceAt = { mint: 2, refine: 3, merge: 2, weaken: 2, split: undefined }[madeBy];
  return {
    ...positionOf(log),
    type: "made",
    madeBy,
    lotIds: made.lots.map(BigInt),
    parents: made.parents.map(BigInt),
    provenanceId: provenanceAt === undefined ? undefined : Number(topic(topics, provenanceAt)),
    permit: isSited ? { permit: BigInt(word(data, 0)), day: numberIn(data, 2) } : undefined,
    documentsHash: word(data, papers),
    note: bytesAt(data, papers + 1),
  };
}

/** Nobody, where a lot is made or ends. */
function holder(account: string): string | undefined {
  return account === ZeroAddress ? undefined : account;
}
