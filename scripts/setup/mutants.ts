import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import manifest from "../../circuits/circuits.json" with { type: "json" };
import { circuitSources } from "./circuit-sources.ts";
import { type Mutant, mutantsOf } from "./mutants-generate.ts";
import { templateInputs } from "./mutants-inputs.ts";
import { MutantWorker } from "./mutants-pool.ts";
import type { MutantJob } from "./mutants-worker.ts";
import { quickPoseidon, type Stub, stubsKeeping } from "./mutants-stubs.ts";

// Puts each small fault in circuits/templates and circuits/lib through the suites of the circuits that it is in.
// A fault that no test notices is a missing test, unless test/circuits/mutants.json says why it is none.

interface Outcome {
  readonly kind: "killed" | "survived" | "stillborn";
  readonly detail: string;
}

/** A circuit as it is tested: whole, or quicker with some constraints left out. */
interface Variant {
  readonly circuit: string;
  readonly stub: Stub | undefined;
  /** Tests of what is left out. */
  without: readonly string[];
}

const root = join(import.meta.dirname, "../..");
const workerScript = join(import.meta.dirname, "mutants-worker.ts");
const stateDir = join(root, ".mutants");
/** Survivors that change nothing, and why. */
const listed = readEquivalents(join(root, "test/circuits/mutants.json"));
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

function describe({ file, line, before, after, statement }: Mutant): string {
  return `${file}:${line}  ${before === "" ? "add" : before} → ${after === "" ? "(nothing)" : after}   in  ${statement}`;
}

function findReason({ file, statement, at, before, after }: Mutant): string | undefined {
  return listed.find(
    (e) =>
      e.file === file && e.statement === statement && e.at === at && e.before === before && e.after === after,
  )?.reason;
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
  const statePath = join(stateDir, "results.json");
  const earlier: unknown =
    existsSync(statePath) && !options.fresh ? JSON.parse(readFileSync(statePath, "utf8")) : {};
  const state = new Map<string, Outcome>();
  for (const [key, outcome] of Object.entries(earlier ?? {})) if (isOutcome(outcome)) state.set(key, outcome);
  const save = (): void => {
    writeFileSync(statePath, JSON.stringify(Object.fromEntries(state), null, 1));
  };

  const open = mutants.filter((mutant) => (state.get(keyOf(mutant))?.kind ?? "survived") === "survived");
  for (const { file } of open) variantsFor(file);
  const jobs = Math.max(1, Math.min(Number(options.jobs), open.length));
  const workers = Array.from(
    { length: jobs },
    () => new MutantWorker<MutantJob>(workerScript, { MUTANT_CIRCUITS: byCost.join(",") }),
  );
  const started = Date.now();
  let done = 0;
  try {
    const [first] = workers;
    if (first !== undefined && open.length > 0) await checkBaseline(first);
    const queue = [...open];
    await Promise.all(
      workers.map(async (worker) => {
        for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
          const outcome = await outcomeOf(mutant, worker);
          state.set(keyOf(mutant), outcome);
          save();
          done += 1;
          const minutes = ((Date.now() - started) / done) * ((open.length - done) / 60_000);
          process.stderr.write(
            `[${done}/${open.length}, ${minutes.toFixed(0)} min left] ${outcome.kind}: ${describe(mutant)}\n`,
          );
        }
      }),
    );
  } finally {
    for (const worker of workers) worker.stop();
  }
  return report(mutants, state);
}

/** Prints what came out. @returns the exit code */
function report(mutants: readonly Mutant[], state: ReadonlyMap<string, Outcome>): number {
  const of = (kind: Outcome["kind"]) => mutants.filter((mutant) => state.get(keyOf(mutant))?.kind === kind);
  const survivors = of("survived");
  const gaps = survivors.filter((mutant) => findReason(mutant) === undefined);
  const explained = survivors.length - gaps.length;
  console.log(
    `${mutants.length} mutants: ${of("killed").length} killed, ${explained} equivalent, ` +
      `${of("stillborn").length} stillborn, ${gaps.length} unexplained`,
  );
  for (const mutant of gaps)
    console.log(`survived: ${describe(mutant)}\n  ${JSON.stringify(entryOf(mutant))}`);
  const stale = options.only === "" ? listed.length - explained : 0;
  if (stale !== 0) console.log(`test/circuits/mutants.json: ${stale} entries are of no survivor`);
  const missing = mutants.filter((mutant) => !state.has(keyOf(mutant))).length;
  if (missing > 0) console.log(`${missing} mutants were not tried`);
  return gaps.length === 0 && stale === 0 && missing === 0 && of("killed").length > 0 ? 0 : 1;
}

function entryOf({ file, statement, at, before, after }: Mutant) {
  return { file, statement, at, before, after, reason: "" };
}

interface Equivalent extends Pick<Mutant, "file" | "statement" | "at" | "before" | "after"> {
  readonly reason: string;
}

function readEquivalents(path: string): Equivalent[] {
  const list: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!Array.isArray(list) || !list.every(isEquivalent)) throw new Error(`${path}: an entry lacks a field`);
  return list;
}

function isEquivalent(entry: unknown): entry is Equivalent {
  const isRecord = typeof entry === "object" && entry !== null && "reason" in entry;
  const fields = ["file", "statement", "at", "before", "after"];
  return isRecord && entry.reason !== "" && fields.every((field) => field in entry);
}

function isOutcome(value: unknown): value is Outcome {
  return typeof value === "object" && value !== null && "kind" in value && "detail" in value;
}

process.exitCode = await main();
