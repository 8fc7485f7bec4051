import type { Prover } from "../prover/prover.ts";
import type { Prepared, Workshop } from "./prepare.ts";
import type { Report } from "./report.ts";
import type { Stage } from "./stage.ts";
import type { World } from "./world.ts";

/** The firm that buys the hydroxide, has it refined under toll, blends and delivers. */
export const TRADER = "trader";

/** Everything that the parts of the scenario work with. */
export interface Scene {
  readonly world: World;
  readonly prover: Prover;
  readonly report: Report;
  readonly workshop: Workshop;
  readonly stage: Stage;
  /** The chain before the day's first operation. */
  readonly morning: { restore(): Promise<void> };
  /** The day's operations in order, for the batch at its end. */
  readonly operations: { readonly prepared: Prepared; readonly gas: number }[];
}

/** Proves and sends one operation of the day. */
export async function perform(
  { report, stage, operations }: Scene,
  name: string,
  prepare: () => Promise<Prepared>,
  by = TRADER,
): Promise<Prepared> {
  const prepared = await report.during(`proving: ${name}`, prepare);
  operations.push({ prepared, gas: await stage.perform(name, prepared, by) });
  return prepared;
}
