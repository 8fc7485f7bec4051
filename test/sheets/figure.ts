import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import { type Notation, readFigure } from "../../scripts/sheets/figure.ts";
import { expectError } from "../fixtures/errors.ts";

describe("a figure of a sheet", () => {
  it("is read as people and spreadsheets write it, if that can mean one number only", () => {
    const cases: [string, string, Notation | undefined][] = [
      ["48", "48", undefined],
      ["1375", "1375", undefined],
      ["48,5", "48.5", "comma"],
      ["48.5", "48.5", "point"],
      ["0,375", "0.375", "comma"],
      ["1375,250", "1375.250", "comma"],
      ["1,375.5", "1375.5", "point"],
      ["1.375,5", "1375.5", "comma"],
      ["1,375,000", "1375000", "point"],
      ["1 375", "1375", undefined],
      ["1\u00a0375,250", "1375.250", "comma"],
      ["12\u202f345\u202f678", "12345678", undefined],
      ["1\u2009375.25", "1375.25", "point"],
      ["1'375.25", "1375.25", "point"],
      ["1’375,25", "1375.25", "comma"],
    ];
    for (const [text, plain, notation] of cases) {
      expect(readFigure(text), text).to.deep.equal({ plain, notation });
    }
  });

  it("is refused where it may mean two numbers, until the notation is stated", async () => {
    for (const text of ["1,375", "1.375", "48.000", "999,999"]) {
      const { remedy } = await expectError("BAD_FIGURE", () => readFigure(text), "could mean");
      expect(remedy).to.contain("--decimal");
    }
    expect(readFigure("1,375", "comma").plain).to.equal("1.375");
    expect(readFigure("1,375", "point").plain).to.equal("1375");
    expect(readFigure("48.000", "point").plain).to.equal("48.000");
  });

  it("is refused in another notation than the stated one", async () => {
    await expectError("BAD_FIGURE", () => readFigure("48,5", "point"), "no decimal point");
    await expectError("BAD_FIGURE", () => readFigure("1,375.5", "comma"), "no decimal comma");
  });

  it("is refused where it is no plain number", async () => {
    for (const text of [
      "",
      "-5",
      "+5",
      "1e3",
      "1,2,3",
      "12,34.5",
      "1 37",
      "1,375 000",
      "1,375,00",
      "٣",
      ".5",
      "5.",
    ]) {
      await expectError("BAD_FIGURE", () => readFigure(text), "is not a number");
    }
  });

  it("comes back as the number that was written, whatever its signs", () => {
    const groups = fc.constantFrom("", " ", "'", "\u00a0", "\u202f");
    const digits = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 })
      .map((d) => d.join(""));
    const decimals = fc.oneof(fc.constant(""), digits);
    const notations = fc.constantFrom<Notation>("comma", "point");
    const property = fc.property(
      fc.nat(),
      decimals,
      groups,
      notations,
      (whole, fraction, group, notation) => {
        const grouped = whole.toString().replace(/\B(?=(\d{3})+$)/g, group);
        const text = fraction === "" ? grouped : `${grouped}${notation === "comma" ? "," : "."}${fraction}`;
        const expected = fraction === "" ? whole.toString() : `${whole}.${fraction}`;
        expect(readFigure(text, notation).plain).to.equal(expected);
      },
    );
    fc.assert(property, { seed: 20_260_316, numRuns: 500 });
  });
});
