import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import type { CircuitInputs } from "../core/circuit-inputs.ts";
import type { CircuitName } from "../prover/manifest.ts";
import type { Prover } from "../prover/prover.ts";
import { createProver } from "../prover/create-prover.ts";
import { compileAll } from "../setup/compile.ts";
import { circuitInfos } from "../setup/info.ts";
import { importMarkdown, measureImport } from "./import.ts";
import { indexMarkdown, measureIndex } from "./indexing.ts";
import { type EngineFigures, measureEngine } from "./engine.ts";
import { measurePlainToken, measureVerifiers } from "./peers.ts";
import { measurePassports, passportMarkdown } from "./passports.ts";
import { measureProcess, spreadOf } from "./proving.ts";
import { measureRecovery, recoveryMarkdown } from "./recovery.ts";
import { type Benchmark, type CircuitFigures, engineMarkdown, markdown } from "./report.ts";
import { runWorkload } from "./workload.ts";

// npm run bench [-- --json FILE]: prints the figures as Markdown, progress goes to standard error.
const { values } = parseArgs({ options: { json: { type: "string" } } });
const log = (line: string): void => {
  console.error(line);
};

await hre.tasks.getTask("build").run({ quiet: true });
await compileAll();
const benchmark = {
  ...(await withChain(measure)),
  recovery: await measureRecovery(log),
  index: await measureIndex(log),
  passports: await withProver((prover) => measurePassports(prover, log)),
  import: await withChain((connection, prover) => measureImport(connection, prover, log)),
};
const parts = [
  markdown(benchmark),
  engineMarkdown(benchmark.engine),
  recoveryMarkdown(benchmark.recovery),
  indexMarkdown(benchmark.index),
  passportMarkdown(benchmark.passports),
  importMarkdown(benchmark.import),
];
console.log(parts.join("\n\n"));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(benchmark, null, 2)}\n`);

/** Does some work on a new chain in this process, with a prover of its own. */
async function withChain<T>(work: (connection: NetworkConnection, prover: Prover) => Promise<T>): Promise<T> {
  const connection = await hre.network.create("simulated");
  try {
    return await withProver((prover) => work(connection, prover));
  } finally {
    await connection.close();
  }
}

async function withProver<T>(work: (prover: Prover) => Promise<T>): Promise<T> {
  const prover = await createProver();
  try {
    return await work(prover);
  } finally {
    await prover.close();
  }
}

async function measure(
  connection: NetworkConnection,
  prover: Prover,
): Promise<Benchmark & { readonly engine: EngineFigures }> {
  const { runs, transferGas, retireGas } = await runWorkload(connection, prover, log);
  log("measuring verifiers and plain tokens");
  const verifiers = await measureVerifiers(connection, runs);
  const plainToken = await measurePlainToken(connection);
  // whose threads would slow down the processes
  await prover.close();
  const circuits: CircuitFigures[] = [];
  const statements: [CircuitName, CircuitInputs][] = [];
  for (const { name, constraints, zkeyBytes } of circuitInfos()) {
    log(`proving ${name} in processes of its own`);
    const run = [...runs.values()].find(({ circuit }) => circuit === name);
    const [statement] = run?.inputs ?? [];
    if (run === undefined || statement === undefined) throw new Error(`nothing was proven by ${name}`);
    // The first proof loads the circuit.
    const warm = run.proven.slice(1);
    statements.push([name, statement]);
    circuits.push({
      name,
      constraints,
      zkeyBytes,
      witnessMs: spreadOf(warm.map(({ witnessMs }) => witnessMs)),
      warmMs: spreadOf(warm.map(({ witnessMs, proveMs }) => witnessMs + proveMs)),
      process: await measureProcess("ours", name, statement),
      naive: await measureProcess("naive", name, statement),
    });
  }
  log("proving by turns with the engine and with snarkjs");
  const engine = await measureEngine(statements);
  const operations = [...verifiers].map(([name, verifierGas]) => ({
    name,
    transactionGas: runs.get(name)?.gasEach ?? [],
    verifierGas,
  }));
  return { machine: machine(), circuits, engine, operations, transferGas, retireGas, plainToken };
}

function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? "unknown processor";
  return `${processors.length} cores (${model}), Node ${process.versions.node}`;
}
