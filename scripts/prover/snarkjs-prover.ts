import { groth16 } from "snarkjs";

import { loadArtefacts } from "./artefacts.ts";
import { openCurve } from "./curve.ts";
import type { CircuitName } from "./manifest.ts";
import { toProofWords, toSnarkjsProof } from "./proof.ts";
import type { Prover } from "./prover.ts";
import { calculateWitness } from "./witness.ts";

/**
 * A prover that stays warm: each circuit's calculator and key are loaded once, at its first proof, and
 * snarkjs's worker threads live until `close`.
 */
export async function createSnarkjsProver(): Promise<Prover> {
  const release = await openCurve();
  const loaded = new Map<CircuitName, ReturnType<typeof loadCircuit>>();
  const load = (circuit: CircuitName) => {
    const known = loaded.get(circuit) ?? loadCircuit(circuit);
    loaded.set(circuit, known);
    return known;
  };
  return {
    async prove(circuit, inputs) {
      const { calculator, zkey } = await load(circuit);
      const start = performance.now();
      const witness = await calculateWitness(circuit, calculator, inputs);
      const calculated = performance.now();
      const { proof, publicSignals } = await groth16.prove(zkey, witness);
      return {
        proof: toProofWords(proof),
        publicSignals: publicSignals.map(BigInt),
        witnessMs: calculated - start,
        proveMs: performance.now() - calculated,
      };
    },
    async verify(circuit, proof, publicSignals) {
      const { vkey } = await load(circuit);
      return groth16.verify(vkey, publicSignals.map(String), toSnarkjsProof(proof));
    },
    close: release,
  };
}

async function loadCircuit(circuit: CircuitName) {
  const { wasm, ...keys } = loadArtefacts(circuit);
  return { calculator: await WebAssembly.compile(wasm), ...keys };
}
