import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";

import manifest from "../../circuits/circuits.json" with { type: "json" };
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { circuitNames } from "../../scripts/prover/manifest.ts";
import { compileCircuit } from "../../scripts/setup/compile.ts";
import { AssertionFailed, loadCalculator } from "../r1cs/calculator.ts";
import { CHECKED_FOR_ALIASES, QUOTIENTS } from "../fixtures/circuits/checks.ts";
import { determine } from "../r1cs/determinism.ts";
import { CircuitUnderTest } from "../r1cs/harness.ts";
import { quotient, range } from "../fixtures/circuits/lot.ts";
import { type Combination, type R1cs, readR1cs } from "../r1cs/r1cs.ts";
import { movableWires } from "../r1cs/rank.ts";
import { Symbols } from "../r1cs/symbols.ts";
import { honestInputs } from "../fixtures/circuits/honest-inputs.ts";
import { seededField } from "../fixtures/random.ts";

describe("the circuits' witnesses", () => {
  const circuits = new Map(manifest.circuits.map(({ name }) => [name, new CircuitUnderTest(name)]));
  const scratch = mkdtempSync(join(tmpdir(), "determinism-"));
  const circuitOf = (name: string): CircuitUnderTest => circuits.get(name) ?? new CircuitUnderTest(name);
  before(async function () {
    for (const circuit of circuits.values()) await circuit.load();
  });
  after(() => {
    rmSync(scratch, { recursive: true });
  });

  describe("are determined by their inputs, whatever these are:", () => {
    for (const name of circuitNames) {
      it(`${name}, but for inverses of 0 that nothing reads`, () => {
        const { free, spare, wrapping } = circuitOf(name).determination(CHECKED_FOR_ALIASES);
        expect(free).to.deep.equal([]);
        // one to each IsZero: optional places, the mass, the path's depth, the assayer's key, the signature
        const [places, mass, depth, eddsa] = [8, 1, 17, 4];
        const expected = {
          split: places + mass,
          merge: places + mass,
          claim: 0,
          mint: depth + eddsa,
          refine: depth + eddsa + mass,
        };
        expect(spare.filter((signal) => signal.endsWith(".inv"))).to.deep.equal(spare);
        expect(spare).to.have.lengthOf(expected[name]);
        // the signature's challenge, by Num2Bits_strict
        expect(wrapping).to.have.lengthOf(name === "mint" || name === "refine" ? 1 : 0);
      });
    }

    for (const name of circuitNames) {
      it(`${name}, as it is shipped, by the same reasons`, () => {
        const { free, spare, quotients, wrapping } =
          circuitOf(name).shippedDetermination(CHECKED_FOR_ALIASES);
        expect(free).to.deep.equal([]);
        // as above, but that the signature's two equalities, which are always checked, are left of their IsZero
        const [places, mass, depth, eddsa] = [8, 1, 17, 2];
        const expected = {
          split: places + mass,
          merge: places + mass,
          claim: 0,
          mint: depth + eddsa,
          refine: depth + eddsa + mass,
        };
        expect(spare.filter((signal) => signal.endsWith(".inv"))).to.deep.equal(spare);
        expect(spare).to.have.lengthOf(expected[name]);
        const unexplained = quotients.filter(
          (found) => !QUOTIENTS.some((known) => known.name.test(found.name)),
        );
        expect(unexplained.map((found) => found.name)).to.deep.equal([]);
        const isSigned = name === "mint" || name === "refine";
        expect(wrapping).to.have.lengthOf(isSigned ? 1 : 0);
        expect(quotients.length > 0).to.equal(isSigned);
      }).timeout(60_000);
    }

    it("every reason for a quotient is of one that exists", () => {
      const { quotients } = circuitOf("mint").determination(CHECKED_FOR_ALIASES);
      for (const known of QUOTIENTS) {
        expect(
          quotients.some((quotient) => known.name.test(quotient.name)),
          known.reason,
        ).to.equal(true);
      }
    });

    it("merge's remainders by its other inputs: rounding leaves no choice either", () => {
      const { free } = circuitOf("merge").determination(CHECKED_FOR_ALIASES, /^main\.remainders\[\d+\]$/);
      expect(free).to.deep.equal([]);
    });
    it("but an input that nothing bounds is the prover's: a salt, and all of an unused place but its mass", () => {
      const sought = /^main\.(salt|childSalts\[\d\])$/;
      const { free } = circuitOf("split").determination(CHECKED_FOR_ALIASES, sought);
      expect(free).to.include.members(["main.salt", ...range(8).map((i) => `main.childSalts[${i}]`)]);
    });
  });

  describe("lie alone, by the rank of the shipped constraints:", () => {
    for (const name of circuitNames) {
      it(name, () => {
        const circuit = circuitOf(name);
        const inputs = honestInputs(name, "rank");
        circuit.accepts(inputs);
        const movable = circuit.movableSignals(inputs);
        expect(movable.filter((signal) => !signal.endsWith(".inv"))).to.deep.equal([]);
        // of an unused place, and of the number that is the path's depth
        const expected = { split: 5, merge: 5, claim: 0, mint: 1, refine: 1 };
        expect(movable).to.have.lengthOf(expected[name]);
      });
    }
  });

  describe("are searched by ways that find what is free:", () => {
    const sum = (...terms: [wire: number, factor: bigint][]): Combination => ({
      wires: terms.map(([wire]) => wire),
      factors: terms.map(([, factor]) => factor),
    });
    const none = sum();
    const one = sum([0, 1n]);
    const circuit = (wireCount: number, ...constraints: R1cs["constraints"][number][]): R1cs => ({
      wireCount,
      publicCount: 1,
      inputCount: 1,
      constraints,
    });
    const bit = (wire: number) => ({ a: sum([wire, 1n]), b: sum([wire, 1n], [0, -1n]), c: none });

    it("a root of a square has two values, but does not move", () => {
      const root = circuit(3, { a: sum([2, 1n]), b: sum([2, 1n]), c: sum([1, 1n]) });
      expect(determine(root).free).to.deep.equal([2]);
      expect(movableWires(root, [1n, 9n, 3n])).to.deep.equal([]);
      expect(movableWires(root, [1n, 0n, 0n])).to.deep.equal([2]);
    });
    it("two terms of a sum move against one another", () => {
      const split = circuit(4, { a: none, b: none, c: sum([1, -1n], [2, 1n], [3, 1n]) });
      expect(determine(split).free).to.deep.equal([2, 3]);
      expect(movableWires(split, [1n, 5n, 2n, 3n])).to.have.lengthOf(1);
      const bits = circuit(4, ...split.constraints, bit(2), bit(3));
      expect(determine(bits).free).to.deep.equal([2, 3]);
      const digits = circuit(4, { a: none, b: none, c: sum([1, -1n], [2, 1n], [3, 2n]) }, bit(2), bit(3));
      expect(determine(digits).free).to.deep.equal([]);
    });
    it("a sum of digits that reaches the field's order may have two readings", () => {
      const bits = (count: number): R1cs =>
        circuit(
          2 + count,
          {
            a: none,
            b: none,
            c: sum([1, -1n], ...range(count).map((i): [number, bigint] => [2 + i, 1n << BigInt(i)])),
          },
          ...range(count).map((i) => bit(2 + i)),
        );
      expect(determine(bits(253)).free).to.deep.equal([]);
      expect(determine(bits(254)).free).to.have.lengthOf(254);
      expect(determine(bits(254), () => true)).to.deep.include({
        free: [],
        wrapping: [bits(254).constraints[0]],
      });
    });
    it("sums are known together, whichever wires simplification keeps of them", () => {
      const square = (c: Combination) => ({ a: sum([1, 1n]), b: sum([1, 1n]), c });
      const [of, less] = [square(sum([2, 1n], [3, 1n])), square(sum([2, 1n], [3, -1n]))];
      expect(determine(circuit(4, of, less)).free).to.deep.equal([]);
      expect(determine(circuit(4, of)).free).to.deep.equal([2, 3]);
      // the same sum twice
      expect(determine(circuit(4, of, square(sum([2, 2n], [3, 2n])))).free).to.deep.equal([2, 3]);
    });
    it("a bit may be put by the sum that it makes up with others", () => {
      // half of what the first bit leaves of the input
      const half = quotient(1n, 2n);
      const second = sum([1, half], [2, -half]);
      const isBit = { a: second, b: sum([0, -1n], [1, half], [2, -half]), c: none };
      expect(determine(circuit(3, bit(2), isBit)).free).to.deep.equal([]);
      expect(determine(circuit(3, isBit)).free).to.deep.equal([2]);
      const isOther = { ...isBit, b: sum([0, -2n], [1, half], [2, -half]) };
      expect(determine(circuit(3, bit(2), isOther)).free).to.deep.equal([2]);
    });
    it("a quotient is free where its divisor is 0", () => {
      const quotient = circuit(
        4,
        { a: sum([1, 1n]), b: sum([2, 1n]), c: one },
        { a: sum([2, 1n]), b: one, c: sum([3, 1n]) },
      );
      const { free, quotients } = determine(quotient);
      expect(free).to.deep.equal([]);
      expect(quotients).to.deep.equal([{ wire: 2, divisor: sum([1, 1n]) }]);
      expect(movableWires(quotient, [1n, 0n, 4n, 4n])).to.have.lengthOf(1);
    });
  });

  const aliasCheck = () => {
    const source = `pragma circom 2.2.3;
include "circomlib/circuits/aliascheck.circom";

component main = AliasCheck();
`;
    return compileCircuit("split", {
      outDir: scratch,
      flags: ["--O0"],
      overrides: new Map([["circuits/main/split.circom", source]]),
    });
  };
  it("read the signature's challenge in one way: circomlib's AliasCheck compares each pair of bits as it says", async () => {
    const { r1cs, sym, wasm } = await aliasCheck();
    const { wireOf } = new Symbols(sym, readR1cs(r1cs));
    const calculate = await loadCalculator(wasm, true);
    const greatest = FIELD_ORDER - 1n;
    for (const pair of range(4)) {
      const witness = calculate({ in: range(254).map((i) => BigInt((pair >> (i % 2)) & 1)) });
      for (const i of range(127)) {
        const [own, unit] = [Number((greatest >> BigInt(2 * i)) & 3n), 1n << BigInt(i)];
        // 2^i if below the order's, -2^i modulo 2^128 if above: the highest pair that differs outweighs all others, so
        // that bit 127 of the sum, below 2^135, says whether the number is above
        const part = pair === own ? 0n : pair < own ? unit : (1n << 128n) - unit;
        expect(witness[wireOf.get(`main.compConstant.parts[${i}]`) ?? 0], `pair ${i}`).to.equal(part);
      }
    }
  }).timeout(60_000);
  it("so that no number at the order or above passes for a challenge", async () => {
    const { wasm } = await aliasCheck();
    const calculate = await loadCalculator(wasm, false);
    const check = (value: bigint) => calculate({ in: range(254).map((i) => (value >> BigInt(i)) & 1n) });
    const random = seededField("alias check");
    const above = (1n << 254n) - FIELD_ORDER;
    for (const value of [0n, 1n, FIELD_ORDER - 1n, ...range(30).map(random)]) check(value);
    for (const value of [0n, 1n, above - 1n, ...range(30).map(() => random() % above)]) {
      expect(() => check(FIELD_ORDER + value)).to.throw(AssertionFailed, "AliasCheck");
    }
  });

  describe("are not warned of by circom's inspection", () => {
    /** Outputs of circomlib's templates that their users leave unread, by circom's words, and why. */
    const UNREAD: readonly (readonly [string, string])[] = [
      [
        "CompConstant(2736030358979909402780800718157159386076813972158567259200215660948447373040)",
        "num2bits.out",
      ],
      [
        "CompConstant(21888242871839275222246405745257275088548364400416034343698204186575808495616)",
        "num2bits.out",
      ],
      ["EscalarMulAny(254)", "segments[1].dbl"],
      [
        "EscalarMulFix(253,[5299619240641551281634865583518297030282874472190772894086521144482721001553,16950150798460657717958625567821834550301663161624707787222815936182638968203])",
        "segments[1].dbl",
      ],
      ["LessThan(16)", "n2b.out"],
    ];
    for (const name of circuitNames) {
      it(`in ${name}, but of what circomlib leaves unread`, () => {
        const warnings = circuitOf(name)
          .warnings()
          .map((warning) => {
            const found =
              /^\[CA02\]: In template "(.+)": Array of subcomponent input\/output signals (\S+) contains/.exec(
                warning,
              );
            return { template: found?.[1] ?? warning, signals: found?.[2] ?? warning };
          });
        const signature = UNREAD.slice(0, 4);
        const expected = { split: [], merge: [], claim: [], mint: signature, refine: UNREAD };
        expect(warnings).to.deep.equal(expected[name].map(([template, signals]) => ({ template, signals })));
      });
    }
  });
});
