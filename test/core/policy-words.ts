import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import { NEUTRAL_ROW, type PolicyRow } from "../../scripts/core/policy.ts";
import { describePolicy, describeRow, parsePolicy } from "../../scripts/core/policy-words.ts";
import { CO2E_CAP } from "../../scripts/core/provenance.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { anyRow } from "../support/arbitraries.ts";
import { codeOf } from "../support/code-of.ts";
import { SLOTS } from "../support/sites.ts";

const MAX = 2n ** 32n - 1n;
const parse = (words: string) => parsePolicy(words, SLOTS);
const rowOf = (fields: Partial<PolicyRow>): PolicyRow => ({ ...NEUTRAL_ROW, ...fields });

describe("policy words", () => {
  const meanings: [string, Partial<PolicyRow>][] = [
    ["recycled >= 16%", { shares: 1n << 7n, shareFactor: 1n, constant: -160_000_000n }],
    ["recycled >= 0.0000001 %", { shares: 1n << 7n, shareFactor: 1n, constant: -1n }],
    ["rmap = 100%", { shares: 1n, shareFactor: 1n, constant: -999_999_000n }],
    ["rmap >= 100%", { shares: 1n, shareFactor: 1n, constant: -999_999_000n }],
    ["no asm", { shares: 1n << 5n, shareFactor: 1n, constant: -999_999_000n }],
    ["asm-assessed + non-asm >= 50%", { shares: 3n << 5n, shareFactor: 1n, constant: -500_000_000n }],
    ["co2e <= 15 kg/kg", { co2eFactor: 1n, constant: 15_000_000n - CO2E_CAP }],
    ["co2e <= 0 kg/kg", { co2eFactor: 1n, constant: -CO2E_CAP }],
    ["primary >= 80%", { primaryFactor: 10_000n, co2eFactor: 8_000n, constant: -8_000n * CO2E_CAP }],
    ["primary = 100%", { primaryFactor: 1n, co2eFactor: 1n, constant: 1_000n - CO2E_CAP }],
    ["audited within 12 months", { auditFactor: 1n, constant: 365n }],
    ["audited within 36 months", { auditFactor: 1n, constant: 1_095n }],
    ["audited within 0 days", { auditFactor: 1n }],
    ["  recycled   >=  16 % ", { shares: 1n << 7n, shareFactor: 1n, constant: -160_000_000n }],
  ];
  for (const [words, fields] of meanings) {
    it(`read "${words}"`, () => {
      expect(parse(words)).to.deep.equal({ rows: [rowOf(fields)], massMin: 0n, massMax: MAX });
    });
  }

  const intervals: [string, bigint, bigint][] = [
    ["mass >= 10 t", 10_000_000n, MAX],
    ["mass <= 12.5 kg", 0n, 12_500n],
    ["mass <= 12 t, mass >= 10 t", 10_000_000n, 12_000_000n],
    ["mass >= 1 g, mass <= 1 g", 1n, 1n],
  ];
  for (const [words, massMin, massMax] of intervals) {
    it(`read "${words}"`, () => {
      expect(parse(words)).to.deep.equal({ rows: [], massMin, massMax });
    });
  }

  it("spell no interval in one way", () => {
    expect(parse("no asm, mass >= 1 g")).to.deep.equal(parse("no asm"));
  });

  it("are up to eight clauses", () => {
    const clauses = (n: number) => Array.from({ length: n }, () => "no asm").join(", ");
    expect(parse(clauses(8)).rows).to.have.length(8);
    expect(codeOf(() => parse(clauses(9)))).to.equal("BAD_POLICY");
  });

  const refused: [string, string][] = [
    ["", "BAD_POLICY"],
    ["no asm,", "BAD_POLICY"],
    ["gold >= 16%", "BAD_POLICY"],
    ["Recycled >= 16%", "BAD_POLICY"],
    ["recycled >= 16", "BAD_POLICY"],
    ["recycled <= 16%", "BAD_POLICY"],
    ["recycled > 16%", "BAD_POLICY"],
    ["recycled >= 16,5%", "BAD_POLICY"],
    ["recycled = 99%", "BAD_POLICY"],
    ["recycled >= 0%", "BAD_POLICY"],
    ["recycled >= 101%", "OUT_OF_RANGE"],
    ["recycled >= 0.00000001%", "BAD_FIGURE"],
    ["recycled >= -1%", "BAD_POLICY"],
    ["recycled + origin-drc >= 16%", "BAD_POLICY"],
    ["non-asm + recycled >= 16%", "BAD_POLICY"],
    ["co2e <= 1073.741823 kg/kg", "BAD_POLICY"],
    ["co2e <= 1073.741824 kg/kg", "BAD_POLICY"],
    ["co2e <= 15", "BAD_POLICY"],
    ["co2e >= 15 kg/kg", "BAD_POLICY"],
    ["primary >= 0%", "BAD_POLICY"],
    ["primary >= 100.01%", "BAD_POLICY"],
    ["primary >= 0.001%", "BAD_FIGURE"],
    ["audited within 65535 days", "BAD_POLICY"],
    ["audited within 9999999 months", "BAD_POLICY"],
    ["audited within 1.5 months", "BAD_POLICY"],
    ["mass >= 0 g", "BAD_POLICY"],
    ["mass >= 1 g", "BAD_POLICY"],
    ["mass <= 0 g", "BAD_POLICY"],
    ["mass >= 2 t, mass <= 1 t", "BAD_POLICY"],
    ["mass >= 1 t, mass >= 2 t", "BAD_POLICY"],
    ["mass >= 1,5 t", "BAD_FIGURE"],
    ["mass >= 4295 t", "OUT_OF_RANGE"],
    ["mass = 1 t", "BAD_POLICY"],
  ];
  for (const [words, code] of refused) {
    it(`refuse "${words}"`, () => {
      expect(codeOf(() => parse(words))).to.equal(code);
    });
  }

  it("say what they read, and are read the same again", () => {
    const percent = fc
      .bigInt({ min: 1n, max: 1_000_000_000n })
      .map((n) => `${n / 10_000_000n}.${String(n % 10_000_000n).padStart(7, "0")}`);
    const basisPoints = fc
      .bigInt({ min: 1n, max: 10_000n })
      .map((n) => `${n / 100n}.${String(n % 100n).padStart(2, "0")}`);
    const names = SLOTS.flatMap((slot) => slot?.name ?? []);
    const clause = fc.oneof(
      fc.record({ name: fc.constantFrom(...names), percent }).map((c) => `${c.name} >= ${c.percent}%`),
      percent.map((c) => `non-asm + asm-assessed >= ${c}%`),
      fc.constantFrom(...names).map((name) => `${name} = 100%`),
      basisPoints.map((c) => `primary >= ${c}%`),
      fc
        .bigInt({ min: 0n, max: CO2E_CAP - 1n })
        .map((n) => `co2e <= ${n / 1_000_000n}.${String(n % 1_000_000n).padStart(6, "0")} kg/kg`),
      fc.nat(65_534).map((days) => `audited within ${days} days`),
      fc.nat(2_000).map((months) => `audited within ${months} months`),
    );
    const mass = fc
      .tuple(fc.bigInt({ min: 0n, max: MAX }), fc.bigInt({ min: 1n, max: MAX }))
      .map(([a, b]) => (a <= b ? [a, b] : [b, a]))
      .map(
        ([min = 0n, max = 0n]) => `mass >= ${formatMass(min)}, mass <= ${formatMass(max === 0n ? 1n : max)}`,
      );
    const policies = fc.tuple(fc.array(clause, { minLength: 1, maxLength: 8 }), fc.option(mass));
    fc.assert(
      fc.property(policies, ([clauses, interval]) => {
        const policy = parse([...clauses, ...(interval === null ? [] : [interval])].join(", "));
        const words = describePolicy(policy, SLOTS);
        expect(parse(words)).to.deep.equal(policy);
        expect(describePolicy(parse(words), SLOTS)).to.equal(words);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it("say nothing of a row that they would not read back so", () => {
    const near = fc.record({
      row: anyRow,
      factors: fc.constantFrom<Partial<PolicyRow>[]>(
        { shareFactor: 1n, primaryFactor: 0n, co2eFactor: 0n, auditFactor: 0n },
        { shares: 0n, shareFactor: 0n, primaryFactor: 0n, co2eFactor: 1n, auditFactor: 0n },
        { shares: 0n, shareFactor: 0n, primaryFactor: 1n, co2eFactor: 1n, auditFactor: 0n },
        { shares: 0n, shareFactor: 0n, primaryFactor: 10_000n, auditFactor: 0n },
        { shares: 0n, shareFactor: 0n, primaryFactor: 0n, co2eFactor: 0n, auditFactor: 1n },
        {},
      ),
      constant: fc.constantFrom(
        0n,
        -1n,
        1n,
        -(10n ** 9n),
        -(10n ** 9n) - 1n,
        -CO2E_CAP,
        -CO2E_CAP - 1n,
        1_000n - CO2E_CAP,
        -10_000n * CO2E_CAP,
      ),
    });
    fc.assert(
      fc.property(near, ({ row, factors, constant }) => {
        const odd = { ...row, ...factors, constant };
        const words = describeRow(odd, SLOTS);
        // an inequality is no clause; nor is a set of slots that cannot be added
        const read = codeOf(() => parse(words)) === undefined ? parse(words).rows : [odd];
        expect(read).to.deep.equal([odd]);
      }),
      { seed: 7, numRuns: 1_000 },
    );
  });

  it("call a slot by its number where its name could mean something else", () => {
    for (const name of [
      "primary",
      "mass",
      "rmap = 100%, x",
      "recycled + rmap",
      "Rmap",
      "rm\u0430p",
      "slot 1",
    ]) {
      const slots = [{ name, group: 0, rule: "carry" } as const, ...SLOTS.slice(1)];
      const row = rowOf({ shares: 1n, shareFactor: 1n, constant: -160_000_000n });
      expect(describeRow(row, slots), name).to.equal("slot 0 >= 16%");
      expect(parsePolicy("slot 0 >= 16%", slots).rows, name).to.deep.equal([row]);
    }
    expect(codeOf(() => parse("slot 0 >= 16%"))).to.equal("BAD_POLICY");
    expect(codeOf(() => parse("slot 13 >= 16%"))).to.equal("BAD_POLICY");
  });

  it("fall back to the inequality", () => {
    expect(describeRow(rowOf({ shares: 1n, shareFactor: 2n, constant: -5n }), SLOTS)).to.equal(
      "2 * (rmap) + -5 >= 0",
    );
    expect(describeRow(rowOf({ shares: 1n, shareFactor: 1n, constant: -(10n ** 9n) }), SLOTS)).to.equal(
      "1 * (rmap) + -1000000000 >= 0",
    );
    expect(describeRow(rowOf({ co2eFactor: 1n, constant: -CO2E_CAP - 1n }), SLOTS)).to.equal(
      "1 * co2eMargin + -1073741824 >= 0",
    );
  });
});
