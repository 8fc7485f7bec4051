import { expect } from "chai";
import { describe, it } from "mocha";

import { requireCovered } from "../../scripts/core/order.ts";
import { codeOf } from "../fixtures/code-of.ts";

describe("a quantity policy", () => {
  const cases: [number, number, bigint, string | undefined][] = [
    [1_510, 7_300, 11_023_000n, undefined],
    [1_510, 7_300, 11_022_999n, "RULE_BROKEN"],
    [1, 1, 1n, undefined],
    [0, 7_300, 11_023_000n, "RULE_BROKEN"],
    [1_510, 0, 11_023_000n, "RULE_BROKEN"],
  ];
  for (const [units, grams, massMin, code] of cases) {
    it(`of ${massMin} g ${code === undefined ? "covers" : "does not cover"} ${units} units of ${grams} g`, () => {
      const found = codeOf(() => {
        requireCovered(units, grams, { rows: [], massMin, massMax: 2n ** 32n - 1n });
      });
      expect(found).to.equal(code);
    });
  }
});
