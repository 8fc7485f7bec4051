import { KoboldError } from "../core/errors.ts";
import { phrase } from "../core/phrase.ts";
import { loadArtefacts } from "./artefacts.ts";
import { projectRoot } from "./files.ts";
import type { CircuitName } from "./manifest.ts";
import type { ProofMaker } from "./proof-maker.ts";
import type { Prover } from "./prover.ts";
import { ProofVerifier } from "./verify-proof.ts";
import { parseVerifyingKey } from "./verifying-key.ts";
import { calculateWitness } from "./witness.ts";

/**
 * A prover that stays warm: each circuit's calculator and keys are loaded once, at its first proof. Whoever makes the
 * proofs, each is verified before it is given away.
 */
export function checkedProver(maker: ProofMaker, root = projectRoot): Prover {
  const loaded = new Map<CircuitName, ReturnType<typeof loadCircuit>>();
  const load = (circuit: CircuitName) => {
    const known = loaded.get(circuit) ?? loadCircuit(circuit);
    loaded.set(circuit, known);
    return known;
  };
  const loadCircuit = async (circuit: CircuitName) => {
    const { wasm, zkey, vkey } = loadArtefacts(circuit, root);
    return {
      calculator: await WebAssembly.compile(wasm),
      make: await maker.load(circuit, zkey),
      verifier: new ProofVerifier(parseVerifyingKey(vkey)),
    };
  };
  return {
    async prove(circuit, inputs) {
      const { calculator, make, verifier } = await load(circuit);
      const start = performance.now();
      const witness = await calculateWitness(circuit, calculator, inputs);
      const calculated = performance.now();
      const { proof, publicSignals } = await make(witness);
      if (!verifier.verify(proof, publicSignals)) throw badProof(circuit);
      const proveMs = performance.now() - calculated;
      return { proof, publicSignals, witnessMs: calculated - start, proveMs };
    },
    async verify(circuit, proof, publicSignals) {
      return (await load(circuit)).verifier.verify(proof, publicSignals);
    },
    close: () => maker.close(),
  };
}

function badProof(circuit: string): KoboldError {
  return new KoboldError(
    "PROOF_INVALID",
    phrase`the proof of circuit ${circuit} that was made here does not hold, and was thrown away`,
    phrase`see what \`npx hardhat doctor\` says; with KOBOLD_PROVER=snarkjs another prover makes it`,
  );
}
