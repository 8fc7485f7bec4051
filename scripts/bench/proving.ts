import { fork } from "node:child_process";
import path from "node:path";

import type { CircuitInputs } from "../core/circuit-inputs.ts";
import type { CircuitName } from "../prover/manifest.ts";
import type { ProvingTask, ProvingTimes } from "./proving-process.ts";

/** Milliseconds of some provings. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What proving takes in a process of its own. */
export interface ProcessFigures extends Omit<ProvingTimes, "provings"> {
  readonly warm: Spread;
}

const WARM_PROVINGS = 5;

/** Proves one statement in a new process. */
export async function measureProcess(
  mode: ProvingTask["mode"],
  circuit: CircuitName,
  inputs: CircuitInputs,
): Promise<ProcessFigures> {
  const script = path.join(import.meta.dirname, "proving-process.ts");
  const child = fork(script, { serialization: "advanced" });
  child.send({ mode, circuit, inputs, times: 1 + WARM_PROVINGS } satisfies ProvingTask);
  const { provings, ...times } = await new Promise<ProvingTimes>((resolve, reject) => {
    child.once("message", resolve);
    child.once("error", reject);
    child.once("disconnect", () => {
      reject(new Error("a proving process ended by itself"));
    });
  });
  return { ...times, warm: spreadOf(provings.slice(1)) };
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
  return { median, min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}
