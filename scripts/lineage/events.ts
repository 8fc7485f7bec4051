import type { Claims } from "../../types/contracts/Claims.ts";
import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import type { Policies } from "../../types/contracts/Policies.ts";
import {
  type LogPage,
  logPages,
  type LogPosition,
  type LogRangeOptions,
  positionOf,
} from "../chain/log-ranges.ts";
import { type LotEvent, type LotQuery, readLotEvents } from "../chain/lot-events.ts";
import type { Forerunner } from "../chain/predecessor.ts";
import { type Policy, unpackPolicy } from "../core/policy.ts";

/** What the chain tells of lots, of what is proven of them, and of policies. */
export type TraceEvent =
  | (LotEvent & {
      /** Of what a predecessor tells: the last provenance id that means the same in both. */
      readonly lastProvenanceId?: number;
    })
  | (LogPosition &
      (
        | {
            readonly type: "proven";
            readonly lotId: bigint;
            readonly provenanceId: number;
            readonly policyId: bigint;
            /** The day of the proof, since 1970-01-01. */
            readonly day: number;
          }
        | { readonly type: "defined"; readonly policyId: bigint; readonly policy: Policy }
      ));

export interface TracedContracts {
  readonly cobaltLot: CobaltLot;
  readonly claims: Claims;
  readonly policies: Policies;
  /** What the lots' contract goes on from, the nearest first. */
  readonly predecessors?: readonly Forerunner[];
}

const ALL = (
  [
    "made",
    "moved",
    "offered",
    "accepted",
    "rejected",
    "cancelled",
    "held",
    "released",
    "retired",
    "adopted",
  ] as const
).map((type): LotQuery => [type]);

/** All that there is to know of lots, oldest first, page by page. @throws RPC_FAILED */
export function readTraceEvents(
  { cobaltLot, claims, policies, predecessors = [] }: TracedContracts,
  range: LogRangeOptions,
): AsyncGenerator<LogPage<TraceEvent>, void, undefined> {
  return logPages(async (from, to) => {
    const [lots, before, proven, defined] = await Promise.all([
      readLotEvents(cobaltLot, ALL, from, to),
      Promise.all(predecessors.map((_, i) => readEventsBefore(predecessors.slice(0, i + 1), from, to))),
      claims.queryFilter(claims.filters.ClaimProven(), from, to),
      policies.queryFilter(policies.filters.PolicyDefined(), from, to),
    ]);
    return [
      ...lots,
      ...before.flat(),
      ...proven.map((log): TraceEvent => {
        const { lotId, provenanceId, policyId, day } = log.args;
        const claim = { lotId, provenanceId: Number(provenanceId), policyId, day: Number(day) };
        return { ...positionOf(log), type: "proven", ...claim };
      }),
      ...defined.map((log): TraceEvent => {
        const { policyId, words, interval } = log.args;
        return { ...positionOf(log), type: "defined", policyId, policy: unpackPolicy(words, interval) };
      }),
    ];
  }, range);
}

/** What the last of some predecessors tells. @param path from the nearest to it */
async function readEventsBefore(
  path: readonly Forerunner[],
  from: number,
  to: number,
): Promise<TraceEvent[]> {
  const { cobaltLot } = path.at(-1) ?? {};
  if (cobaltLot === undefined) return [];
  const lastProvenanceId = Math.min(...path.map((each) => Number(each.lastProvenanceId)));
  return (await readLotEvents(cobaltLot, ALL, from, to)).map((event) => ({ ...event, lastProvenanceId }));
}
