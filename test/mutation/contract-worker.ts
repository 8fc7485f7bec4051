import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import hre from "hardhat";

import { jsonObject } from "../../scripts/prover/json.ts";
import { compileContracts, type ContractCode, OPTIMIZERS, SolidityError } from "./contract-compile.ts";
import { contractFiles } from "./contract-sources.ts";
import type { KillingTest, MutantResult } from "./circuit-worker.ts";
import { type FileResult, runTestFile } from "./test-file.ts";

/** Contract files with some of them replaced, to be put through tests, files first to last. */
export interface ContractJob {
  /** Those whose contracts are made anew. */
  readonly files: readonly string[];
  readonly overrides: readonly (readonly [string, string])[];
  readonly tests: readonly string[];
  /** Tests that noticed such faults before, tried alone before the files. */
  readonly likely: readonly KillingTest[];
}

const root = join(import.meta.dirname, "../..");
const artifacts = hre.config.paths.artifacts;

/** Chains that the tests opened. */
const connections: { close(): Promise<void> }[] = [];
hre.hooks.registerHandlers("network", {
  newConnection: async (context, next) => {
    const connection = await next(context);
    connections.push(connection);
    return connection;
  },
});

const unmutated = compileContracts(root, contractFiles(root), new Map(), OPTIMIZERS.none);
for (const [name, code] of unmutated) putCode(name, code);

/** By how much no job makes the process grow, but for an endless loop, whose every step the chain remembers. */
const GROWTH_BYTES = 4 * 2 ** 30;

/** Answers for a job that takes all memory, before the machine ends something else for it. */
async function runWatched(job: ContractJob): Promise<MutantResult> {
  const before = process.memoryUsage.rss();
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - before < GROWTH_BYTES) return;
    clearInterval(watch);
    const result: MutantResult = { failed: ["an endless loop"], passed: 0, spent: true };
    process.send?.(result);
  }, 50);
  try {
    return await run(job);
  } finally {
    clearInterval(watch);
  }
}

async function run(job: ContractJob): Promise<MutantResult> {
  const overrides = new Map(job.overrides);
  let codes;
  try {
    codes = compileContracts(root, job.files, overrides, OPTIMIZERS.none);
  } catch (error) {
    if (error instanceof SolidityError) return { failed: [], passed: 0, stillborn: error.output };
    throw error;
  }
  for (const [name, code] of codes) putCode(name, code);
  try {
    let passed = 0;
    const steps: { file: string; title?: string }[] = [...job.likely, ...job.tests.map((file) => ({ file }))];
    for (const { file, title } of steps) {
      const { failure, count } = await runFile(file, title);
      if (failure === undefined && count === 0) throw new Error(`${file} has no test ${title ?? ""}`);
      passed += count;
      if (failure === undefined) continue;
      putBack(codes);
      await trust(file);
      return { failed: [failure], passed, by: { file, title: failure } };
    }
    return { failed: [], passed, same: job.files.length > 0 && isSame(job.files, overrides) };
  } finally {
    putBack(codes);
  }
}

const trusted = new Set<string>();

/** Makes sure, once a file, that its tests pass with the unmutated contracts, or no failure means anything. */
async function trust(file: string): Promise<void> {
  if (trusted.has(file)) return;
  const { failure } = await runFile(file);
  if (failure !== undefined) throw new Error(`the unmutated contracts fail ${file}: ${failure}`);
  trusted.add(file);
}

function putBack(codes: ReadonlyMap<string, ContractCode>): void {
  for (const name of codes.keys()) putCode(name, unmutated.get(name));
}

const shipped = new Map<string, string>();

/** Whether the optimiser makes the same code of the files as of the unmutated ones. */
function isSame(files: readonly string[], overrides: ReadonlyMap<string, string>): boolean {
  const optimized = (texts: ReadonlyMap<string, string>): string =>
    JSON.stringify([...compileContracts(root, files, texts, OPTIMIZERS.shipped)]);
  const key = files.join();
  const unchanged = shipped.get(key) ?? optimized(new Map());
  shipped.set(key, unchanged);
  return optimized(overrides) === unchanged;
}

/** Changes the code in an artefact. */
function putCode(name: string, code: ContractCode | undefined): void {
  if (code === undefined) throw new Error(`there is no unmutated ${name}`);
  const [file = "", contract = ""] = name.split(":");
  const path = join(artifacts, file, `${contract}.json`);
  writeFileSync(path, JSON.stringify({ ...jsonObject(JSON.parse(readFileSync(path, "utf8"))), ...code }));
}

/** Tests of gas are left out: the mutants are compiled without the optimiser. */
const GAS_TEST = /\(gas\)$/;

/** Runs a test file afresh, or one of its tests, and closes the chains that it opened. */
async function runFile(file: string, title?: string): Promise<FileResult> {
  try {
    return await runTestFile(file, (mocha) => {
      if (title === undefined) mocha.grep(GAS_TEST).invert();
      else mocha.fgrep(title);
    });
  } finally {
    await Promise.all(connections.splice(0).map((connection) => connection.close()));
  }
}

function isJob(message: unknown): message is ContractJob {
  return typeof message === "object" && message !== null && "files" in message && "tests" in message;
}

process.on("message", (message) => {
  if (!isJob(message)) return;
  void runWatched(message).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
// else a worker would outlive a run that was ended
process.on("disconnect", () => process.exit());
process.send?.("ready");
