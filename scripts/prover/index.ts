// Proofs of the circuits with the development keys of the package. The package's entry `kobold/prover`; nothing within Kobold imports it.

export { type Proven, type Prover } from "./prover.ts";
export { chooseProver, createProver, type ProverChoice, type ProverOptions } from "./create-prover.ts";
export { createSnarkjsProver } from "./snarkjs-prover.ts";
export { defaultPoolSize, proverPool } from "./prover-pool.ts";
export { lazyProver } from "./lazy-prover.ts";
export { developmentKeyWords, readKeyWords } from "./key-words.ts";
export { circuitId, circuitNames, type CircuitName } from "./manifest.ts";
export { type ProofWords } from "./proof.ts";
export { publicSignalsOf } from "./public-signals.ts";
