import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import type { MadeBy } from "../core/made-by.ts";
import { phrase } from "../core/phrase.ts";
import { RETIREMENT_KINDS, type RetirementKind } from "../core/retirement.ts";
import { type LogPage, logPages, type LogPosition, type LogRangeOptions, positionOf } from "./log-ranges.ts";
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

/** The events of a range of blocks that meet any of the queries, in any order; one that meets two comes twice. */
export async function readLotEvents(
  cobaltLot: CobaltLot,
  queries: readonly LotQuery[],
  fromBlock: number,
  toBlock: number,
): Promise<LotEvent[]> {
  const range = [fromBlock, toBlock] as const;
  const found = await Promise.all(
    queries.map(([type, filter = {}]) => READERS[type](cobaltLot, filter, range)),
  );
  return found.flat();
}

/** The events that meet any of the queries, oldest first, page by page. @throws RPC_FAILED */
export function lotEventPages(
  cobaltLot: CobaltLot,
  queries: readonly LotQuery[],
  range: LogRangeOptions,
): AsyncGenerator<LogPage<LotEvent>, void, undefined> {
  return logPages((from, to) => readLotEvents(cobaltLot, queries, from, to), range);
}

type Reader = (
  cobaltLot: CobaltLot,
  filter: LotEventFilter,
  range: readonly [number, number],
) => Promise<LotEvent[]>;

const READERS: Readonly<Record<LotEvent["type"], Reader>> = {
  made: readMade,
  async moved(cobaltLot, { lotId, from, to }, range) {
    const transfers = cobaltLot.filters["Transfer(address,address,uint256)"](from, to, lotId);
    const logs = await cobaltLot.queryFilter(transfers, ...range);
    return logs.map((log) => {
      const { tokenId } = log.args;
      const [sender, receiver] = [accountOf(log.args.from), accountOf(log.args.to)];
      return { ...positionOf(log), type: "moved", lotId: tokenId, from: sender, to: receiver };
    });
  },
  async offered(cobaltLot, { lotId, from, to }, range) {
    const logs = await cobaltLot.queryFilter(cobaltLot.filters.LotOffered(lotId, from, to), ...range);
    return logs.map((log) => {
      const { lotId, from, to, expiry, note } = log.args;
      return { ...positionOf(log), type: "offered", lotId, from, to, expiry: Number(expiry), note };
    });
  },
  accepted: readerOfEnds("accepted", "OfferAccepted"),
  rejected: readerOfEnds("rejected", "OfferRejected"),
  cancelled: readerOfEnds("cancelled", "OfferCancelled"),
  async held(cobaltLot, { lotId }, range) {
    const logs = await cobaltLot.queryFilter(cobaltLot.filters.LotHeld(lotId), ...range);
    return logs.map((log) => ({ ...positionOf(log), type: "held", lotId: log.args.lotId }));
  },
  async released(cobaltLot, { lotId }, range) {
    const logs = await cobaltLot.queryFilter(cobaltLot.filters.LotReleased(lotId), ...range);
    return logs.map((log) => ({ ...positionOf(log), type: "released", lotId: log.args.lotId }));
  },
  async adopted(cobaltLot, { lotId, to }, range) {
    const logs = await cobaltLot.queryFilter(cobaltLot.filters.LotAdopted(lotId, undefined, to), ...range);
    return logs.map((log) => {
      const { lotId, recipient } = log.args;
      return { ...positionOf(log), type: "adopted", lotId, to: recipient };
    });
  },
  async retired(cobaltLot, { lotId, from }, range) {
    const logs = await cobaltLot.queryFilter(cobaltLot.filters.LotRetired(lotId, from), ...range);
    return logs.map((log) => {
      const { lotId, purpose } = log.args;
      const kind = RETIREMENT_KINDS[Number(log.args.kind)];
      if (kind === undefined) throw rpcFailure(phrase`retirement`, new Error(String(log.args.kind)));
      return { ...positionOf(log), type: "retired", lotId, kind, purpose };
    });
  },
};

async function readMade(...[cobaltLot, , range]: Parameters<Reader>): Promise<LotEvent[]> {
  const { filters } = cobaltLot;
  const [mints, splits, merges, refines] = await Promise.all([
    cobaltLot.queryFilter(filters.LotMinted(), ...range),
    cobaltLot.queryFilter(filters.LotSplit(), ...range),
    cobaltLot.queryFilter(filters.LotsMerged(), ...range),
    cobaltLot.queryFilter(filters.LotRefined(), ...range),
  ]);
  return [
    ...mints.map((log) => made("mint", log, [], [log.args.lotId])),
    ...splits.map((log) => made("split", log, [log.args.parent], log.args.children)),
    ...merges.map((log) => {
      const { parents, child, sameProvenance } = log.args;
      // a merge of one only coarsens it
      const madeBy = parents.length === 1 && !sameProvenance ? "weaken" : "merge";
      return made(madeBy, log, parents, [child]);
    }),
    ...refines.map((log) => made("refine", log, [log.args.parent], [log.args.child])),
  ];
}

interface MadeLog extends LogPosition {
  readonly args: {
    readonly provenanceId?: bigint;
    readonly permit?: bigint;
    readonly day?: bigint;
    readonly documentsHash: string;
    readonly note: string;
  };
}

function made(madeBy: MadeBy, log: MadeLog, parents: readonly bigint[], lotIds: readonly bigint[]): LotEvent {
  const { provenanceId, permit, day, documentsHash, note } = log.args;
  return {
    ...positionOf(log),
    type: "made",
    madeBy,
    lotIds: [...lotIds],
    parents: [...parents],
    provenanceId: provenanceId === undefined ? undefined : Number(provenanceId),
    permit: permit === undefined ? undefined : { permit, day: Number(day) },
    documentsHash,
    note,
  };
}

/** The end of an offer, by the contract's event of it. */
function readerOfEnds(
  type: "accepted" | "rejected" | "cancelled",
  event: "OfferAccepted" | "OfferRejected" | "OfferCancelled",
): Reader {
  return async (cobaltLot, { lotId, from, to }, range) => {
    const logs = await cobaltLot.queryFilter(cobaltLot.filters[event](lotId, from, to), ...range);
    return logs.map((log) => ({ ...positionOf(log), type, lotId: log.args.lotId, to: log.args.to }));
  };
}

function accountOf(address: string): string | undefined {
  return BigInt(address) === 0n ? undefined : address;
}
