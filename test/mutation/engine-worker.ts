import { engineSources } from "../../scripts/setup/engine.ts";
import { testModule } from "../fixtures/engine.ts";
import type { MutantResult } from "./circuit-worker.ts";
import { type AssemblyScript, assemblyScript } from "./assembly-script.ts";
import { runTestFile } from "./test-file.ts";

/** The engine with one of its sources replaced, to be put through tests, files first to last. */
export interface EngineJob {
  readonly file: string;
  readonly source: string;
  readonly tests: readonly string[];
}

const sources = engineSources();
const compiler: AssemblyScript = await assemblyScript();

async function run({ file, source, tests }: EngineJob): Promise<MutantResult> {
  const compiled = await compiler(new Map([...sources, [file, source]]));
  if (typeof compiled === "string") return { failed: [], passed: 0, stillborn: compiled };
  testModule(compiled);
  let passed = 0;
  for (const test of tests) {
    const { failure, count } = await runTestFile(test);
    if (failure !== undefined) return { failed: [failure], passed };
    if (count === 0) throw new Error(`${test} has no test`);
    passed += count;
  }
  return { failed: [], passed };
}

function isJob(message: unknown): message is EngineJob {
  return typeof message === "object" && message !== null && "file" in message && "tests" in message;
}

process.on("message", (message) => {
  if (!isJob(message)) return;
  void run(message).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
// else a worker would outlive a run that was ended
process.on("disconnect", () => process.exit());
process.send?.("ready");
