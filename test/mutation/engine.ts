import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { engineSources } from "../../scripts/setup/engine.ts";
import type { Mutant } from "./circuit-mutants.ts";
import { engineMutantsOf } from "./engine-mutants.ts";
import type { EngineJob } from "./engine-worker.ts";
import { MutantWorker } from "./pool.ts";
import { type Outcome, Outcomes, readEquivalents, reportMutants, tryMutants } from "./report.ts";

// Puts each small fault in the proving engine through its tests. A fault that none notices is a missing test, unless
// test/prover/engine/mutants.json says why it is none.

const root = join(import.meta.dirname, "../..");
const listPath = "test/prover/engine/mutants.json";
/** From quick to slow: arithmetic, transforms, sums of points, whole proofs. */
const TESTS = ["field", "transform", "curve", "proof"].map((name) => `test/prover/engine/${name}.ts`);
/** All tests take a tenth of it. */
const ENDLESS_MS = 10 * 60_000;

const { values: options } = parseArgs({
  options: {
    jobs: { type: "string", default: String(availableParallelism()) },
    /** Only files whose name contains this; then the list of equivalents is not checked for stale entries. */
    only: { type: "string", default: "" },
    /** Only so many, drawn evenly from all; the list is not checked either. */
    sample: { type: "string", default: "" },
    /** Forget the results of earlier runs; without it kills are kept, and survivors are tried again. */
    fresh: { type: "boolean", default: false },
  },
});

const sources = engineSources();
const sourcesHash = createHash("sha256")
  .update(JSON.stringify([...sources]))
  .digest("hex")
  .slice(0, 12);
const keyOf = ({ id }: Mutant): string => `${id}-${sourcesHash}`;

async function outcomeOf({ file, source }: Mutant, worker: MutantWorker<EngineJob>): Promise<Outcome> {
  const result = await worker.run({ file, source, tests: TESTS });
  if (result.stillborn !== undefined) return { kind: "stillborn", detail: result.stillborn };
  const [by] = result.failed;
  return by === undefined ? { kind: "survived", detail: "" } : { kind: "killed", detail: by };
}

async function main(): Promise<number> {
  const all = [...sources]
    // the two fields are written by one generator
    .filter(([file]) => file !== "fr.ts" && file.includes(options.only))
    .flatMap(([file, source]) => engineMutantsOf(file, source));
  const every = options.sample === "" ? 1 : Math.max(1, Math.ceil(all.length / Number(options.sample)));
  const mutants = all.filter((_, i) => i % every === 0);
  if (mutants.length === 0) throw new Error("there is nothing to mutate");
  mkdirSync(join(root, ".mutants"), { recursive: true });
  const outcomes = new Outcomes(join(root, ".mutants/engine.json"), { fresh: options.fresh });
  const open = mutants.filter((mutant) => (outcomes.get(keyOf(mutant))?.kind ?? "survived") === "survived");
  const jobs = Math.max(1, Math.min(Number(options.jobs), open.length));
  const script = join(import.meta.dirname, "engine-worker.ts");
  const workers = Array.from({ length: jobs }, () => new MutantWorker<EngineJob>(script, {}, ENDLESS_MS));
  try {
    const [first] = workers;
    const [file = "", source = ""] = [...sources][0] ?? [];
    // the engine without a fault must pass, or no result means anything
    const whole = open.length > 0 ? await first?.run({ file, source, tests: TESTS }) : undefined;
    if (whole !== undefined && (whole.failed.length > 0 || whole.stillborn !== undefined))
      throw new Error(`the engine fails its tests: ${whole.failed.join()} ${whole.stillborn ?? ""}`);
    await tryMutants(open, workers, outcomeOf, (mutant, outcome) => {
      outcomes.set(keyOf(mutant), outcome);
    });
  } finally {
    for (const worker of workers) worker.stop();
  }
  return reportMutants(
    mutants,
    (mutant) => outcomes.get(keyOf(mutant)),
    { path: listPath, entries: readEquivalents(join(root, listPath)) },
    options.only === "" && options.sample === "",
  );
}

process.exitCode = await main();
