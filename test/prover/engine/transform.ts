import { expect } from "chai";
import fc from "fast-check";
import { before, describe, it } from "mocha";

import { FIELD_ORDER } from "../../../scripts/core/field.ts";
import { type EngineInstance, PAIR_BYTES, RADIX } from "../../../scripts/prover/engine/instance.ts";
import { inverse, power, rootOfUnity } from "../../../scripts/prover/engine/modular.ts";
import { TransformTables } from "../../../scripts/prover/engine/transform-tables.ts";
import { engineInstance, modulo, numberAt } from "../../fixtures/engine.ts";

const BITS = 5;
const value = fc.oneof(
  fc.constantFrom(0n, 1n, FIELD_ORDER - 1n, (FIELD_ORDER - 1n) / 2n),
  fc.bigInt(0n, FIELD_ORDER - 1n),
);

/** By the definition: Σ value[j]·w^(ij). */
function transformed(values: readonly bigint[], w: bigint): bigint[] {
  return values.map((_, i) =>
    values.reduce((sum, each, j) => (sum + each * power(w, BigInt(i * j), FIELD_ORDER)) % FIELD_ORDER, 0n),
  );
}

function reversed<T>(values: readonly T[], bits: number): T[] {
  const place = (i: number) =>
    Array.from({ length: bits }, (_, bit) => ((i >> bit) & 1) << (bits - 1 - bit)).reduce((a, b) => a | b, 0);
  return values.flatMap((_, i) => values.slice(place(i), place(i) + 1));
}

describe("the engine's transforms", () => {
  let engine: EngineInstance;
  let tables: TransformTables;
  before(async () => {
    engine = await engineInstance();
    tables = new TransformTables(engine);
    tables.reach(BITS);
  });

  const place = (values: readonly bigint[]): number => {
    const at = engine.allocate((values.length / 2) * PAIR_BYTES);
    for (let i = 0; i < values.length; i += 2) {
      const [a = 0n, b = 0n] = values.slice(i, i + 2).map((each) => (each * RADIX) % FIELD_ORDER);
      engine.writePair(at + (i / 2) * PAIR_BYTES, [a, b]);
    }
    return at;
  };
  const read = (at: number, count: number): bigint[] => {
    const unit = inverse(RADIX % FIELD_ORDER, FIELD_ORDER);
    return Array.from({ length: count }, (_, i) =>
      modulo(numberAt(engine, at + (i >> 1) * PAIR_BYTES, i & 1) * unit, FIELD_ORDER),
    );
  };

  for (const bits of [2, 3, BITS]) {
    it(`are those of the definition, for ${2 ** bits} elements, with tables for ${2 ** BITS}`, () => {
      const size = 2 ** bits;
      const w = rootOfUnity(bits);
      fc.assert(
        fc.property(fc.array(value, { minLength: size, maxLength: size }), (values) => {
          engine.scoped(() => {
            const there = place(values);
            engine.call("transformToReversed", there, size, tables.backward);
            const back = transformed(values, inverse(w, FIELD_ORDER));
            expect(read(there, size)).to.deep.equal(reversed(back, bits));
            const here = place(reversed(values, bits));
            engine.call("transformFromReversed", here, size, tables.forward);
            expect(read(here, size)).to.deep.equal(transformed(values, w));
          });
        }),
        { numRuns: 20 },
      );
    });
  }

  it("have the coset's factors in bit-reversed order", () => {
    const bits = 4;
    const size = 2 ** bits;
    const shift = rootOfUnity(bits + 1);
    const expected = Array.from(
      { length: size },
      (_, i) => (power(shift, BigInt(i), FIELD_ORDER) * inverse(BigInt(size), FIELD_ORDER)) % FIELD_ORDER,
    );
    engine.scoped(() => {
      expect(read(tables.coset(bits), size)).to.deep.equal(reversed(expected, bits));
    });
  });
});

describe("the engine's linear combinations", () => {
  let engine: EngineInstance;
  before(async () => {
    engine = await engineInstance();
  });

  it("add up factor times wire by rows, as a bigint model does", () => {
    const ROWS = 8;
    const entry = fc.record({
      // mostly one row, so that both lanes meet in it
      row: fc.oneof(fc.constant(3), fc.nat(2 * ROWS - 1)),
      wire: fc.nat(4),
      factor: fc.nat(2),
    });
    const three = fc.array(value, { minLength: 3, maxLength: 3 });
    const five = fc.array(value, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 41 }), three, five, (entries, factors, wires) => {
        engine.scoped(() => {
          const words = entries.flatMap(({ row, wire, factor }) => [row, wire, factor]);
          const list = engine.allocate(4 * words.length + 4);
          engine.words(list, words.length).set(words);
          const stored = engine.allocate(4 * 40);
          for (const [i, factor] of factors.entries()) {
            engine.scoped(() => {
              engine.call(
                "storePairFr",
                engine.twice((factor * RADIX * RADIX) % FIELD_ORDER),
                stored + 40 * i,
                stored + 40 * (i + 1),
              );
            });
          }
          const witness = engine.allocate(5 * 32);
          for (const [i, wire] of wires.entries()) engine.writeScalar(witness + 32 * i, wire);
          const out = engine.allocate(ROWS * PAIR_BYTES);
          engine.call("combine", out, ROWS, list, entries.length, stored, witness);
          const sums = Array.from({ length: 2 * ROWS }, (_, row) =>
            entries
              .filter((each) => each.row === row)
              .reduce((sum, each) => sum + (factors[each.factor] ?? 0n) * (wires[each.wire] ?? 0n), 0n),
          );
          for (const [row, sum] of sums.entries()) {
            const found = numberAt(engine, out + (row >> 1) * PAIR_BYTES, row & 1);
            expect(modulo(found - sum * RADIX, FIELD_ORDER)).to.equal(0n);
          }
        });
      }),
      { numRuns: 100 },
    );
  });
});
