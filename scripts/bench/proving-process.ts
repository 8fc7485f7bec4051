import type { SignalValueType } from "snarkjs";

import type { CircuitInputs, SignalValue } from "../core/circuit-inputs.ts";
import { createProver } from "../prover/create-prover.ts";
import { artefactPaths } from "../prover/files.ts";
import type { CircuitName } from "../prover/manifest.ts";

// One process of the benchmark: proves one statement several times, cold at first, and tells its parent what it took.

export interface ProvingTask {
  /** `ours` as Kobold proves, `naive` as snarkjs's introduction has it. */
  readonly mode: "ours" | "naive";
  readonly circuit: CircuitName;
  readonly inputs: CircuitInputs;
  readonly times: number;
}

export interface ProvingTimes {
  /** Milliseconds from the start of the process to its first proof. */
  readonly coldMs: number;
  /** Milliseconds of each proving, the first included. */
  readonly provings: readonly number[];
  /** The most memory that the process held, in MB. */
  readonly memoryMb: number;
}

process.once("message", (task: ProvingTask) => {
  void carryOut(task).then((times) => process.send?.(times));
});

async function carryOut({ mode, circuit, inputs, times }: ProvingTask): Promise<ProvingTimes> {
  const provings: number[] = [];
  let coldMs = 0;
  const timed = async (prove: () => Promise<unknown>) => {
    for (let i = 0; i < times; i += 1) {
      const start = performance.now();
      await prove();
      provings.push(performance.now() - start);
      // the clock began with the process
      if (i === 0) coldMs = performance.now();
    }
  };
  // the system's own record of the most memory begins with what the parent process held
  let mostMemory = 0;
  const sampler = setInterval(() => (mostMemory = Math.max(mostMemory, process.memoryUsage.rss())), 5);
  if (mode === "ours") {
    const prover = await createProver();
    await timed(() => prover.prove(circuit, inputs));
    await prover.close();
  } else {
    const { wasm, zkey } = artefactPaths(circuit);
    const signals = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, copied(value)]));
    const [{ groth16 }, { withCurve }] = await Promise.all([import("snarkjs"), import("../prover/curve.ts")]);
    // ends snarkjs's threads afterwards; within, it starts them as it likes
    await withCurve(() => timed(() => groth16.fullProve(signals, wasm, zkey)));
  }
  clearInterval(sampler);
  return { coldMs, provings, memoryMb: mostMemory / 2 ** 20 };
}

function copied(value: SignalValue): SignalValueType {
  return typeof value === "bigint" ? value : value.map(copied);
}
