import type { CircuitName } from "../prover/manifest.ts";
import type { EngineFigures } from "./engine.ts";
import type { VerifierGas } from "./peers.ts";
import type { ProcessFigures, Spread } from "./proving.ts";

/** What it takes to prove by a circuit. */
export interface CircuitFigures {
  readonly name: CircuitName;
  readonly constraints: number;
  readonly zkeyBytes: number | null;
  readonly witnessMs: Spread;
  /** Witness and proof, by a warm prover, one statement after the other. */
  readonly warmMs: Spread;
  readonly process: ProcessFigures;
  readonly naive: ProcessFigures;
}

/** Gas of one operation, alone and in a batch of 8 and 32. */
export interface OperationGas {
  readonly name: string;
  readonly transactionGas: readonly number[];
  readonly verifierGas: VerifierGas;
}

export interface Benchmark {
  readonly machine: string;
  readonly circuits: readonly CircuitFigures[];
  readonly operations: readonly OperationGas[];
  readonly transferGas: number;
  readonly retireGas: number;
  readonly plainToken: { readonly mint: number; readonly transfer: number };
}

/** The engine beside snarkjs as Markdown. */
export function engineMarkdown({ circuits, memoryMb }: EngineFigures): string {
  return [
    "The proof alone, from a witness, on one core, by turns in one process; the engine's is verified, snarkjs's is not:",
    table(
      [
        "Circuit",
        "engine: processor",
        "clock",
        "snarkjs: processor",
        "clock",
        "engine to snarkjs: processor",
        "clock",
      ],
      circuits.map(({ name, engine, snarkjs }) => [
        name,
        spread(engine.cpuMs),
        spread(engine.wallMs),
        spread(snarkjs.cpuMs),
        spread(snarkjs.wallMs),
        (engine.cpuMs.median / snarkjs.cpuMs.median).toFixed(3),
        (engine.wallMs.median / snarkjs.wallMs.median).toFixed(3),
      ]),
    ),
    `The engine's process holds ${whole(memoryMb)} MB with the keys of all ${circuits.length} circuits.`,
  ].join("\n\n");
}

/** The figures as Markdown. */
export function markdown({ machine, circuits, operations, ...others }: Benchmark): string {
  return [
    `Measured on ${machine}. Times are seconds: median (least … most).`,
    table(
      [
        "Circuit",
        "Constraints",
        "Key",
        "Witness",
        "Witness and proof, warm",
        "Cold, from the start of the process",
        "Memory",
        "snarkjs `fullProve`: warm",
        "cold",
      ],
      circuits.map((c) => [
        c.name,
        whole(c.constraints),
        `${((c.zkeyBytes ?? 0) / 1e6).toFixed(1)} MB`,
        spread(c.witnessMs),
        spread(c.warmMs),
        seconds(c.process.coldMs),
        `${whole(c.process.memoryMb)} MB`,
        spread(c.naive.warm),
        seconds(c.naive.coldMs),
      ]),
    ),
    "Gas of a whole transaction with sealed notes, for each operation of a batch:",
    table(
      ["Operation", "alone", "of 8", "of 32"],
      [
        ...operations.map(({ name, transactionGas }) => [name, ...transactionGas.map(whole)]),
        ["transfer", whole(others.transferGas)],
        ["retire", whole(others.retireGas)],
        ["OpenZeppelin ERC-721: mint", whole(others.plainToken.mint)],
        ["OpenZeppelin ERC-721: transfer", whole(others.plainToken.transfer)],
      ],
    ),
    "Gas of the verification alone, for each proof, without transaction and calldata:",
    table(
      ["Operation", "alone", "of 8", "of 32", "verifier that snarkjs generates", "alone to it"],
      operations.map(({ name, verifierGas: { oursEach, snarkjs } }) => [
        name,
        ...oursEach.map(whole),
        whole(snarkjs),
        ((oursEach[0] ?? NaN) / snarkjs).toFixed(3),
      ]),
    ),
  ].join("\n\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${head.map((_, i) => cells[i] ?? "").join(" | ")} |`;
  const rule = `| --- |${" ---: |".repeat(head.length - 1)}`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

function spread({ median, min, max }: Spread): string {
  return `${seconds(median)} (${seconds(min)} … ${seconds(max)})`;
}
