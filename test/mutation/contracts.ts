import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

import { type ContractMutant, contractMutantsOf, isMutated } from "./contract-mutants.ts";
import type { KillingTest } from "./circuit-worker.ts";
import type { ContractJob } from "./contract-worker.ts";
import { contractFiles, contractSources, TEST_CONTRACTS } from "./contract-sources.ts";
import { MutantWorker } from "./pool.ts";
import { type Outcome, Outcomes, readEquivalents, reportMutants, tryMutants } from "./report.ts";

// Puts each small fault in contracts/ through the tests in test/contracts, those of the faulty file first. A fault that
// no test notices is a missing test, unless test/contracts/mutants.json says why it is none, or the shipped compiler
// makes the same code of it.

const root = join(import.meta.dirname, "../..");
const stateDir = join(root, ".mutants");
const listPath = "test/contracts/mutants.json";
/** Of a hundred branches of our contracts, so many are taken by a test that notices if they are not. */
const BRANCHES_PERCENT = 95;

/** Of a transaction; a fault that goes round for ever ends after so much. */
const MOST_GAS = 150_000_000;

const { values: options } = parseArgs({
  options: {
    jobs: { type: "string", default: String(availableParallelism()) },
    /** Only files whose path contains this; then the list of equivalents is not checked for stale entries. */
    only: { type: "string", default: "" },
    /** Forget the results of earlier runs; without it kills are kept, and survivors are tried again. */
    fresh: { type: "boolean", default: false },
  },
});

const files = contractFiles(root);
const sourcesOf = new Map(files.map((file) => [file, contractSources(root, [file])]));
const suites = suitesIn("").concat(suitesIn("lib/"), suitesIn("oem/"));

/** Tests of gas are left out: the mutants are compiled without the optimiser. */
function suitesIn(dir: string): string[] {
  return readdirSync(join(root, "test/contracts", dir))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".gas.ts") && name !== "mutants.ts")
    .map((name) => `test/contracts/${dir}${name}`);
}

/** The files whose code a file is part of, itself first. */
function affectedBy(file: string): string[] {
  return [file, ...files.filter((other) => other !== file && sourcesOf.get(other)?.has(file) === true)];
}

/** The tests of a file and of those that it is part of: its own first, and last those that draw at random. */
function testsFor(file: string): string[] {
  const names = affectedBy(file).map((path) => basename(path, ".sol"));
  const placeOf = (suite: string): number => names.indexOf(basename(suite).split(".")[0] ?? "");
  const cost = (suite: string): number =>
    Math.min(placeOf(suite), 1) + (/fuzz|sequences/.test(suite) ? 2 : 0);
  return suites.filter((suite) => placeOf(suite) >= 0).toSorted((a, b) => cost(a) - cost(b));
}

/** Where a fault in a file is looked for: first, and quicker, in the harness that its own tests have, if there is one. */
function stagesFor(file: string): Pick<ContractJob, "files" | "tests">[] {
  const all = { files: affectedBy(file), tests: testsFor(file) };
  const harnesses = all.files.filter(
    (other) =>
      other.endsWith("Harness.sol") && sourcesOf.get(other)?.get(other)?.includes(basename(file)) === true,
  );
  const own = all.tests.filter((suite) => basename(suite).startsWith(`${basename(file, ".sol")}.`));
  return harnesses.length > 0 && own.length > 0 ? [{ files: harnesses, tests: own }, all] : [all];
}

/** So many of the tests that last noticed a fault in a function are tried first on its next. */
const LIKELY_TESTS = 3;
const killersOf = new Map<string, KillingTest[]>();

/** The tests that last noticed a fault where this one is, latest first; a hook is not a test that runs alone. */
function likelyFor({ file, statement }: ContractMutant): KillingTest[] {
  const place = `${file} ${statement.split(":")[0] ?? ""}`;
  const killers = killersOf.get(place) ?? [];
  killersOf.set(place, killers);
  return killers;
}

function remember(killers: KillingTest[], by: KillingTest | undefined): void {
  if (by === undefined || /" hook( |$)/.test(by.title)) return;
  const others = killers.filter(({ title }) => title !== by.title).slice(0, LIKELY_TESTS - 1);
  killers.splice(0, killers.length, by, ...others);
}

async function outcomeOf(mutant: ContractMutant, worker: MutantWorker<ContractJob>): Promise<Outcome> {
  let isSame = false;
  const killers = likelyFor(mutant);
  for (const stage of stagesFor(mutant.file)) {
    const likely = killers.filter(({ file }) => stage.tests.includes(file));
    const job: ContractJob = { ...stage, likely, overrides: [[mutant.file, mutant.source]] };
    // a chain that polls after it was closed ends a worker now and then: another tries the mutant again
    const result = await worker.run(job).catch(() => worker.run(job));
    if (result.stillborn !== undefined) return { kind: "stillborn", detail: result.stillborn };
    const [by] = result.failed;
    remember(killers, result.by);
    if (by !== undefined) return { kind: "killed", detail: by };
    isSame = result.same === true;
  }
  return { kind: isSame ? "same" : "survived", detail: "" };
}

const COMMENT = /\/\/.*$/gm;
const hashes = new Map<string, string>();

/** Names a mutant within the contracts that it is part of, without comments; contracts for tests aside. */
function keyOf({ file, id }: ContractMutant): string {
  const hash = hashes.get(file) ?? hashOf(file);
  hashes.set(file, hash);
  return `${id}-${hash}`;
}

function hashOf(file: string): string {
  const hash = createHash("sha256");
  for (const affected of affectedBy(file).filter((other) => !other.startsWith(TEST_CONTRACTS))) {
    for (const [path, text] of sourcesOf.get(affected) ?? []) {
      if (path.startsWith("contracts/")) hash.update(JSON.stringify([path, text.replaceAll(COMMENT, "")]));
    }
  }
  return hash.digest("hex").slice(0, 12);
}

function makeWorker(number: number): MutantWorker<ContractJob> {
  const dir = join(stateDir, `contracts-${number}`);
  rmSync(dir, { recursive: true, force: true });
  cpSync(join(root, "artifacts"), join(dir, "artifacts"), {
    recursive: true,
    filter: (path) => basename(path) !== "build-info",
  });
  return new MutantWorker(join(import.meta.dirname, "contract-worker.ts"), {
    HARDHAT_CONFIG: join(import.meta.dirname, "scratch.config.ts"),
    SCRATCH_DIR: dir,
    SCRATCH_GAS: String(MOST_GAS),
  });
}

async function main(): Promise<number> {
  const mutants = files
    .filter((file) => isMutated(file) && file.includes(options.only))
    .flatMap((file) => contractMutantsOf(file, readFileSync(join(root, file), "utf8")));
  if (mutants.length === 0) throw new Error("there is nothing to mutate");
  for (const { file } of mutants) if (testsFor(file).length === 0) throw new Error(`no test is of ${file}`);
  mkdirSync(stateDir, { recursive: true });
  const outcomes = new Outcomes(join(stateDir, "contracts.json"), { fresh: options.fresh });
  const kindOf = (mutant: ContractMutant) => outcomes.get(keyOf(mutant))?.kind;
  const open = mutants.filter((mutant) => (kindOf(mutant) ?? "survived") === "survived");
  const jobs = Math.max(1, Math.min(Number(options.jobs), open.length));
  const workers = Array.from({ length: open.length > 0 ? jobs : 0 }, (_, i) => makeWorker(i));
  // what is left out or always the same comes first, so that a run cut short has tried the checks and effects
  const isPlain = ({ isBranch, after }: ContractMutant): boolean =>
    isBranch || after === "" || after === "{}";
  // and what survived before comes last, since all tests are run on it
  const isNew = (mutant: ContractMutant): boolean => kindOf(mutant) === undefined;
  const rank = (mutant: ContractMutant): number => 2 * Number(isNew(mutant)) + Number(isPlain(mutant));
  const queue = open.toSorted((a, b) => rank(b) - rank(a));
  try {
    await tryMutants(queue, workers, outcomeOf, (mutant, outcome) => {
      outcomes.set(keyOf(mutant), outcome);
    });
  } finally {
    for (const worker of workers) worker.stop();
  }
  const branches = mutants.filter((mutant) => mutant.isBranch && kindOf(mutant) !== "stillborn");
  const taken = branches.filter((mutant) => kindOf(mutant) === "killed").length;
  console.log(`${branches.length} branches: ${taken} taken by a test that depends on it`);
  const code = reportMutants(
    mutants,
    (mutant) => outcomes.get(keyOf(mutant)),
    { path: listPath, entries: readEquivalents(join(root, listPath)) },
    options.only === "",
  );
  return 100 * taken >= BRANCHES_PERCENT * branches.length ? code : 1;
}

process.exitCode = await main();
