import type { Claims, ClaimStruct } from "../../types/contracts/Claims.ts";
import type { Policies } from "../../types/contracts/Policies.ts";
import { type CircuitInputs, scalarInput } from "../core/circuit-inputs.ts";
import { phrase } from "../core/phrase.ts";
import type { Policy } from "../core/policy.ts";
import { idText } from "../core/ids.ts";
import { historyOf } from "./history/keep-history.ts";
import { type LogPosition, positionOf } from "./history/log-position.ts";
import { numberIn, topic } from "./history/lot-log.ts";
import { readPolicies } from "./policies.ts";
import { answer } from "./rpc.ts";

/** A claim as `Claims.prove` takes it, from its circuit's inputs and its proof. */
export function claimOf(inputs: CircuitInputs, proof: readonly bigint[]): ClaimStruct {
  return {
    lotId: scalarInput(inputs, "lotId"),
    policyId: scalarInput(inputs, "policyId"),
    day: scalarInput(inputs, "day"),
    proof: [...proof],
  };
}

/** A claim as it was proven. */
export interface ProvenClaim extends LogPosition {
  readonly lotId: bigint;
  readonly provenanceId: number;
  readonly policyId: bigint;
  /** The day of the proof, since 1970-01-01. */
  readonly day: number;
}

/** The claims that name any of some lots or of some provenances, oldest first. @throws RPC_FAILED */
export async function readClaimsOn(
  claims: Claims,
  lots: readonly bigint[],
  provenances: readonly number[],
): Promise<ProvenClaim[]> {
  const history = await historyOf(claims);
  const address = await claims.getAddress();
  const { topicHash } = claims.interface.getEvent("ClaimProven");
  const logs = await history.logs([
    { address, topics: [topicHash, lots.map(idText)] },
    { address, topics: [topicHash, null, provenances.map((id) => idText(BigInt(id)))] },
  ]);
  return logs.map((log) => ({
    ...positionOf(log),
    lotId: BigInt(topic(log.topics, 1)),
    provenanceId: Number(topic(log.topics, 2)),
    policyId: BigInt(topic(log.topics, 3)),
    day: numberIn(log.data, 0),
  }));
}

/** A claim that is on record for a lot. */
export interface RecordedClaim {
  readonly policyId: bigint;
  readonly policy: Policy;
  /** The last day for which it was proven, since 1970-01-01. */
  readonly day: number;
}

/** What is proven of a lot, by itself or by the lots that it was split off from; of an offered lot, too. */
export async function claimsOn(
  contracts: { readonly claims: Claims; readonly policies: Policies },
  lotId: bigint,
): Promise<RecordedClaim[]> {
  const policies = [...(await answer(phrase`policies`, readPolicies(contracts.policies)))];
  const days = await answer(
    phrase`claims`,
    Promise.all(policies.map(([id]) => contracts.claims.recordedDay(lotId, id))),
  );
  return policies.flatMap(([policyId, policy], i) => {
    const day = Number(days[i] ?? 0n);
    return day === 0 ? [] : [{ policyId, policy, day }];
  });
}
