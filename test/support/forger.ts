import { readFileSync } from "node:fs";

import { groth16 } from "snarkjs";

import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { withCurve } from "../../scripts/prover/curve.ts";
import { artefactPaths } from "../../scripts/prover/files.ts";
import type { CircuitName } from "../../scripts/prover/manifest.ts";
import { type ProofWords, toProofWords } from "../../scripts/prover/proof.ts";
import { calculateWitness } from "../../scripts/prover/witness.ts";
import { withoutAssertions } from "./circuit-calculator.ts";
import { brokenConstraints, type R1cs, readR1cs } from "./circuit-r1cs.ts";

const FIELD_BYTES = 32;

export interface Forgery {
  /** How many of the shipped constraints the witness breaks. */
  readonly broken: number;
  readonly prove: () => Promise<ProofWords>;
}

const systems = new Map<CircuitName, R1cs>();

/**
 * What a cheat can do with a false statement: compute a witness by a calculator without checks, and prove with it all
 * the same. snarkjs does not look whether a witness satisfies anything.
 */
export async function forge(circuit: CircuitName, inputs: CircuitInputs): Promise<Forgery> {
  const { wasm, zkey, r1cs } = artefactPaths(circuit);
  const calculator = await WebAssembly.compile(withoutAssertions(new Uint8Array(readFileSync(wasm))));
  const witness = await calculateWitness(circuit, calculator, inputs);
  const system = systems.get(circuit) ?? readR1cs(r1cs);
  systems.set(circuit, system);
  const broken = [...brokenConstraints(system.constraints, elementsOf(witness, system.wireCount))].length;
  const prove = async () => {
    const { proof } = await withCurve(() => groth16.prove(new Uint8Array(readFileSync(zkey)), witness));
    return toProofWords(proof);
  };
  return { broken, prove };
}

/** The last section of a .wtns file holds the wires' values. */
function elementsOf(witness: Uint8Array, count: number): bigint[] {
  const file = Buffer.from(witness.subarray(witness.length - count * FIELD_BYTES));
  return Array.from({ length: count }, (_, wire) =>
    [3, 2, 1, 0].reduce(
      (value, word) => (value << 64n) | file.readBigUInt64LE(wire * FIELD_BYTES + 8 * word),
      0n,
    ),
  );
}
