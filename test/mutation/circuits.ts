import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import manifest from "../../circuits/circuits.json" with { type: "json" };
import { circuitSources } from "../../scripts/setup/circuit-sources.ts";
import { type Mutant, mutantsOf } from "./circuit-mutants.ts";
import { templateInputs } from "./circuit-inputs.ts";
import { MutantWorker } from "./pool.ts";
import { type Outcome, Outcomes, readEquivalents, reportMutants, tryMutants } from "./report.ts";
import type { MutantJob } from "./circuit-worker.ts";
import { quickPoseidon, type Stub, stubsKeeping } from "./circuit-stubs.ts";

// Puts each small fault in circuits/templates and circuits/lib through the suites of the circuits that it is in.
// A fault that no test notices is a missing test, unless test/circuits/mutants.json says why it is none.

/** A circuit as it is tested: whole, or quicker with some constraints left out. */
interface Variant {
  readonly circuit: string;
  readonly stub: Stub | undefined;
  /** Tests of what is left out. */
  without: readonly string[];
}

const root = join(import.meta.dirname, "../..");
const workerScript = join(import.meta.dirname, "circuit-worker.ts");
const stateDir = join(root, ".mutants");
const listPath = "test/circuits/mutants.json";
const { values: options } = parseArgs({
  options: {
    jobs: { type: "string", default: String(availableParallelism()) },
    /** Only files whose path contains this; then the list of equivalents is not checked for stale entries. */
    only: { type: "string", default: "" },
    /** Forget the results of earlier runs; without it kills are kept, and survivors are tried again. */
    fresh: { type: "boolean", default: false },
  },
});

const sourcesOf = new Map(
  manifest.circuits.map(({ name, file }) => [name, circuitSources(root, `circuits/${file}`)]),
);
// from quick to slow
const byCost = ["split", "claim", "merge", "refine", "mint"].filter((name) => sourcesOf.has(name));
if (byCost.length !== sourcesOf.size) throw new Error("the order of the circuits leaves one out");
const poseidon = quickPoseidon(root);
const variants = new Map<string, Variant>();

/** Where a fault in a file is looked for, quickest first. */
function variantsFor(file: string): Variant[] {
  const including = byCost.filter((name) => sourcesOf.get(name)?.has(file) === true);
  const isStubbable = (name: string): boolean => name === "mint" || name === "refine";
  const stubs = stubsKeeping(root, file);
  return [
    ...including.filter((name) => !isStubbable(name)).map((name) => variant(name)),
    ...including.filter(isStubbable).flatMap((name) => stubs.slice(0, 1).map((stub) => variant(name, stub))),
    ...including
      .filter(isStubbable)
      .reverse()
      .map((name) => variant(name)),
  ];
}

function variant(circuit: string, stub?: Stub): Variant {
  const key = stub === undefined ? circuit : `${circuit} ${stub.name}`;
  const found = variants.get(key) ?? { circuit, stub, without: [] };
  variants.set(key, found);
  return found;
}

function overridesOf({ stub }: Variant, mutant?: Mutant): [string, string][] {
  const stubbed: [string, string][] = [...(stub?.overrides ?? [])];
  return [
    ...poseidon,
    ...stubbed,
    ...(mutant === undefined ? [] : [[mutant.file, mutant.source] satisfies [string, string]]),
  ];
}

/** Every unmutated circuit must pass its suite, or no result means anything. */
async function checkBaseline(worker: MutantWorker<MutantJob>): Promise<void> {
  for (const [name, tested] of variants) {
    process.stderr.write(`baseline: ${name}\n`);
    const job = { circuit: tested.circuit, overrides: overridesOf(tested), without: [], all: true };
    const { failed, passed, stillborn } = await worker.run(job);
    if (stillborn !== undefined) throw new Error(`the unmutated ${name} does not compile: ${stillborn}`);
    if (passed === 0 || (failed.length > 0 && tested.stub === undefined)) {
      throw new Error(`the unmutated ${name} fails its suite:\n${failed.join("\n")}`);
    }
    tested.without = failed;
  }
}

async function outcomeOf(mutant: Mutant, worker: MutantWorker<MutantJob>): Promise<Outcome> {
  for (const tested of variantsFor(mutant.file)) {
    const { circuit, without } = tested;
    const result = await worker.run({ circuit, overrides: overridesOf(tested, mutant), without, all: false });
    if (result.stillborn !== undefined) return { kind: "stillborn", detail: result.stillborn };
    const [by] = result.failed;
    if (by !== undefined) return { kind: "killed", detail: by };
  }
  return { kind: "survived", detail: "" };
}

/** Names a mutant within the sources that it is compiled with. */
function keyOf(mutant: Mutant): string {
  const hash = createHash("sha256").update(mutant.id);
  for (const sources of sourcesOf.values()) {
    if (!sources.has(mutant.file)) continue;
    for (const [path, text] of sources)
      if (path.startsWith("circuits/")) hash.update(JSON.stringify([path, text]));
  }
  return hash.digest("hex").slice(0, 16);
}

async function main(): Promise<number> {
  const inputsOf = templateInputs(root);
  const mutants = ["circuits/templates", "circuits/lib"]
    .flatMap((dir) => readdirSync(join(root, dir)).map((name) => `${dir}/${name}`))
    .filter((file) => file.includes(options.only))
    .flatMap((file) => mutantsOf(file, readFileSync(join(root, file), "utf8"), inputsOf));
  for (const { file } of mutants) {
    if (variantsFor(file).length === 0) throw new Error(`no circuit includes ${file}`);
  }
  if (mutants.length === 0) throw new Error("there is nothing to mutate");

  mkdirSync(stateDir, { recursive: true });
  const outcomes = new Outcomes(join(stateDir, "results.json"), { fresh: options.fresh });
  const open = mutants.filter((mutant) => (outcomes.get(keyOf(mutant))?.kind ?? "survived") === "survived");
  for (const { file } of open) variantsFor(file);
  const jobs = Math.max(1, Math.min(Number(options.jobs), open.length));
  const workers = Array.from(
    { length: jobs },
    () => new MutantWorker<MutantJob>(workerScript, { MUTANT_CIRCUITS: byCost.join(",") }),
  );
  try {
    const [first] = workers;
    if (first !== undefined && open.length > 0) await checkBaseline(first);
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
    options.only === "",
  );
}

process.exitCode = await main();
