import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import Mocha from "mocha";

import { CompileError, compileCircuit } from "../../scripts/setup/compile.ts";
import { OPEN_FLAGS, loadedCircuits, testSource } from "../r1cs/harness.ts";

/** A circuit with some files replaced, to be put through its suite but for the tests named. */
export interface MutantJob {
  readonly circuit: string;
  readonly overrides: readonly (readonly [string, string])[];
  readonly without: readonly string[];
  /** Run all tests and name those that fail, instead of the first one only. */
  readonly all: boolean;
}

/** A test, by its file and its whole title. */
export interface KillingTest {
  readonly file: string;
  readonly title: string;
}

/** `failed` is empty for a survivor; `stillborn` is what the compiler said. */
export interface MutantResult {
  readonly failed: readonly string[];
  readonly passed: number;
  readonly stillborn?: string;
  /** Whether the compiler makes the same of it as of the unmutated source, where that was asked. */
  readonly same?: boolean;
  /** The test that failed, where it is tried first on the next faults there. */
  readonly by?: KillingTest;
  /** Whether the process can take no further job. */
  readonly spent?: boolean;
}

const outDir = mkdtempSync(join(tmpdir(), "mutant-"));
let overrides: ReadonlyMap<string, string> = new Map();
testSource({
  isMutant: true,
  open: (name) => compileCircuit(name, { outDir: join(outDir, name), flags: OPEN_FLAGS, overrides }),
});

/** The circuits' suites as mocha reads them; their tests are run one by one below. */
const mocha = new Mocha({ ui: "bdd" });
for (const circuit of (process.env["MUTANT_CIRCUITS"] ?? "").split(",")) {
  mocha.addFile(join(import.meta.dirname, `../../test/circuits/${circuit}.ts`));
}
await mocha.loadFilesAsync();

async function run(job: MutantJob): Promise<MutantResult> {
  overrides = new Map(job.overrides);
  const circuit = loadedCircuits.get(job.circuit);
  if (circuit === undefined) throw new Error(`no suite loads ${job.circuit}`);
  try {
    await circuit.load();
  } catch (error) {
    if (error instanceof CompileError) return { failed: [], passed: 0, stillborn: error.output };
    throw error;
  }
  const without = new Set(job.without);
  const failed: string[] = [];
  let passed = 0;
  for (const test of testsOf(job.circuit)) {
    const title = test.fullTitle();
    if (without.has(title)) continue;
    try {
      if (test.fn === undefined) throw new Error(`${title} has no body`);
      Reflect.apply(test.fn, {}, []);
      passed += 1;
    } catch {
      failed.push(title);
      if (!job.all) {
        kills.set(title, (kills.get(title) ?? 0) + 1);
        break;
      }
    }
  }
  return { failed, passed };
}

const kills = new Map<string, number>();

/** The tests that have noticed most faults so far come first. */
function testsOf(circuit: string): Mocha.Test[] {
  const tests: Mocha.Test[] = [];
  mocha.suite.eachTest((test) => {
    if (test.fullTitle().startsWith(`circuit ${circuit} `)) tests.push(test);
  });
  const killsOf = (test: Mocha.Test): number => kills.get(test.fullTitle()) ?? 0;
  return tests.sort((a, b) => killsOf(b) - killsOf(a));
}

function isJob(message: unknown): message is MutantJob {
  return typeof message === "object" && message !== null && "circuit" in message && "overrides" in message;
}

process.on("message", (message) => {
  if (!isJob(message)) return;
  void run(message).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
// else a worker would outlive a run that was ended
process.on("disconnect", () => process.exit());
process.send?.("ready");
