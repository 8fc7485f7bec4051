import { expect } from "chai";
import fc from "fast-check";
import { before, describe, it } from "mocha";

import { FIELD_ORDER } from "../../../scripts/core/field.ts";
import type { EngineInstance } from "../../../scripts/prover/engine/instance.ts";
import { engineInstance, modulo } from "../../fixtures/engine.ts";
import { EnginePoints, multiple } from "../../fixtures/engine-points.ts";

const SCALARS = [0n, 1n, 2n, 3n, FIELD_ORDER - 1n, FIELD_ORDER - 2n];
const scalar = fc.oneof(fc.constantFrom(...SCALARS), fc.bigInt(0n, FIELD_ORDER - 1n));

for (const group of ["G1", "G2"] as const) {
  describe(`the engine's points of ${group}`, () => {
    let engine: EngineInstance;
    let points: EnginePoints;
    before(async () => {
      engine = await engineInstance();
      points = new EnginePoints(engine, group);
    });
    const times = (number: bigint) => multiple(group, modulo(number, FIELD_ORDER));

    it("add up, equal, opposite and infinite ones too, in whatever coordinates", () => {
      const z = fc.oneof(fc.constantFrom(1n, 2n), fc.bigInt(1n, FIELD_ORDER - 1n));
      fc.assert(
        fc.property(scalar, scalar, z, z, (a, b, za, zb) => {
          const others = [b, a, modulo(-a, FIELD_ORDER), 0n];
          engine.scoped(() => {
            for (const other of others) {
              const sum = points.add(
                points.projective(times(a), times(other), za),
                points.projective(times(other), times(a), zb),
              );
              expect(points.read(sum)).to.deep.equal(times(a + other));
            }
          });
        }),
        { numRuns: 20 },
      );
    });

    it("sum up with scalars as the model does", () => {
      // few points of which many are equal or opposite, and scalars of which many are equal
      const point = fc.constantFrom(0n, 1n, 2n, FIELD_ORDER - 1n, FIELD_ORDER - 2n, 5n, 7n);
      const factor = fc.oneof(
        fc.constantFrom(...SCALARS, (1n << 253n) - 1n, 1n << 128n, FIELD_ORDER >> 1n),
        fc.bigInt(0n, FIELD_ORDER - 1n),
      );
      fc.assert(
        fc.property(fc.array(fc.tuple(point, factor), { maxLength: 40 }), (terms) => {
          const expected = terms.reduce((sum, [of, by]) => sum + of * by, 0n);
          const found = points.multiplyAndSum(terms.map(([of, by]) => [times(of), by]));
          expect(found).to.deep.equal(times(expected));
        }),
        { numRuns: 60 },
      );
    });

    it("sum up where all scalars or all points are equal, or cancel out", () => {
      const of = (count: number, term: (i: number) => readonly [bigint, bigint]) =>
        Array.from({ length: count }, (_, i) => term(i));
      const wide = FIELD_ORDER - 12_345n;
      const cases = [
        [],
        of(1, () => [3n, wide]),
        of(333, (i) => [BigInt((i % 9) + 1), wide]),
        of(257, () => [4n, 1n]),
        of(200, (i) => [i % 2 ? 6n : FIELD_ORDER - 6n, wide]),
        of(64, () => [0n, wide]),
        of(64, (i) => [BigInt((i % 9) + 1), 0n]),
        of(500, (i) => [BigInt((i % 9) + 1), (wide * BigInt(i * i + 1)) % FIELD_ORDER]),
      ];
      for (const terms of cases) {
        const expected = terms.reduce((sum, [point, by]) => sum + point * by, 0n);
        const found = points.multiplyAndSum(terms.map(([point, by]) => [times(point), by]));
        expect(found).to.deep.equal(times(expected));
      }
    });

    it("take every width of digits", () => {
      // more scalars of full size make wider digits; most points are equal, so that the model is quick
      for (const count of [1, 6, 24, 80, 200, 700, 2_000]) {
        const terms = Array.from({ length: count }, (_, i) => {
          const by = (FIELD_ORDER / 7n) * BigInt(i % 6) + (BigInt(i) << 200n) + BigInt(i) ** 9n;
          return [BigInt((i % 31) + 1), by % FIELD_ORDER] as const;
        });
        const expected = terms.reduce((sum, [point, by]) => sum + point * by, 0n);
        const found = points.multiplyAndSum(terms.map(([point, by]) => [times(point), by]));
        expect(found, `${count} points`).to.deep.equal(times(expected));
      }
    });
  });
}
