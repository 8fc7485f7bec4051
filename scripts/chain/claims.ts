import type { ClaimStruct } from "../../types/contracts/Claims.ts";
import type { Claims } from "../../types/contracts/Claims.ts";
import { type CircuitInputs, scalarInput } from "../core/circuit-inputs.ts";

/** A claim as `Claims.prove` takes it, from its circuit's inputs and its proof. */
export function claimOf(inputs: CircuitInputs, proof: readonly bigint[]): ClaimStruct {
  return {
    lotId: scalarInput(inputs, "lotId"),
    policyId: scalarInput(inputs, "policyId"),
    day: scalarInput(inputs, "day"),
    proof: [...proof],
  };
}

/** What was proven of a lot. */
export interface ProvenClaim {
  readonly lotId: bigint;
  /** Unless the policy is about the lot's mass, the claim holds for every lot of this provenance. */
  readonly provenanceId: bigint;
  readonly policyId: bigint;
  /** The day for which it was proven, since 1970-01-01. */
  readonly day: number;
}

/** Every claim that was proven, oldest first. */
export async function readClaims(claims: Claims): Promise<ProvenClaim[]> {
  const events = await claims.queryFilter(claims.filters.ClaimProven());
  return events.map(({ args: { lotId, provenanceId, policyId, day } }) => ({
    lotId,
    provenanceId,
    policyId,
    day: Number(day),
  }));
}
