import type { Claims } from "../../types/contracts/Claims.ts";
import type { CobaltLot } from "../../types/contracts/CobaltLot.ts";
import type { Policies } from "../../types/contracts/Policies.ts";
import { readPolicyEvents } from "../chain/policies.ts";
import { byPosition, type LogPosition } from "../chain/history/log-position.ts";
import { LOT_TOPICS } from "../chain/history/lot-log.ts";
import { type LotEvent, lotEventOf } from "../chain/lot-events.ts";
import type { LotHistories } from "../chain/lot-histories.ts";
import { readClaimsOn } from "../chain/claims.ts";
import type { Policy } from "../core/policy.ts";

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
}

const TOPICS: readonly (string | undefined)[] = Object.values(LOT_TOPICS);

/** All that there is to know of some lots, oldest first. @throws RPC_FAILED */
export async function readTraceEvents(
  { claims, policies }: TracedContracts,
  histories: LotHistories,
  lots: readonly bigint[],
): Promise<TraceEvent[]> {
  const logs = (await histories.lotLogs(lots)).filter(({ log }) => TOPICS.includes(log.topics[0]));
  const told = logs.map(({ log, lastProvenanceId }): TraceEvent => {
    const event = lotEventOf(log);
    return lastProvenanceId === undefined ? event : { ...event, lastProvenanceId };
  });
  const provenances = told.flatMap((event) => (event.type === "made" ? (event.provenanceId ?? []) : []));
  const [proven, defined] = await Promise.all([
    readClaimsOn(claims, lots, [...new Set(provenances)]),
    readPolicyEvents(policies),
  ]);
  return [
    ...told,
    ...proven.map((claim) => ({ ...claim, type: "proven" as const })),
    ...defined.map((policy) => ({ ...policy, type: "defined" as const })),
  ]
    .filter(({ blockNumber }) => blockNumber <= histories.block)
    .sort(byPosition);
}
