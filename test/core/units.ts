import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import {
  containedCobalt,
  formatCo2e,
  formatDecimal,
  formatMass,
  formatShare,
  parseDecimal,
  parseMass,
  parseShare,
} from "../../scripts/core/units.ts";
import { codeOf } from "../fixtures/code-of.ts";

describe("decimals", () => {
  it("reads figures exactly, trailing zeros included", () => {
    expect(parseDecimal("x", "33", 2)).to.equal(3_300n);
    expect(parseDecimal("x", " 33.2500 ", 2)).to.equal(3_325n);
    expect(parseDecimal("x", "0.01", 2)).to.equal(1n);
    expect(parseDecimal("x", "007", 0)).to.equal(7n);
  });

  for (const text of [
    "",
    ".",
    "1.",
    ".5",
    "-1",
    "+1",
    "1e3",
    "1,5",
    "1 000",
    "0x10",
    "1.2.3",
    "٣",
    "Infinity",
  ]) {
    it(`refuses "${text}"`, () => {
      expect(codeOf(() => parseDecimal("x", text, 6))).to.equal("BAD_FIGURE");
    });
  }

  it("refuses a decimal more than can be kept instead of rounding it", () => {
    expect(codeOf(() => parseDecimal("x", "1.005", 2))).to.equal("BAD_FIGURE");
    expect(codeOf(() => parseDecimal("x", "1.5", 0))).to.equal("BAD_FIGURE");
  });

  it("reads back what it wrote", () => {
    const figures = fc.record({ value: fc.bigInt({ min: 0n, max: 1n << 80n }), decimals: fc.nat(12) });
    fc.assert(
      fc.property(figures, ({ value, decimals }) => {
        expect(parseDecimal("x", formatDecimal(value, decimals), decimals)).to.equal(value);
      }),
      { seed: 1 },
    );
  });
});

describe("masses", () => {
  it("reads tonnes, kilograms and grams", () => {
    expect(parseMass("m", "10 t")).to.equal(10_000_000n);
    expect(parseMass("m", "2.5kg")).to.equal(2_500n);
    expect(parseMass("m", "7300 g")).to.equal(7_300n);
    expect(parseMass("m", "0 g")).to.equal(0n);
  });

  it("reads the heaviest lot and refuses a gram more", () => {
    expect(parseMass("m", "4294967295 g")).to.equal(4_294_967_295n);
    expect(codeOf(() => parseMass("m", "4294967296 g"))).to.equal("OUT_OF_RANGE");
  });

  for (const text of ["10", "10 T", "10 lb", "t", "10,5 t", "0.5 g", "-1 kg"]) {
    it(`refuses "${text}"`, () => {
      expect(codeOf(() => parseMass("m", text))).to.equal("BAD_FIGURE");
    });
  }

  it("writes tonnes from a tonne on, grams below", () => {
    expect(formatMass(11_880_000n)).to.equal("11.88 t");
    expect(formatMass(1_000_000n)).to.equal("1 t");
    expect(formatMass(999_999n)).to.equal("999999 g");
  });

  it("reads back every mass that it wrote", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 4_294_967_295n }), (grams) => {
        expect(parseMass("m", formatMass(grams))).to.equal(grams);
      }),
      { seed: 2 },
    );
  });
});

describe("shares and footprints", () => {
  it("reads per cents as parts per billion up to the whole", () => {
    expect(parseShare("s", "16")).to.equal(160_000_000n);
    expect(parseShare("s", "0.0000001")).to.equal(1n);
    expect(parseShare("s", "100")).to.equal(1_000_000_000n);
    expect(codeOf(() => parseShare("s", "100.0000001"))).to.equal("OUT_OF_RANGE");
    expect(codeOf(() => parseShare("s", "0.00000001"))).to.equal("BAD_FIGURE");
  });

  it("writes them in trade units", () => {
    expect(formatShare(160_016_799n)).to.equal("16.0016799%");
    expect(formatCo2e(8_995_140n)).to.equal("8.99514 kg/kg");
  });
});

describe("contained cobalt", () => {
  it("is wet mass without water times dry grade", () => {
    expect(containedCobalt({ wetGrams: 48_000_000n, moistureBp: 2_500n, gradeBp: 3_300n })).to.equal(
      11_880_000n,
    );
  });

  it("is rounded down", () => {
    // 3 g · 0.9999 · 0.9999 = 2.9994…
    expect(containedCobalt({ wetGrams: 3n, moistureBp: 1n, gradeBp: 9_999n })).to.equal(2n);
  });

  it("takes dry metal for what it weighs", () => {
    expect(containedCobalt({ wetGrams: 1n, moistureBp: 0n, gradeBp: 10_000n })).to.equal(1n);
  });

  const refused: [string, Parameters<typeof containedCobalt>[0]][] = [
    ["more than all water", { wetGrams: 1_000n, moistureBp: 10_001n, gradeBp: 5_000n }],
    ["a negative moisture", { wetGrams: 1_000n, moistureBp: -1n, gradeBp: 5_000n }],
    ["a grade above 1", { wetGrams: 1_000n, moistureBp: 0n, gradeBp: 10_001n }],
    ["less than a gram", { wetGrams: 1n, moistureBp: 0n, gradeBp: 9_999n }],
    ["a negative weight", { wetGrams: -1_000n, moistureBp: 0n, gradeBp: 5_000n }],
    ["more than the heaviest lot", { wetGrams: 4_294_967_296n, moistureBp: 0n, gradeBp: 10_000n }],
  ];
  for (const [what, figures] of refused) {
    it(`refuses ${what}`, () => {
      expect(codeOf(() => containedCobalt(figures))).to.equal("OUT_OF_RANGE");
    });
  }
});
