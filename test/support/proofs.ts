import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { type CircuitName, standInProof } from "./statements.ts";

/** What the contract StatementVerifier takes for the proof that a circuit's inputs give. */
export function standInFor(circuit: CircuitName, inputs: CircuitInputs): bigint[] {
  const signals: Record<string, bigint | bigint[]> = {};
  for (const [name, value] of Object.entries(inputs)) {
    // arrays of arrays are private
    signals[name] = typeof value === "bigint" ? value : value.filter((entry) => typeof entry === "bigint");
  }
  return standInProof(circuit, signals);
}
