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
  policyId,
  type PolicyRow,
  unpackPolicy,
} from "../../scripts/core/policy.ts";
import { describePolicy, describeRow, parsePolicy } from "../../scripts/core/policy-words.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { attributeSet } from "../../scripts/core/attributes.ts";
import { formatMass } from "../../scripts/core/units.ts";
import { anyRow } from "../fixtures/arbitraries.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { expectError } from "../fixtures/errors.ts";
import { ATTRIBUTES } from "../fixtures/sites.ts";

const MAX = 2n ** 32n - 1n;
const parse = (words: string) => parsePolicy(words, ATTRIBUTES);
const singles = ATTRIBUTES.flatMap((attribute, j) => (attribute === undefined ? [] : attributeSet([j])));
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
    ["audited within 1.5 months", "BAD_FIGURE"],
    ["mass >= 0 g", "BAD_POLICY"],
    ["mass >= 1 g", "BAD_POLICY"],
    ["mass <= 0 g", "BAD_POLICY"],
    ["mass >= 2 t, mass <= 1 t", "BAD_POLICY"],
    ["mass >= 1 t, mass >= 2 t", "BAD_POLICY"],
    ["mass >= 1,5 t", "BAD_FIGURE"],
    ["mass >= 4295 t", "OUT_OF_RANGE"],
    ["mass = 1 t", "BAD_POLICY"],
    ["anything", "BAD_POLICY"],
    ["0 >= 0", "BAD_POLICY"],
    ["5 >= 0", "BAD_POLICY"],
    ["0 * (rmap) - 5 >= 0", "OUT_OF_RANGE"],
    ["1 * (rmap) - 5", "BAD_POLICY"],
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
    const names = ATTRIBUTES.flatMap((attribute) => attribute?.name ?? []);
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
        const words = describePolicy(policy, ATTRIBUTES);
        expect(parse(words)).to.deep.equal(policy);
        expect(describePolicy(parse(words), ATTRIBUTES)).to.equal(words);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it("say every policy that the contract takes, unused rows between used ones too, and are read back as the same", () => {
    const attributesOfRow = fc.constantFrom(0n, ...singles, attributeSet([5, 6]));
    const aboutCanonical = fc.constantFrom<Partial<PolicyRow>[]>(
      { shareFactor: 1n, primaryFactor: 0n, co2eFactor: 0n, auditFactor: 0n },
      { shares: 0n, primaryFactor: 0n, co2eFactor: 1n, auditFactor: 0n },
      { shares: 0n, primaryFactor: 1n, co2eFactor: 1n, auditFactor: 0n },
      { shares: 0n, primaryFactor: 10_000n, auditFactor: 0n },
      { shares: 0n, primaryFactor: 0n, co2eFactor: 0n, auditFactor: 1n },
      { shares: 0n, primaryFactor: 0n, co2eFactor: 0n, auditFactor: 0n },
      {},
    );
    const bounds = [
      0n,
      1n,
      10n ** 9n - 1_000n,
      10n ** 9n,
      10n ** 9n + 1n,
      CO2E_CAP,
      CO2E_CAP + 1n,
      CO2E_CAP - 1_000n,
      10_000n * CO2E_CAP,
    ];
    const nearBounds = fc.option(fc.constantFrom(...bounds.map((bound) => -bound)), { freq: 2 });
    const row = fc
      .tuple(anyRow, attributesOfRow, aboutCanonical, nearBounds)
      .map(([random, shares, factors, constant]) => {
        const mixed = { ...random, shares, ...factors, ...(constant === null ? {} : { constant }) };
        return mixed.shares === 0n || mixed.shareFactor === 0n
          ? { ...mixed, shares: 0n, shareFactor: 0n }
          : mixed;
      })
      .filter((each) => packRow(each) === 0n || !alwaysHolds(each));
    const policies = fc
      .tuple(fc.array(row, { maxLength: 8 }), fc.nat(3), fc.nat(3))
      .map(([rows, min, max]) => ({
        rows: rows.slice(0, rows.findLastIndex((each) => packRow(each) !== 0n) + 1),
        massMin: [0n, 0n, 2n, 10_000_000n][min] ?? 0n,
        massMax: [MAX, MAX, 10_000_000n, MAX - 1n][max] ?? 0n,
      }));
    fc.assert(
      fc.property(policies, (policy) => {
        fc.pre(policy.rows.length > 0 || isAboutLot(policy));
        const stored = unpackPolicy(packRows(policy), packInterval(policy));
        expect(stored).to.deep.equal(policy);
        const read = parse(describePolicy(stored, ATTRIBUTES));
        expect(read).to.deep.equal(policy);
        expect(policyId(read)).to.equal(policyId(policy));
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  const marks: [string, string, string][] = [
    ["rmap = 100%, rcycled >= 16%, no asm", "rcycled", 'no attribute is called "rcycled"; there are rmap, '],
    ["rmap = 100%, recycled > 16%", ">", "`>=` / `=`"],
    ["recycled >= many %", "many", "a number is missing here"],
    ["recycled = 99%", "99", "only 100% can follow"],
    ["recycled >= 0.00000001%", "0.00000001", "more than 7 decimals"],
    ["no asm, recycled + origin-drc >= 16%", "recycled + origin-drc", "of one group"],
    ["no asm,, mass >= 1 t", ",", "a clause is missing"],
    ["no asm or so", "or", "should end before this"],
    ["no gold", "gold", "`asm`"],
    ["mass >= 1 lb", "1 lb", "is not a mass"],
    ["mass >= 1 t, mass  >=  2 t", "mass  >=  2 t", "has this bound already"],
    ["co2e <= 1074 kg/kg", "1074", "at most 1073.741823 kg/kg"],
    ["no asm, audited within 65535 days", "audited within 65535 days", "every lot meets"],
    ["audited within 2 years", "years", "`days` / `months`"],
    ["no asm, anything", "anything", "every lot meets"],
    ["32768 * (rmap) - 1 >= 0", "32768", "1 to 32,767"],
    ["1 * (rmap) + 2 * (recycled) - 1 >= 0", "(recycled)", "already in the sum"],
    ["1 * (rmap) - 140737488355329 >= 0", "140737488355329", "48 bits"],
    ["1 * (rmap) - 1 >= 1", "1", "`0`"],
  ];
  for (const [words, part, why] of marks) {
    it(`mark "${part}" in "${words}"`, async () => {
      const { message } = await expectError(codeOf(() => parse(words)) ?? expect.fail("read"), () =>
        parse(words),
      );
      const [said = "", shown = "", mark = ""] = message.split("\n");
      expect(said).to.contain(why);
      expect(shown.trim()).to.equal(words);
      const at = mark.indexOf("^");
      expect(shown.slice(at, mark.length)).to.equal(part);
      expect(at - 2).to.equal(words.lastIndexOf(part));
    });
  }

  it("mark what is missing at the end, behind the last word", async () => {
    const { message } = await expectError("BAD_POLICY", () => parse("co2e <= 15"), "`kg/kg`");
    expect(message.split("\n").slice(1)).to.deep.equal(["  co2e <= 15", "            ^"]);
  });

  it("show no more of long words than fits a line, with the mark in the right place", async () => {
    const words = `${"non-asm + asm-assessed = 100%, ".repeat(3)}gold >= 16%${", asm-assessed + non-asm = 100%".repeat(3)}`;
    const { message } = await expectError("BAD_POLICY", () => parse(words), 'called "gold"');
    const [, shown = "", mark = ""] = message.split("\n");
    expect(shown.length).to.be.lessThan(80);
    expect(shown.slice(mark.indexOf("^"), mark.length)).to.equal("gold");
  });

  it("call an attribute by its number where its name could mean something else", () => {
    for (const name of [
      "primary",
      "mass",
      "rmap = 100%, x",
      "recycled + rmap",
      "Rmap",
      "rm\u0430p",
      "attribute 1",
      "co2e",
      "anything",
    ]) {
      const attributes = [{ name, group: 0, rule: "carry" } as const, ...ATTRIBUTES.slice(1)];
      const row = rowOf({ shares: 1n, shareFactor: 1n, constant: -160_000_000n });
      expect(describeRow(row, attributes), name).to.equal("attribute 0 >= 16%");
      expect(parsePolicy("attribute 0 >= 16%", attributes).rows, name).to.deep.equal([row]);
    }
    expect(codeOf(() => parse("attribute 0 >= 16%"))).to.equal("BAD_POLICY");
    expect(codeOf(() => parse("attribute 14 >= 16%"))).to.equal("BAD_POLICY");
  });

  const inequalities: [string, Partial<PolicyRow>][] = [
    ["2 * (rmap) - 5 >= 0", { shares: 1n, shareFactor: 2n, constant: -5n }],
    ["32767 * (non-pfe) - 5 >= 0", { shares: 1n << 13n, shareFactor: 32_767n, constant: -5n }],
    ["1 * (rmap) - 1000000000 >= 0", { shares: 1n, shareFactor: 1n, constant: -(10n ** 9n) }],
    ["1 * co2eMargin - 1073741824 >= 0", { co2eFactor: 1n, constant: -CO2E_CAP - 1n }],
    ["7 * (oldestAudit - day) + 8 >= 0", { auditFactor: 7n, constant: 8n }],
    ["2 * (oldestAudit - day) >= 0", { auditFactor: 2n }],
    ["- 1 >= 0", { constant: -1n }],
    [
      "1 * (non-asm + asm-assessed) + 2 * co2ePrimary + 3 * co2eMargin + 4 * (oldestAudit - day) - 5 >= 0",
      {
        shares: 3n << 5n,
        shareFactor: 1n,
        primaryFactor: 2n,
        co2eFactor: 3n,
        auditFactor: 4n,
        constant: -5n,
      },
    ],
  ];
  for (const [words, fields] of inequalities) {
    it(`fall back to the inequality "${words}"`, () => {
      expect(describeRow(rowOf(fields), ATTRIBUTES)).to.equal(words);
      expect(parse(words).rows).to.deep.equal([rowOf(fields)]);
    });
  }

  it("leave a row unused before others by a word for it", () => {
    const { rows } = parse("anything, no asm");
    expect(rows).to.deep.equal([NEUTRAL_ROW, ...parse("no asm").rows]);
    expect(policyId(parse("anything, no asm"))).not.to.equal(policyId(parse("no asm")));
  });
});
