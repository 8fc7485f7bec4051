import { readFileSync } from "node:fs";

import { groth16, type SignalValueType } from "snarkjs";

import type { CircuitInputs, SignalValue } from "../core/circuit-inputs.ts";
import { withCurve } from "../prover/curve.ts";
import { artefactPaths } from "../prover/files.ts";
import { type CircuitName, circuitNames } from "../prover/manifest.ts";
import { createSnarkjsProver } from "../prover/snarkjs-prover.ts";

// One process of the benchmark: proves one statement several times, cold at first.
// Arguments: ours or naive, the circuit, a JSON file of inputs, how often. Prints milliseconds and memory as JSON.
const [mode, name, file = "", times] = process.argv.slice(2);
const circuit = circuitNames.find((each) => each === name);
if (circuit === undefined) throw new RangeError(`no circuit ${String(name)}`);
const inputs = parseInputs(readFileSync(file, "utf8"));
const provings: number[] = [];
let coldMs = 0;
// The system's own record of the most memory begins with what the parent process held.
let mostMemory = 0;
const sampler = setInterval(() => (mostMemory = Math.max(mostMemory, process.memoryUsage.rss())), 5);

if (mode === "ours") await proveOurs(circuit);
else await proveNaively(circuit);
clearInterval(sampler);
console.log(JSON.stringify({ coldMs, provings, memoryMb: mostMemory / 2 ** 20 }));

/** As Kobold proves. */
async function proveOurs(circuit: CircuitName): Promise<void> {
  const prover = await createSnarkjsProver();
  await timed(() => prover.prove(circuit, inputs));
  await prover.close();
}

/** As snarkjs's introduction has it. */
async function proveNaively(circuit: CircuitName): Promise<void> {
  const { wasm, zkey } = artefactPaths(circuit);
  const signals = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, copied(value)]));
  // Ends snarkjs's threads afterwards; within, it starts them as it likes.
  await withCurve(() => timed(() => groth16.fullProve(signals, wasm, zkey)));
}

async function timed(prove: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < Number(times); i += 1) {
    const start = performance.now();
    await prove();
    provings.push(performance.now() - start);
    // The clock began with the process.
    if (i === 0) coldMs = performance.now();
  }
}

function copied(value: SignalValue): SignalValueType {
  return typeof value === "bigint" ? value : value.map(copied);
}

function parseInputs(text: string): CircuitInputs {
  const isInput = (value: unknown): value is string | unknown[] =>
    typeof value === "string" || Array.isArray(value);
  const parse = (value: unknown): SignalValue => {
    if (!isInput(value)) throw new TypeError("an input is a number or a list");
    return typeof value === "string" ? BigInt(value) : value.map(parse);
  };
  const json: unknown = JSON.parse(text);
  return Object.fromEntries(Object.entries(json ?? {}).map(([key, value]) => [key, parse(value)]));
}
