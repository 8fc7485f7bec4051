import { join } from "node:path";

import { assert } from "chai";
import { before } from "mocha";

import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { compileCircuit, type CompiledCircuit } from "../../scripts/setup/compile.ts";
import { loadCalculator } from "./circuit-calculator.ts";
import { undeterminedWires } from "./circuit-determinism.ts";
import { brokenConstraints, type R1cs, readR1cs } from "./circuit-r1cs.ts";
import { Symbols } from "./circuit-symbols.ts";

/** Where mutants come in: compiles a circuit in place of the project's own. */
export interface CircuitSource {
  readonly open: (name: string) => Promise<CompiledCircuit>;
  /** Mutants have no optimised build, and what they reject may be rejected by another rule than planned. */
  readonly isMutant: boolean;
}

/** Every signal and constraint stands as written, so that a broken constraint can be named. */
export const OPEN_FLAGS = ["--O0"];

const projectCircuits: CircuitSource = {
  open: (name) => compileCircuit(name, { outDir: join("circuits/build/open", name), flags: OPEN_FLAGS }),
  isMutant: false,
};
let source = projectCircuits;

export function testMutants(mutants: CircuitSource | undefined): void {
  source = mutants ?? projectCircuits;
}

interface Loaded {
  readonly r1cs: R1cs;
  readonly symbols: Symbols;
  readonly calculate: (inputs: CircuitInputs) => bigint[];
}

/** A circuit's constraints, with a calculator that also follows false inputs to the end. */
export class CircuitUnderTest {
  readonly name: string;
  #open: Loaded | undefined;
  #released: Loaded | undefined;

  constructor(name: string) {
    this.name = name;
  }

  async load(): Promise<void> {
    const open = await source.open(this.name);
    this.#open = await load(open, true);
    if (!source.isMutant) this.#released = await load(await compileCircuit(this.name), false);
  }

  /** Asserts that the inputs are a proof's. */
  accepts(inputs: CircuitInputs): void {
    const broken = this.#brokenRules(inputs);
    assert.deepEqual(broken, [], "the honest inputs break rules");
    if (this.#released === undefined) return;
    // circom's own calculator of the shipped build agrees, with all its checks
    const witness = this.#released.calculate(inputs);
    assert.isEmpty(brokenConstraints(this.#released.r1cs, witness), "the shipped constraints");
  }

  /**
   * Asserts that the inputs break the constraints, and no other rules than those named. A name is part of a
   * rule as Symbols.ruleOf writes it: the templates and signals. Each named rule must be broken.
   */
  rejects(inputs: CircuitInputs, ...rules: [string, ...string[]]): void {
    const broken = this.#brokenRules(inputs);
    assert.isNotEmpty(broken, `accepted, though it breaks ${rules.join(" and ")}`);
    if (!source.isMutant) {
      const others = broken.filter((rule) => !rules.some((expected) => rule.includes(expected)));
      assert.deepEqual(others, [], `breaks more than ${rules.join(" and ")}`);
      this.#assertReleaseRejects(inputs);
    }
    if (source.isMutant && rules.length === 1) return;
    for (const expected of rules) {
      assert.isTrue(
        broken.some((rule) => rule.includes(expected)),
        `does not break ${expected}`,
      );
    }
  }

  /** Names of the signals that valid inputs leave to the prover's choice. */
  freeSignals(inputs: CircuitInputs): string[] {
    const { r1cs, symbols, calculate } = this.#loaded();
    return undeterminedWires(r1cs, calculate(inputs)).map((wire) => symbols.nameOf(wire));
  }

  /** Numbers of the public signals that no product of the shipped constraints takes in. */
  looseSignals(): number[] {
    const { r1cs } = this.#released ?? this.#loaded();
    const bound = new Set(r1cs.constraints.flatMap(({ a, b }) => [...a.wires, ...b.wires]));
    const linear = new Set(r1cs.constraints.flatMap(({ c }) => c.wires));
    return Array.from({ length: r1cs.publicCount }, (_, i) => i + 1).filter(
      (wire) => !bound.has(wire) && !linear.has(wire),
    );
  }

  /** Figures of the shipped constraints. */
  size(): { constraints: number; wires: number; publicSignals: number } {
    const { r1cs } = this.#released ?? this.#loaded();
    const { constraints, wireCount, publicCount } = r1cs;
    return { constraints: constraints.length, wires: wireCount, publicSignals: publicCount };
  }

  #brokenRules(inputs: CircuitInputs): string[] {
    const { r1cs, symbols, calculate } = this.#loaded();
    return brokenConstraints(r1cs, calculate(inputs)).map((i) => {
      const constraint = r1cs.constraints[i];
      return constraint === undefined ? "" : symbols.ruleOf(constraint);
    });
  }

  /** The same false witness, checked against the constraints that proofs are made with. */
  #assertReleaseRejects(inputs: CircuitInputs): void {
    if (this.#released === undefined) return;
    const open = this.#loaded();
    const values = open.calculate(inputs);
    const witness: bigint[] = [1n];
    for (const [name, wire] of this.#released.symbols.wireOf) {
      witness[wire] = values[open.symbols.wireOf.get(name) ?? -1] ?? 0n;
    }
    assert.isNotEmpty(brokenConstraints(this.#released.r1cs, witness), "the shipped constraints accept it");
  }

  #loaded(): Loaded {
    if (this.#open === undefined) throw new Error(`${this.name} is not loaded`);
    return this.#open;
  }
}

async function load({ r1cs, sym, wasm }: CompiledCircuit, forging: boolean): Promise<Loaded> {
  const constraints = readR1cs(r1cs);
  return {
    r1cs: constraints,
    symbols: new Symbols(sym, constraints),
    calculate: await loadCalculator(wasm, forging),
  };
}

/** To be called in a `describe`: compiles and loads the circuit before its tests. */
export function circuitUnderTest(name: string): CircuitUnderTest {
  const circuit = new CircuitUnderTest(name);
  before(async function () {
    this.timeout(120_000);
    await circuit.load();
  });
  return circuit;
}
