import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import type { CircuitInputs } from "../core/circuit-inputs.ts";
import { asJson } from "../core/json.ts";
import { jsonAt, jsonList } from "../prover/json.ts";
import type { CircuitName } from "../prover/manifest.ts";

/** Milliseconds of some provings. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What proving takes in a process of its own. */
export interface ProcessFigures {
  /** From the start of the process to its first proof. */
  readonly coldMs: number;
  readonly warm: Spread;
  /** The most memory that the process held, in MB. */
  readonly memoryMb: number;
}

const WARM_PROVINGS = 5;
const run = promisify(execFile);

/** Proves one statement in a new process: `ours` as Kobold does, `naive` as snarkjs's introduction has it. */
export async function measureProcess(
  mode: "ours" | "naive",
  circuit: CircuitName,
  inputs: CircuitInputs,
): Promise<ProcessFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), "kobold-bench-"));
  const file = path.join(folder, "inputs.json");
  const script = path.join(import.meta.dirname, "proving-process.ts");
  try {
    writeFileSync(file, asJson(inputs));
    const { stdout } = await run(process.execPath, [script, mode, circuit, file, String(1 + WARM_PROVINGS)]);
    const json: unknown = JSON.parse(stdout);
    const [, ...warm] = jsonList(json, "provings").map(Number);
    const figure = (name: string): number => Number(jsonAt(json, name));
    return { coldMs: figure("coldMs"), warm: spreadOf(warm), memoryMb: figure("memoryMb") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
  return { median, min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}
