import type { CircuitInputs, SignalValue } from "../core/circuit-inputs.ts";
import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import manifest from "../../circuits/circuits.json" with { type: "json" };
import { circuitId, type CircuitName } from "./manifest.ts";
import type { ProofWords } from "./proof.ts";
import type { Prover } from "./prover.ts";

/** The public signals among a circuit's inputs, in the circuit's order. */
export function publicSignalsOf(circuit: CircuitName, inputs: CircuitInputs): bigint[] {
  const signals = manifest.circuits[circuitId(circuit)]?.publicSignals ?? [];
  return signals.flatMap(({ name }) => flatten(inputs[name] ?? []));
}

function flatten(value: SignalValue): bigint[] {
  return typeof value === "bigint" ? [value] : value.flatMap(flatten);
}

/** @throws PROOF_INVALID unless the proof holds for these public signals */
export async function requireProof(
  prover: Prover,
  circuit: CircuitName,
  proof: ProofWords,
  publicSignals: readonly bigint[],
): Promise<void> {
  if (await prover.verify(circuit, proof, publicSignals)) return;
  throw new KoboldError(
    "PROOF_INVALID",
    phrase`the ${circuit} proof does not hold for what it is sent with`,
    phrase`have it made for this very statement: recipient, documents, note and submitter included`,
  );
}
