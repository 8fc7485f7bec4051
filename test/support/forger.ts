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

interface Tools {
  readonly calculator: WebAssembly.Module;
  readonly zkey: Uint8Array;
  readonly system: R1cs;
}

const toolsOf = new Map<CircuitName, Promise<Tools>>();

async function makeTools(circuit: CircuitName): Promise<Tools> {
  const { wasm, zkey, r1cs } = artefactPaths(circuit);
  return {
    calculator: await WebAssembly.compile(withoutAssertions(new Uint8Array(readFileSync(wasm)))),
    zkey: new Uint8Array(readFileSync(zkey)),
    system: readR1cs(r1cs),
  };
}

/**
 * What a cheat can do with a false statement: compute a witness by a calculator without checks, and prove with it all
 * the same. snarkjs does not look whether a witness satisfies anything.
 */
export async function forge(circuit: CircuitName, inputs: CircuitInputs): Promise<Forgery> {
  const tools = toolsOf.get(circuit) ?? makeTools(circuit);
  toolsOf.set(circuit, tools);
  const { calculator, zkey, system } = await tools;
  const witness = await calculateWitness(circuit, calculator, inputs);
  const broken = [...brokenConstraints(system.constraints, elementsOf(witness, system.wireCount))].length;
  const prove = async () => {
    const { proof } = await withCurve(() => groth16.prove(zkey, witness));
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
