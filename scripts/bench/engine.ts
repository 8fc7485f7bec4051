import { fork } from "node:child_process";
import path from "node:path";

import type { CircuitInputs } from "../core/circuit-inputs.ts";
import type { CircuitName } from "../prover/manifest.ts";
import type { EngineTask, EngineTimes } from "./engine-process.ts";
import { type Spread, spreadOf } from "./proving.ts";

/** What a proof alone takes on one core, from a witness. */
export interface MakerFigures {
  readonly cpuMs: Spread;
  readonly wallMs: Spread;
}

/** The engine beside snarkjs, in one process, by turns. */
export interface EngineFigures {
  readonly circuits: readonly {
    readonly name: CircuitName;
    /** The engine's proof, which includes that it is verified. */
    readonly engine: MakerFigures;
    readonly snarkjs: MakerFigures;
  }[];
  /** What the process holds with the keys of all circuits, before snarkjs is loaded. */
  readonly memoryMb: number;
}

const TIMES = 10;

export async function measureEngine(
  statements: readonly (readonly [CircuitName, CircuitInputs])[],
): Promise<EngineFigures> {
  const child = fork(path.join(import.meta.dirname, "engine-process.ts"), { serialization: "advanced" });
  child.send({ statements, times: TIMES } satisfies EngineTask);
  const { circuits, memoryMb } = await new Promise<EngineTimes>((resolve, reject) => {
    child.once("message", resolve);
    child.once("error", reject);
    child.once("exit", () => {
      reject(new Error("the process that measures the engine ended by itself"));
    });
  });
  const figures = (times: readonly (readonly [number, number])[]): MakerFigures => ({
    cpuMs: spreadOf(times.map(([cpu]) => cpu)),
    wallMs: spreadOf(times.map(([, wall]) => wall)),
  });
  return {
    memoryMb,
    circuits: circuits.map(({ name, engine, snarkjs }) => ({
      name,
      engine: figures(engine),
      snarkjs: figures(snarkjs),
    })),
  };
}
