import type { CircuitInputs } from "../core/circuit-inputs.ts";
import { randomField } from "../core/random.ts";
import { loadArtefacts } from "../prover/artefacts.ts";
import { Engine } from "../prover/engine/engine.ts";
import { enginePath, readArtefact } from "../prover/files.ts";
import type { CircuitName } from "../prover/manifest.ts";
import { ProofVerifier } from "../prover/verify-proof.ts";
import { parseVerifyingKey } from "../prover/verifying-key.ts";
import { calculateWitness } from "../prover/witness.ts";

// One process of the benchmark: proves by turns with the engine and with snarkjs, each on this one thread.

export interface EngineTask {
  readonly statements: readonly (readonly [CircuitName, CircuitInputs])[];
  readonly times: number;
}

/** Milliseconds of the processor and of the clock. */
type Time = readonly [cpuMs: number, wallMs: number];

export interface EngineTimes {
  readonly circuits: readonly {
    readonly name: CircuitName;
    readonly engine: readonly Time[];
    readonly snarkjs: readonly Time[];
  }[];
  readonly memoryMb: number;
}

process.once("message", (task: EngineTask) => {
  void carryOut(task).then((times) => {
    // snarkjs's curve keeps the process alive
    process.send?.(times, undefined, undefined, () => process.exit());
  });
});

async function carryOut({ statements, times }: EngineTask): Promise<EngineTimes> {
  const engine = await Engine.create(readArtefact(enginePath(), "build"));
  const provers = [];
  for (const [name, inputs] of statements) {
    const { wasm, zkey, vkey } = loadArtefacts(name);
    const witness = await calculateWitness(name, await WebAssembly.compile(wasm), inputs);
    const key = engine.load(zkey);
    const verifier = new ProofVerifier(parseVerifyingKey(vkey));
    const prove = () => {
      const { proof, publicSignals } = engine.prove(key, witness, randomField);
      if (!verifier.verify(proof, publicSignals))
        throw new Error(`the engine's proof of ${name} does not hold`);
    };
    // warm
    prove();
    prove();
    provers.push({ name, witness, prove });
  }
  const memoryMb = process.memoryUsage.rss() / 2 ** 20;
  const { curves, groth16 } = await import("snarkjs");
  Object.assign(globalThis, { curve_bn128: await curves.getCurveFromName("bn128", { singleThread: true }) });
  const circuits = [];
  for (const { name, witness, prove } of provers) {
    const { zkey } = loadArtefacts(name);
    await groth16.prove(zkey, witness);
    const [ours, theirs]: [Time[], Time[]] = [[], []];
    for (let i = 0; i < times; i += 1) {
      ours.push(await timed(prove));
      theirs.push(await timed(() => groth16.prove(zkey, witness)));
    }
    circuits.push({ name, engine: ours, snarkjs: theirs });
  }
  return { circuits, memoryMb };
}

async function timed(work: () => unknown): Promise<Time> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return [(user + system) / 1_000, performance.now() - wall];
}
