import type { Context } from "mocha";

import type { ProvenStatement } from "../../scripts/bench/batch.ts";
import { type CircuitName, circuitNames } from "../../scripts/prover/manifest.ts";
import { createSnarkjsProver } from "../../scripts/prover/snarkjs-prover.ts";
import { honestInputs } from "./honest-inputs.ts";

let made: Promise<ReadonlyMap<CircuitName, readonly [ProvenStatement, ProvenStatement]>> | undefined;

/**
 * Two real proofs of different statements of each circuit, made once a run with the keys in circuits/keys.
 * @throws ARTEFACT_MISSING or ARTEFACT_STALE, saying what to run
 */
export function realProofs(): Promise<ReadonlyMap<CircuitName, readonly [ProvenStatement, ProvenStatement]>> {
  made ??= makeProofs();
  return made;
}

/** A hook that makes them, however long a busy machine takes for it. */
export async function makeRealProofs(this: Context): Promise<void> {
  this.timeout(600_000);
  await realProofs();
}

/** All of them, in the order of the circuits. */
export async function allRealProofs(): Promise<ProvenStatement[]> {
  return [...(await realProofs()).values()].flat();
}

/** The two of one circuit. */
export async function realProofsOf(
  circuit: CircuitName,
): Promise<readonly [ProvenStatement, ProvenStatement]> {
  const two = (await realProofs()).get(circuit);
  if (two === undefined) throw new Error(`no proofs of ${circuit}`);
  return two;
}

async function makeProofs() {
  const prover = await createSnarkjsProver();
  try {
    const prove = async (circuit: CircuitName, seed: string): Promise<ProvenStatement> => {
      const { proof, publicSignals } = await prover.prove(circuit, honestInputs(circuit, seed));
      return { circuit, signals: publicSignals, proof };
    };
    const proofs = new Map<CircuitName, readonly [ProvenStatement, ProvenStatement]>();
    for (const circuit of circuitNames) {
      proofs.set(circuit, [await prove(circuit, "first"), await prove(circuit, "second")]);
    }
    return proofs;
  } finally {
    await prover.close();
  }
}
