import { readFileSync } from "node:fs";
import { join } from "node:path";

import { assert } from "chai";
import { before } from "mocha";

import type { CircuitInputs } from "../../scripts/core/circuit-inputs.ts";
import { compileCircuit, type CompiledCircuit } from "../../scripts/setup/compile.ts";
import { loadCalculator } from "./calculator.ts";
import { determine } from "./determinism.ts";
import { brokenConstraints, type Constraint, type R1cs, readR1cs, valueAt } from "./r1cs.ts";
import { movableWires } from "./rank.ts";
import { Symbols, wiresOf } from "./symbols.ts";

/** Where mutants come in: compiles a circuit in place of the project's own. */
export interface CircuitSource {
  readonly open: (name: string) => Promise<CompiledCircuit>;
  /** Mutants have no optimised build, and what they reject may be rejected by another rule than planned. */
  readonly isMutant: boolean;
}

/** Every signal and constraint stands as written, so that a broken constraint can be named. */
export const OPEN_FLAGS = ["--O0"];

const projectCircuits: CircuitSource = {
  // looked through by circom's inspection in the same run, since a run takes seconds
  open: (name) =>
    compileCircuit(name, {
      outDir: join("circuits/build/open", name),
      flags: [...OPEN_FLAGS, "--inspect"],
      mayWarn: true,
    }),
  isMutant: false,
};
let source = projectCircuits;

/** Has every circuit come from elsewhere from now on. */
export function testSource(other: CircuitSource): void {
  source = other;
}

interface Loaded {
  readonly r1cs: R1cs;
  /** What the compiler printed. */
  readonly said: string;
  /** Those that a calculator's witness may break: Poseidon is nothing but assignments, which it follows. */
  readonly checks: readonly Constraint[];
  readonly symbols: Symbols;
  readonly calculate: (inputs: CircuitInputs) => bigint[];
}

/** What `determine` says, by name. */
interface Determined {
  readonly free: readonly string[];
  readonly spare: readonly string[];
  readonly quotients: readonly {
    readonly name: string;
    readonly divisor: (witness: readonly bigint[]) => bigint;
  }[];
  /** Rules of the sums. */
  readonly wrapping: readonly string[];
}

/** A circuit's constraints, with a calculator that also follows false inputs to the end. */
export class CircuitUnderTest {
  readonly name: string;
  #open: Loaded | undefined;
  #released: Loaded | undefined;
  readonly #determined = new Map<string, Determined>();
  /** Wire of the shipped constraints → the same signal's wire of the open ones; wire 0 is the 1. */
  readonly #releaseWires: number[] = [0];

  constructor(name: string) {
    this.name = name;
  }

  async load(): Promise<void> {
    const open = await source.open(this.name);
    this.#open = await load(open, true);
    this.#determined.clear();
    if (source.isMutant) return;
    this.#released = await load(await compileCircuit(this.name), false);
    const { wireOf } = this.#loaded().symbols;
    for (const [name, wire] of this.#released.symbols.wireOf)
      this.#releaseWires[wire] = wireOf.get(name) ?? 0;
  }

  /** Asserts that the inputs are a proof's. */
  accepts(inputs: CircuitInputs): void {
    assert.deepEqual(
      this.#brokenRules(this.#loaded().calculate(inputs)),
      [],
      "the honest inputs break rules",
    );
    if (this.#released === undefined) return;
    // circom's own calculator of the shipped build agrees, with all its checks
    const witness = this.#released.calculate(inputs);
    assert.isTrue(isSatisfied(this.#released.r1cs, witness), "the shipped constraints reject it");
  }

  /**
   * Asserts that the inputs break the constraints, and no other rules than those named. A name is part of a
   * rule as Symbols.ruleOf writes it: the templates and signals. Each named rule must be broken.
   */
  rejects(inputs: CircuitInputs, ...rules: [string, ...string[]]): void {
    const { checks, calculate } = this.#loaded();
    const values = calculate(inputs);
    if (source.isMutant && rules.length === 1) {
      const { done } = brokenConstraints(checks, values).next();
      assert.isFalse(done, `accepted, though it breaks ${rules.join(" and ")}`);
      return;
    }
    const broken = this.#brokenRules(values);
    assert.isNotEmpty(broken, `accepted, though it breaks ${rules.join(" and ")}`);
    if (!source.isMutant) {
      const others = broken.filter((rule) => !rules.some((expected) => rule.includes(expected)));
      assert.deepEqual(others, [], `breaks more than ${rules.join(" and ")}`);
      this.#assertReleaseRejects(values);
    }
    for (const expected of rules) {
      assert.isTrue(
        broken.some((rule) => rule.includes(expected)),
        `does not break ${expected}`,
      );
    }
  }

  /**
   * Like `rejects`, with a witness in which the prover has given some signals values of its own.
   * @param chosen says by a signal's name which value it gets, if any
   */
  rejectsChosen(
    inputs: CircuitInputs,
    chosen: (name: string, valueOf: (name: string) => bigint) => bigint | undefined,
    rule: string,
  ): void {
    const { checks, symbols, calculate } = this.#loaded();
    const values = calculate(inputs);
    const valueOf = (name: string): bigint => values[symbols.wireOf.get(name) ?? -1] ?? 0n;
    let count = 0;
    for (const [name, wire] of symbols.wireOf) {
      const value = chosen(name, valueOf);
      if (value === undefined) continue;
      values[wire] = value;
      count += 1;
    }
    assert.isAbove(count, 0, "no signal is chosen");
    const broken = [...brokenConstraints(checks, values)].map((constraint) => symbols.ruleOf(constraint));
    assert.isNotEmpty(broken, `accepted, though it breaks ${rule}`);
    if (source.isMutant) return;
    const others = broken.filter((found) => !found.includes(rule));
    assert.deepEqual(others, [], `breaks more than ${rule}`);
    this.#assertReleaseRejects(values);
  }

  /**
   * Names of the signals of the constraints as written, by what `determine` says of them.
   * @param mayWrap names of bits whose sum is read as if it could not wrap
   * @param sought names of inputs that are to be determined by the others
   */
  determination(mayWrap: RegExp, sought?: RegExp): Determined {
    const key = [mayWrap, sought].join();
    const found = this.#determined.get(key) ?? determinationOf(this.#loaded(), mayWrap, sought);
    this.#determined.set(key, found);
    return found;
  }

  /** As `determination`, of the shipped constraints. */
  shippedDetermination(mayWrap: RegExp): Determined {
    return determinationOf(this.#released ?? this.#loaded(), mayWrap);
  }

  /** What circom's inspection warns of in the circuit as written. */
  warnings(): string[] {
    return this.#loaded()
      .said.split(/^warning/m)
      .slice(1);
  }

  /** The witness of inputs, one value to each signal of the constraints as written. */
  witness(inputs: CircuitInputs): bigint[] {
    return this.#loaded().calculate(inputs);
  }

  /** Names of the shipped constraints' signals that could move a little beside the witness of these inputs. */
  movableSignals(inputs: CircuitInputs): string[] {
    const { r1cs, symbols, calculate } = this.#released ?? this.#loaded();
    return movableWires(r1cs, calculate(inputs)).map((wire) => symbols.nameOf(wire));
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

  /** Names of the shipped constraints' public signals, in their order. */
  publicSignals(): string[] {
    const { r1cs, symbols } = this.#released ?? this.#loaded();
    return Array.from({ length: r1cs.publicCount }, (_, i) => symbols.nameOf(i + 1));
  }

  /** Figures of the shipped constraints. */
  size(): { constraints: number; wires: number; publicSignals: number } {
    const { constraints, wireCount, publicCount } = (this.#released ?? this.#loaded()).r1cs;
    return { constraints: constraints.length, wires: wireCount, publicSignals: publicCount };
  }

  #brokenRules(values: readonly bigint[]): string[] {
    const { checks, symbols } = this.#loaded();
    return [...brokenConstraints(checks, values)].map((constraint) => symbols.ruleOf(constraint));
  }

  /** The same false witness, checked against the constraints that proofs are made with. */
  #assertReleaseRejects(values: readonly bigint[]): void {
    if (this.#released === undefined) return;
    const witness: bigint[] = [1n];
    this.#releaseWires.forEach((openWire, wire) => (witness[wire] = values[openWire] ?? 0n));
    assert.isFalse(isSatisfied(this.#released.r1cs, witness), "the shipped constraints accept it");
  }

  #loaded(): Loaded {
    if (this.#open === undefined) throw new Error(`${this.name} is not loaded`);
    return this.#open;
  }
}

/** What `determine` says of the signals, by name. */
function determinationOf({ r1cs, symbols }: Loaded, mayWrap: RegExp, sought?: RegExp): Determined {
  const named = (names: RegExp | undefined): Set<number> =>
    new Set([...symbols.wireOf].flatMap(([name, wire]) => (names?.test(name) === true ? [wire] : [])));
  const wrappable = named(mayWrap);
  const { free, spare, quotients, wrapping } = determine(r1cs, (wire) => wrappable.has(wire), [
    ...named(sought),
  ]);
  return {
    free: free.map((wire) => symbols.nameOf(wire)),
    spare: spare.map((wire) => symbols.nameOf(wire)),
    quotients: quotients.map(({ wire, divisor }) => ({
      name: symbols.nameOf(wire),
      divisor: (witness) => valueAt(divisor, witness),
    })),
    wrapping: wrapping.map((constraint) => symbols.ruleOf(constraint)),
  };
}

/** Wires inside a Poseidon. */
const INSIDE_POSEIDON = /\.(Poseidon_\d+_\d+(\[\d+\])?|hash)\.pEx/;

async function load({ r1cs: path, sym, wasm, said }: CompiledCircuit, forging: boolean): Promise<Loaded> {
  const r1cs = readR1cs(path);
  const symbols = new Symbols(sym, r1cs);
  const inside = Array.from({ length: r1cs.wireCount }, (_, wire) =>
    INSIDE_POSEIDON.test(symbols.nameOf(wire)),
  );
  const checks = r1cs.constraints.filter((constraint) => !wiresOf(constraint).every((wire) => inside[wire]));
  return {
    r1cs,
    said: readFileSync(said, "utf8"),
    checks,
    symbols,
    calculate: await loadCalculator(wasm, forging),
  };
}

function isSatisfied({ constraints }: R1cs, witness: readonly bigint[]): boolean {
  return brokenConstraints(constraints, witness).next().done === true;
}

/** The circuits that suites have asked for, by name. */
export const loadedCircuits = new Map<string, CircuitUnderTest>();

/** To be called in a `describe`: compiles and loads the circuit before its tests. */
export function circuitUnderTest(name: string): CircuitUnderTest {
  const circuit = new CircuitUnderTest(name);
  loadedCircuits.set(name, circuit);
  before(async function () {
    await circuit.load();
  });
  return circuit;
}
