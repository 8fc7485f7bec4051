import type { ClaimStruct } from "../../types/contracts/Claims.ts";
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
