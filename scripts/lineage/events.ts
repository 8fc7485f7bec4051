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
import { type Policy, unpackPolicy } from "../core/policy.ts";

/** What the chain tells of lots, of what is proven of them, and of policies. */
export type TraceEvent =
  | LotEvent
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
}

const ALL = (
  ["made", "moved", "offered", "accepted", "rejected", "cancelled", "held", "released", "retired"] as const
).map((type): LotQuery => [type]);

/** All that there is to know of lots, oldest first, page by page. @throws RPC_FAILED */
export function readTraceEvents(
  { cobaltLot, claims, policies }: TracedContracts,
  range: LogRangeOptions,
): AsyncGenerator<LogPage<TraceEvent>, void, undefined> {
  return logPages(async (from, to) => {
    const [lots, proven, defined] = await Promise.all([
      readLotEvents(cobaltLot, ALL, from, to),
      claims.queryFilter(claims.filters.ClaimProven(), from, to),
      policies.queryFilter(policies.filters.PolicyDefined(), from, to),
    ]);
    return [
      ...lots,
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
