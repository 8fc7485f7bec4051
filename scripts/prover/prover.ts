import type { CircuitInputs } from "../core/circuit-inputs.ts";
import type { CircuitName } from "./manifest.ts";
import type { ProofWords } from "./proof.ts";

/** A proof, what it is about, and how long it took. */
export interface Proven {
  readonly proof: ProofWords;
  /** In the order of `circuits/circuits.json`. */
  readonly publicSignals: readonly bigint[];
  readonly witnessMs: number;
  readonly proveMs: number;
}

/** Makes and checks proofs. `close` it, or worker threads that it may have keep the process alive. */
export interface Prover {
  /** @throws WITNESS_REJECTED if the statement is false, ARTEFACT_MISSING, ARTEFACT_STALE; PROOF_INVALID if what was made does not hold */
  prove(circuit: CircuitName, inputs: CircuitInputs): Promise<Proven>;
  /** Whether the proof holds, checked off chain. @throws ARTEFACT_MISSING, ARTEFACT_STALE */
  verify(circuit: CircuitName, proof: ProofWords, publicSignals: readonly bigint[]): Promise<boolean>;
  close(): Promise<void>;
}
