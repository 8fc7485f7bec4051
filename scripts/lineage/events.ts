import { readLotsMade } from "../chain/lineage.ts";
import { type LogPage, logPages, type LogRangeOptions, type LogPosition } from "../chain/log-ranges.ts";
import { type Policy, unpackPolicy } from "../core/policy.ts";
import type { Claims } from "../../types/contracts/Claims.ts";
import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import type { Policies } from "../../types/contracts/Policies.ts";

/** What makes a lot; a merge of one lot, which only coarsens it, is told apart. */
export const MADE_BY = ["mint", "split", "merge", "weaken", "refine"] as const;
export type MadeBy = (typeof MADE_BY)[number];

/** What the chain tells of lots, provenances and policies. */
export type TraceEvent = LogPosition &
  (
    | {
        readonly type: "made";
        readonly madeBy: MadeBy;
        readonly lotIds: readonly bigint[];
        readonly parents: readonly bigint[];
        /** A split's pieces have their parent's. */
        readonly provenanceId: number | undefined;
      }
    /** To another account, or to none where the lot ends. */
    | { readonly type: "moved"; readonly lotId: bigint; readonly to: string | undefined }
    | { readonly type: "offered"; readonly lotId: bigint; readonly to: string }
    | { readonly type: "accepted" | "rejected" | "cancelled"; readonly lotId: bigint; readonly to: string }
    | { readonly type: "held" | "released"; readonly lotId: bigint }
    | { readonly type: "retired"; readonly lotId: bigint; readonly purpose: string }
    | {
        readonly type: "proven";
        readonly lotId: bigint;
        readonly provenanceId: number;
        readonly policyId: bigint;
        /** The day of the proof, since 1970-01-01. */
        readonly day: number;
      }
    | { readonly type: "defined"; readonly policyId: bigint; readonly policy: Policy }
  );

export interface TracedContracts {
  readonly cobaltLot: CobaltLot;
  readonly claims: Claims;
  readonly policies: Policies;
}

/** All that there is to know of lots, oldest first, page by page. @throws RPC_FAILED */
export function readTraceEvents(
  contracts: TracedContracts,
  range: LogRangeOptions,
): AsyncGenerator<LogPage<TraceEvent>, void, undefined> {
  return logPages(async (from, to) => {
    const found = await Promise.all([
      madeIn(contracts, from, to),
      handedOverIn(contracts, from, to),
      frozenOrEndedIn(contracts, from, to),
      provenIn(contracts, from, to),
    ]);
    return found.flat();
  }, range);
}

async function madeIn({ cobaltLot }: TracedContracts, from: number, to: number): Promise<TraceEvent[]> {
  const made = await readLotsMade(cobaltLot, from, to);
  return made.map(({ kind, parents, children, provenanceId, sameProvenance, ...place }) => ({
    ...place,
    type: "made",
    madeBy: kind === "merge" && parents.length === 1 && !sameProvenance ? "weaken" : kind,
    lotIds: children,
    parents,
    provenanceId,
  }));
}

async function handedOverIn({ cobaltLot }: TracedContracts, from: number, to: number): Promise<TraceEvent[]> {
  const { filters } = cobaltLot;
  const transfers = filters["Transfer(address,address,uint256)"]();
  const [moved, offered, accepted, rejected, cancelled] = await Promise.all([
    cobaltLot.queryFilter(transfers, from, to),
    cobaltLot.queryFilter(filters.LotOffered(), from, to),
    cobaltLot.queryFilter(filters.OfferAccepted(), from, to),
    cobaltLot.queryFilter(filters.OfferRejected(), from, to),
    cobaltLot.queryFilter(filters.OfferCancelled(), from, to),
  ]);
  const offer = (
    type: "offered" | "accepted" | "rejected" | "cancelled",
    event: LogPosition & { args: { lotId: bigint; to: string } },
  ): TraceEvent => ({ ...placeOf(event), type, lotId: event.args.lotId, to: event.args.to });
  return [
    ...moved.map((event): TraceEvent => {
      const { tokenId, to: receiver } = event.args;
      const ended = BigInt(receiver) === 0n;
      return { ...placeOf(event), type: "moved", lotId: tokenId, to: ended ? undefined : receiver };
    }),
    ...offered.map((event) => offer("offered", event)),
    ...accepted.map((event) => offer("accepted", event)),
    ...rejected.map((event) => offer("rejected", event)),
    ...cancelled.map((event) => offer("cancelled", event)),
  ];
}

async function frozenOrEndedIn(
  { cobaltLot }: TracedContracts,
  from: number,
  to: number,
): Promise<TraceEvent[]> {
  const { filters } = cobaltLot;
  const [held, released, retired] = await Promise.all([
    cobaltLot.queryFilter(filters.LotHeld(), from, to),
    cobaltLot.queryFilter(filters.LotReleased(), from, to),
    cobaltLot.queryFilter(filters.LotRetired(), from, to),
  ]);
  return [
    ...held.map((event) => ({ ...placeOf(event), type: "held", lotId: event.args.lotId }) as const),
    ...released.map((event) => ({ ...placeOf(event), type: "released", lotId: event.args.lotId }) as const),
    ...retired.map((event) => {
      const { lotId, purpose } = event.args;
      return { ...placeOf(event), type: "retired", lotId, purpose } as const;
    }),
  ];
}

async function provenIn(
  { claims, policies }: TracedContracts,
  from: number,
  to: number,
): Promise<TraceEvent[]> {
  const [proven, defined] = await Promise.all([
    claims.queryFilter(claims.filters.ClaimProven(), from, to),
    policies.queryFilter(policies.filters.PolicyDefined(), from, to),
  ]);
  return [
    ...proven.map((event) => {
      const { lotId, provenanceId, policyId, day } = event.args;
      const claim = { lotId, provenanceId: Number(provenanceId), policyId, day: Number(day) };
      return { ...placeOf(event), type: "proven", ...claim } as const;
    }),
    ...defined.map((event) => {
      const { policyId, words, interval } = event.args;
      return {
        ...placeOf(event),
        type: "defined",
        policyId,
        policy: unpackPolicy(words, interval),
      } as const;
    }),
  ];
}

function placeOf({ blockNumber, index }: LogPosition): LogPosition {
  return { blockNumber, index };
}
