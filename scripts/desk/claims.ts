import { claimOf } from "../chain/claims.ts";
import { readPolicies } from "../chain/policies.ts";
import { readRegistry } from "../chain/registry.ts";
import { claimInputs, requireMet } from "../core/claim.ts";
import { KoboldError } from "../core/errors.ts";
import type { Policy } from "../core/policy.ts";
import type { OperationRecord } from "../vault/operation-record.ts";
import { carryOut } from "./carry-out.ts";
import { type Desk, today } from "./desk.ts";
import { openingOf } from "./lots.ts";
import { answer } from "./rpc.ts";

/** Proves that a lot meets policies, all in one transaction. @throws CLAIM_FALSE, BAD_POLICY, CHAIN_REFUSED, … */
export async function proveClaims(
  desk: Desk,
  lotId: bigint,
  policyIds: readonly bigint[],
): Promise<OperationRecord> {
  const { contracts, prover } = desk;
  const lot = openingOf(desk, lotId);
  const day = await today(desk);
  const known = await answer("policies", readPolicies(contracts.policies));
  const { slots } = await answer("registry", readRegistry(contracts.accreditation));
  const policies = policyIds.map((id) => requirePolicy(known, id));
  for (const policy of policies) requireMet(policy, lot, day, slots);
  return carryOut(desk, { kind: "claim", parents: [lotId], children: [] }, async () => {
    const claims = [];
    for (const policy of policies) {
      const inputs = claimInputs(policy, lot, day);
      const { proof } = await prover.prove("claim", inputs);
      claims.push(claimOf(inputs, proof));
    }
    return contracts.claims.prove.populateTransaction(claims);
  });
}

/** A claim that is on record for a lot. */
export interface RecordedClaim {
  readonly policyId: bigint;
  readonly policy: Policy;
  /** The last day for which it was proven, since 1970-01-01. */
  readonly day: number;
}

/** What is proven of a lot, by itself or by the lots that it was split off from; of an offered lot, too. */
export async function claimsOn({ contracts }: Desk, lotId: bigint): Promise<RecordedClaim[]> {
  const policies = [...(await answer("policies", readPolicies(contracts.policies)))];
  const days = await answer(
    "claims",
    Promise.all(policies.map(([id]) => contracts.claims.recordedDay(lotId, id))),
  );
  return policies.flatMap(([policyId, policy], i) => {
    const day = Number(days[i] ?? 0n);
    return day === 0 ? [] : [{ policyId, policy, day }];
  });
}

function requirePolicy(known: ReadonlyMap<bigint, Policy>, id: bigint): Policy {
  const policy = known.get(id);
  if (policy !== undefined) return policy;
  throw new KoboldError(
    "BAD_POLICY",
    `policy ${id.toString()} is not defined on this deployment`,
    "define it first; anybody may",
  );
}
