import type { CircuitInputs } from "../core/circuit-inputs.ts";
import type { CircuitName } from "../prover/manifest.ts";
import type { ProofWords } from "../prover/proof.ts";
import type { Proven, Prover } from "../prover/prover.ts";

/** A prover that adds up what its proofs take, and keeps the last one. */
export class MeteredProver implements Prover {
  readonly #prover: Prover;
  #last: Proven | undefined;
  #spentMs = 0;

  constructor(prover: Prover) {
    this.#prover = prover;
  }

  /** Milliseconds that all proofs have taken, witnesses included. */
  get spentMs(): number {
    return Math.round(this.#spentMs);
  }

  get lastProof(): ProofWords {
    if (this.#last === undefined) throw new RangeError("nothing was proven yet");
    return this.#last.proof;
  }

  async prove(circuit: CircuitName, inputs: CircuitInputs): Promise<Proven> {
    const proven = await this.#prover.prove(circuit, inputs);
    this.#last = proven;
    this.#spentMs += proven.witnessMs + proven.proveMs;
    return proven;
  }

  verify(...statement: Parameters<Prover["verify"]>): Promise<boolean> {
    return this.#prover.verify(...statement);
  }

  close(): Promise<void> {
    return this.#prover.close();
  }
}
