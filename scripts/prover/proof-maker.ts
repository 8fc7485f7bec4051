import type { CircuitName } from "./manifest.ts";
import type { UnverifiedProof } from "./proof.ts";

/** Makes proofs from witnesses. */
export interface ProofMaker {
  /** Takes a circuit's proving key. @returns what proves with it, from a witness file of circom's */
  load(circuit: CircuitName, zkey: Uint8Array): Promise<(witness: Uint8Array) => Promise<UnverifiedProof>>;
  close(): Promise<void>;
}
