import type { ProofWords } from "../prover/proof.ts";
import type { Proven, Prover } from "../prover/prover.ts";

/** A prover that adds up what its proofs take, and keeps the last one. */
export class MeteredProver implements Prover {
  readonly #prover: Prover;
  /** Milliseconds that all proofs have taken, witnesses included. */
  spentMs = 0;
  lastProof: ProofWords | undefined;

  constructor(prover: Prover) {
    this.#prover = prover;
  }

  async prove(...statement: Parameters<Prover["prove"]>): Promise<Proven> {
    const proven = await this.#prover.prove(...statement);
    this.lastProof = proven.proof;
    this.spentMs += proven.witnessMs + proven.proveMs;
    return proven;
  }

  verify(...claimed: Parameters<Prover["verify"]>): Promise<boolean> {
    return this.#prover.verify(...claimed);
  }

  close(): Promise<void> {
    return this.#prover.close();
  }
}
