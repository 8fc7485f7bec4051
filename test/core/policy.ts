import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import {
  alwaysHolds,
  isAboutLot,
  NEUTRAL_ROW,
  packInterval,
  packRow,
  packRows,
  type Policy,
  policyId,
  type PolicyRow,
  rowValue,
  unpackRow,
} from "../../scripts/core/policy.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { anyRow } from "../fixtures/arbitraries.ts";
import { provenanceOf, TODAY } from "../fixtures/sites.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

const MAX = 2n ** 32n - 1n;
const rowOf = (fields: Partial<PolicyRow>): PolicyRow => ({ ...NEUTRAL_ROW, ...fields });
const policyOf = (fields: Partial<Policy>): Policy => ({ rows: [], massMin: 0n, massMax: MAX, ...fields });

describe("a policy", () => {
  for (const [n, vector] of vectors.policies.entries()) {
    const rows = vector.rows.map((fields): PolicyRow => {
      const [shares, shareFactor, primaryFactor, co2eFactor, auditFactor, constant] = fields.map(BigInt);
      return rowOf(
        Object.fromEntries(
          Object.entries({ shares, shareFactor, primaryFactor, co2eFactor, auditFactor, constant }).filter(
            ([, value]) => value !== undefined,
          ),
        ),
      );
    });
    const policy = { rows, massMin: BigInt(vector.massMin), massMax: BigInt(vector.massMax) };

    it(`has the words, interval and id of shared vector ${n}`, () => {
      rows.forEach((row, i) => {
        expect(packRow(row)).to.equal(BigInt(vector.packedRows[i] ?? -1));
      });
      expect(packRows(policy)).to.deep.equal(vector.words.map(BigInt));
      expect(packInterval(policy)).to.equal(BigInt(vector.interval));
      expect(policyId(policy)).to.equal(BigInt(vector.policyId));
    });
  }

  it("has eight rows at most", () => {
    const rows = Array.from({ length: 8 }, () => rowOf({ constant: -1n }));
    expect(codeOf(() => packRows(policyOf({ rows })))).to.equal(undefined);
    expect(codeOf(() => packRows(policyOf({ rows: [...rows, NEUTRAL_ROW] })))).to.equal("OUT_OF_RANGE");
  });

  const intervals: [string, Partial<Policy>, ReturnType<typeof codeOf>][] = [
    ["no interval", { massMin: 0n, massMax: MAX }, undefined],
    ["no interval, spelt from 1 g", { massMin: 1n, massMax: MAX }, "BAD_POLICY"],
    ["one from 2 g", { massMin: 2n, massMax: MAX }, undefined],
    ["one of 1 g alone", { massMin: 1n, massMax: 1n }, undefined],
    ["one up to 1 g", { massMin: 0n, massMax: 1n }, undefined],
    ["the heaviest lot alone", { massMin: MAX, massMax: MAX }, undefined],
    ["an empty one", { massMin: 5n, massMax: 4n }, "OUT_OF_RANGE"],
    ["one of nothing", { massMin: 0n, massMax: 0n }, "OUT_OF_RANGE"],
    ["one beyond 32 bits", { massMin: 0n, massMax: MAX + 1n }, "OUT_OF_RANGE"],
    ["one from below 0", { massMin: -1n, massMax: MAX }, "OUT_OF_RANGE"],
  ];
  for (const [what, fields, code] of intervals) {
    it(`${code === undefined ? "takes" : "refuses"} ${what}`, () => {
      expect(codeOf(() => packInterval(policyOf(fields)))).to.equal(code);
    });
  }

  it("is about one lot only if it has an interval", () => {
    expect(isAboutLot(policyOf({}))).to.equal(false);
    expect(isAboutLot(policyOf({ massMin: 2n }))).to.equal(true);
    expect(isAboutLot(policyOf({ massMax: MAX - 1n }))).to.equal(true);
  });
});

describe("a row", () => {
  it("is read back as it was packed", () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const packed = packRow(row);
        expect(packed < 2n ** 126n).to.equal(true);
        expect(unpackRow(packed)).to.deep.equal(row);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it("is the only one with its number", () => {
    const number = fc.bigInt({ min: 0n, max: 2n ** 126n - 1n });
    fc.assert(
      fc.property(number, (packed) => {
        expect(packRow(unpackRow(packed))).to.equal(packed);
      }),
      { seed: 5, numRuns: 300 },
    );
    expect(codeOf(() => unpackRow(2n ** 126n))).to.equal("OUT_OF_RANGE");
  });

  const limits: [keyof PolicyRow, bigint, bigint][] = [
    ["shares", 0n, 2n ** 18n - 1n],
    ["shareFactor", 0n, 32_767n],
    ["primaryFactor", 0n, 32_767n],
    ["co2eFactor", 0n, 32_767n],
    ["auditFactor", 0n, 32_767n],
    ["constant", -(2n ** 47n), 2n ** 47n - 1n],
  ];
  for (const [field, least, greatest] of limits) {
    it(`takes ${field} within its bits`, () => {
      const code = (value: bigint) => codeOf(() => packRow(rowOf({ [field]: value })));
      expect([code(least), code(greatest)]).to.deep.equal([undefined, undefined]);
      expect([code(least - 1n), code(greatest + 1n)]).to.deep.equal(["OUT_OF_RANGE", "OUT_OF_RANGE"]);
    });
  }

  it("is neutral as 0, and -1 has all bits of the constant set", () => {
    expect(packRow(NEUTRAL_ROW)).to.equal(0n);
    expect(packRow(rowOf({ constant: -1n }))).to.equal((2n ** 48n - 1n) * 2n ** 78n);
  });

  it("adds up its factors times the bounds", () => {
    const shares = provenanceOf().shares.map((_, j) => 10n ** BigInt(Math.min(j, 9)));
    const provenance = provenanceOf({
      co2eMargin: CO2E_CAP - 70n,
      co2ePrimary: 60n,
      shares,
      oldestAudit: TODAY - 8,
    });
    const row = rowOf({
      shares: 0b101n,
      shareFactor: 2n,
      primaryFactor: 3n,
      co2eFactor: 1n,
      auditFactor: 5n,
      constant: -4n,
    });
    // 2 · (1 + 100) + 3 · 60 + CO2E_CAP − 70 − 5 · 8 − 4
    expect(rowValue(row, provenance, TODAY)).to.equal(CO2E_CAP + 268n);
  });

  it("holds for every lot only if its constant outweighs the oldest audit", () => {
    expect(alwaysHolds(rowOf({ shares: 1n, shareFactor: 1n, constant: 0n }))).to.equal(true);
    expect(alwaysHolds(rowOf({ shares: 1n, shareFactor: 1n, constant: -1n }))).to.equal(false);
    expect(alwaysHolds(rowOf({ auditFactor: 2n, constant: 131_070n }))).to.equal(true);
    expect(alwaysHolds(rowOf({ auditFactor: 2n, constant: 131_069n }))).to.equal(false);
    expect(
      rowValue(rowOf({ auditFactor: 2n, constant: 131_070n }), provenanceOf({ oldestAudit: 0 }), 65_535),
    ).to.equal(0n);
  });
});
