import { expect } from "chai";
import fc from "fast-check";
import { before, describe, it } from "mocha";

import { type EngineInstance, PAIR_BYTES, RADIX } from "../../../scripts/prover/engine/instance.ts";
import { inverse } from "../../../scripts/prover/engine/modular.ts";
import { engineInstance, type FieldName, limbsAt, modulo, numberAt, ORDERS } from "../../fixtures/engine.ts";

/** Limbs of one lane, lowest first. */
type Limbs = readonly bigint[];

const SHORT = 1n << 50n;
const LONG = 1n << 51n;

/** Limbs up to a bound, mostly at it, near it, or near zero; the top limb up to its own. */
function limbs(bound: bigint, top: bigint): fc.Arbitrary<Limbs> {
  const limb = (most: bigint) =>
    fc.oneof(fc.constantFrom(-most, most, 1n - most, most - 1n, -1n, 0n, 1n), fc.bigInt(-most, most));
  return fc.tuple(limb(bound), limb(bound), limb(bound), limb(bound), limb(top));
}

function numberOf(value: Limbs): bigint {
  return value.reduce((sum, limb, j) => sum + (limb << BigInt(51 * j)), 0n);
}

function put(engine: EngineInstance, a: Limbs, b: Limbs): number {
  const at = engine.allocate(PAIR_BYTES);
  const words = a.flatMap((limb, j) => [Number(limb), Number(b[j] ?? 0n)]);
  engine.write(at, new Uint8Array(Float64Array.from(words).buffer));
  return at;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

function expectShort(engine: EngineInstance, at: number): void {
  const found = limbsAt(engine, at);
  expect(found.every(Number.isInteger)).to.equal(true);
  expect(Math.max(...found.map(Math.abs))).to.be.at.most(2 ** 50);
}

for (const field of ["Fp", "Fr"] satisfies FieldName[]) {
  const p = ORDERS[field];
  /** The top limb of p, which bounds those of multiples of p. */
  const topOf = (times: bigint) => (times * p) >> 204n;
  const EDGES = [0n, 1n, 2n, p - 1n, p - 2n, (p - 1n) / 2n, (p + 1n) / 2n, RADIX % p, (1n << 253n) - 1n];
  const element = fc.oneof(fc.constantFrom(...EDGES), fc.bigInt(0n, p - 1n));

  describe(`the engine's field ${field}`, () => {
    let engine: EngineInstance;
    before(async () => {
      engine = await engineInstance();
    });

    it("multiplies limbs up to 2^51, exactly and within its bounds", () => {
      const factor = limbs(LONG, topOf(2n));
      fc.assert(
        fc.property(factor, factor, factor, factor, (a0, a1, b0, b1) => {
          engine.scoped(() => {
            const out = engine.allocate(PAIR_BYTES);
            engine.call(`mul${field}`, out, put(engine, a0, a1), put(engine, b0, b1));
            for (const [lane, a, b] of [
              [0, numberOf(a0), numberOf(b0)],
              [1, numberOf(a1), numberOf(b1)],
            ] as const) {
              const found = numberAt(engine, out, lane);
              expect(modulo(found * RADIX - a * b, p)).to.equal(0n);
              // |a·b| / R + p / 2, and a little
              expect(abs(found) <= abs(a * b) / RADIX + p / 2n + (p >> 40n)).to.equal(true);
            }
          });
        }),
        { numRuns: 2_000 },
      );
    });

    it("multiplies two by turns as one alone, also where the products replace factors", () => {
      const factor = limbs(LONG, topOf(2n));
      fc.assert(
        fc.property(factor, factor, factor, factor, (a, b, c, d) => {
          engine.scoped(() => {
            const [first, second] = [put(engine, a, b), put(engine, c, d)];
            const alone = [engine.allocate(PAIR_BYTES), engine.allocate(PAIR_BYTES)] as const;
            const swapped = put(engine, b, a);
            engine.call(`mul${field}`, alone[0], first, second);
            engine.call(`mul${field}`, alone[1], second, swapped);
            const expected = alone.map((at) => limbsAt(engine, at));
            engine.call(`mulBoth${field}`, second, first, second, swapped, second, swapped);
            expect([second, swapped].map((at) => limbsAt(engine, at))).to.deep.equal(expected);
          });
        }),
        { numRuns: 500 },
      );
    });

    it("gives short products of factors whose product is up to 1.3·p²", () => {
      const factor = limbs(LONG, topOf(1n));
      fc.assert(
        fc.property(factor, factor, (a, b) => {
          engine.scoped(() => {
            const out = engine.allocate(PAIR_BYTES);
            engine.call(`mul${field}`, out, put(engine, a, b), put(engine, b, a));
            expectShort(engine, out);
            expect(abs(numberAt(engine, out, 0)) <= p).to.equal(true);
          });
        }),
        { numRuns: 500 },
      );
    });

    it("squares short elements as it multiplies them", () => {
      const short = limbs(SHORT, topOf(1n));
      fc.assert(
        fc.property(short, short, (a, b) => {
          engine.scoped(() => {
            const pair = put(engine, a, b);
            const [square, product] = [engine.allocate(PAIR_BYTES), engine.allocate(PAIR_BYTES)];
            engine.call(`sqr${field}`, square, pair);
            engine.call(`mul${field}`, product, pair, pair);
            for (const lane of [0, 1]) {
              const difference = numberAt(engine, square, lane) - numberAt(engine, product, lane);
              expect(modulo(difference, p)).to.equal(0n);
            }
            expectShort(engine, square);
          });
        }),
        { numRuns: 500 },
      );
    });

    it("adds, subtracts and normalizes limbs up to 2^51, and nothing but zero looks like zero", () => {
      const summand = limbs(LONG, topOf(2n) - 8n);
      fc.assert(
        fc.property(summand, summand, (a, b) => {
          engine.scoped(() => {
            const [first, second] = [put(engine, a, b), put(engine, b, a)];
            const out = engine.allocate(PAIR_BYTES);
            for (const [name, expected] of [
              [`add${field}`, numberOf(a) + numberOf(b)],
              [`sub${field}`, numberOf(a) - numberOf(b)],
            ] as const) {
              engine.call(name, out, first, second);
              const found = numberAt(engine, out, 0);
              expect(modulo(found - expected, p)).to.equal(0n);
              expect(abs(found) <= p / 2n + (p >> 44n)).to.equal(true);
              expectShort(engine, out);
            }
          });
        }),
        { numRuns: 1_000 },
      );
      engine.scoped(() => {
        for (const times of [-4n, -2n, -1n, 0n, 1n, 3n, 4n]) {
          const multiple = times * p;
          const digits = [0, 1, 2, 3].map((j) => BigInt.asUintN(51, multiple >> BigInt(51 * j)));
          const pair = put(engine, [...digits, multiple >> 204n], [1n, 0n, 0n, 0n, 0n]);
          engine.call(`normalized${field}`, pair, pair);
          expect([numberAt(engine, pair, 0), numberAt(engine, pair, 1)]).to.deep.equal([0n, 1n]);
        }
      });
    });

    it("inverts as a bigint model does, zero to zero", () => {
      fc.assert(
        fc.property(element, element, (a, b) => {
          engine.scoped(() => {
            const out = engine.allocate(PAIR_BYTES);
            engine.call(`inverse${field}`, out, engine.pair([(a * RADIX) % p, (b * RADIX) % p]));
            for (const [lane, value] of [a, b].entries())
              expect(modulo(numberAt(engine, out, lane), p)).to.equal((inverse(value, p) * RADIX) % p);
          });
        }),
        { numRuns: 60 },
      );
    });

    it("reads whole numbers, and writes the one below the order", () => {
      fc.assert(
        fc.property(element, element, (a, b) => {
          engine.scoped(() => {
            const [pair, bytes] = [engine.allocate(PAIR_BYTES), engine.allocate(32)];
            const square = engine.pair([(RADIX * RADIX) % p, (RADIX * RADIX) % p]);
            for (const [lane, value] of [a, b].entries()) {
              engine.writeScalar(bytes, value);
              engine.call(`read${field}`, pair, lane, bytes);
            }
            engine.call(`mul${field}`, pair, pair, square);
            for (const [lane, value] of [a, b].entries()) {
              engine.call(`write${field}`, pair, lane, bytes);
              expect(engine.readScalar(bytes)).to.equal(value);
            }
          });
        }),
        { numRuns: 300 },
      );
    });
  });
}

describe("squares by turns", () => {
  it("are those of one alone", async () => {
    const engine = await engineInstance();
    const short = limbs(SHORT, ORDERS.Fp >> 204n);
    const four = fc.tuple(short, short, short, short);
    fc.assert(
      fc.property(four, ([a, b, c, d]) => {
        engine.scoped(() => {
          // of F_p²: two pairs side by side
          const place = (re: Limbs, im: Limbs) => {
            const at = engine.allocate(2 * PAIR_BYTES);
            for (const [half, limb] of [re, im].entries())
              engine.write(at + half * PAIR_BYTES, engine.bytes(put(engine, limb, re), PAIR_BYTES).slice());
            return at;
          };
          for (const [field, bytes] of [
            ["Fp", PAIR_BYTES],
            ["Fp2", 2 * PAIR_BYTES],
          ] as const) {
            const [x, y] = [place(a, b), place(c, d)];
            const alone = [engine.allocate(bytes), engine.allocate(bytes)] as const;
            engine.call(`sqr${field}`, alone[0], x);
            engine.call(`sqr${field}`, alone[1], y);
            const expected = alone.map((at) => engine.bytes(at, bytes).slice());
            engine.call(`sqrBoth${field}`, y, x, x, y);
            expect([y, x].map((at) => engine.bytes(at, bytes).slice())).to.deep.equal(expected);
          }
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe("the engine's field Fp2", () => {
  let engine: EngineInstance;
  before(async () => {
    engine = await engineInstance();
  });

  it("multiplies, squares and inverts as a bigint model does", () => {
    const p = ORDERS.Fp;
    // at the edges of what a short element may be, as others hold fewer
    const part = limbs(SHORT, p >> 204n);
    const two = fc.tuple(part, part);
    fc.assert(
      fc.property(two, two, ([a, b], [c, d]) => {
        engine.scoped(() => {
          const place = (re: Limbs, im: Limbs) => {
            const at = engine.allocate(2 * PAIR_BYTES);
            for (const [half, limb] of [re, im].entries()) {
              const from = put(engine, limb, limb);
              engine.bytes(at + half * PAIR_BYTES, PAIR_BYTES).set(engine.bytes(from, PAIR_BYTES));
            }
            return at;
          };
          const [x, y, out] = [place(a, b), place(c, d), engine.allocate(2 * PAIR_BYTES)];
          const [re, im, yRe, yIm] = [a, b, c, d].map(numberOf);
          if (re === undefined || im === undefined || yRe === undefined || yIm === undefined) return;
          const expectParts = (expected: readonly [bigint, bigint], scale: bigint) => {
            for (const [half, value] of expected.entries()) {
              for (const lane of [0, 1]) {
                const found = numberAt(engine, out + half * PAIR_BYTES, lane);
                expect(modulo(found * scale - value, p)).to.equal(0n);
              }
              expectShort(engine, out + half * PAIR_BYTES);
            }
          };
          engine.call("mulFp2", out, x, y);
          expectParts([re * yRe - im * yIm, re * yIm + im * yRe], RADIX);
          const other = engine.allocate(2 * PAIR_BYTES);
          engine.call("mulBothFp2", other, y, y, out, x, y);
          expectParts([re * yRe - im * yIm, re * yIm + im * yRe], RADIX);
          engine.call("mulBothFp2", out, x, y, other, y, y);
          expectParts([re * yRe - im * yIm, re * yIm + im * yRe], RADIX);
          engine.call("sqrFp2", out, x);
          expectParts([re * re - im * im, 2n * re * im], RADIX);
          engine.call("inverseFp2", out, x);
          // (a·R)⁻¹·R² = a⁻¹·R
          const norm = modulo(re * re + im * im, p);
          const factor = (inverse(norm, p) * RADIX * RADIX) % p;
          expectParts([re * factor, -im * factor], 1n);
        });
      }),
      { numRuns: 200 },
    );
  });
});
