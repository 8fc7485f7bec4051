import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import { exposure, type Interval, type KnownClaim } from "../../scripts/core/exposure.ts";
import { NEUTRAL_ROW, type PolicyRow, rowValue } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { type Attribute, attributeSet, attributesInSet, WHOLE_SHARE } from "../../scripts/core/attributes.ts";
import { anyProvenance } from "../fixtures/arbitraries.ts";
import { attributeNamed, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const MAX = 2n ** 32n - 1n;
const claim = (words: string, day = TODAY, isOfThisLot = true): KnownClaim => ({
  policy: parsePolicy(words, ATTRIBUTES),
  day,
  isOfThisLot,
});
const known = (...claims: (string | KnownClaim)[]) =>
  exposure(
    claims.map((each) => (typeof each === "string" ? claim(each) : each)),
    ATTRIBUTES,
    TODAY,
  );
const share = (all: ReturnType<typeof known>, ...names: string[]) =>
  all.shares.get(attributeSet(names.map(attributeNamed)));
const between = (least: bigint, most: bigint): Interval => ({ least, most });

describe("what the public knows of a lot", () => {
  it("is nothing but the natural bounds before anything is claimed", () => {
    const all = known();
    expect(all.massGrams).to.deep.equal(between(1n, MAX));
    expect(all.co2e).to.deep.equal(between(0n, CO2E_CAP));
    expect(all.co2ePrimary).to.deep.equal(between(0n, CO2E_CAP));
    expect(all.oldestAudit).to.deep.equal(between(0n, BigInt(TODAY)));
    expect([...all.shares.keys()]).to.deep.equal(
      ATTRIBUTES.flatMap((attribute, j) => (attribute === undefined ? [] : attributeSet([j]))),
    );
    for (const each of all.shares.values()) expect(each).to.deep.equal(between(0n, WHOLE_SHARE));
  });

  it("is a footprint's bound, within which the primary part lies too", () => {
    const { co2e, co2ePrimary } = known("co2e <= 15 kg/kg");
    expect([co2e, co2ePrimary]).to.deep.equal([between(0n, 15_000_000n), between(0n, 15_000_000n)]);
  });

  it("is a least footprint, where so much of it rests on primary data", () => {
    const { co2e, co2ePrimary } = known("1 * co2ePrimary - 3000000 >= 0", "co2e <= 15 kg/kg");
    expect([co2e, co2ePrimary]).to.deep.equal([
      between(3_000_000n, 15_000_000n),
      between(3_000_000n, 15_000_000n),
    ]);
  });

  it("bisects: what was claimed before narrows it on", () => {
    expect(share(known("recycled >= 16%"), "recycled")).to.deep.equal(between(160_000_000n, WHOLE_SHARE));
    expect(share(known("recycled >= 16%", "recycled >= 30%"), "recycled")?.least).to.equal(300_000_000n);
  });

  it("is what the rest of a group leaves", () => {
    const all = known("non-asm >= 60%");
    expect(share(all, "asm-assessed")).to.deep.equal(between(0n, 400_000_000n));
    expect(share(all, "recycled")).to.deep.equal(between(0n, WHOLE_SHARE));
  });

  it("is a sum, and of its parts what the others can't make up", () => {
    const all = known("non-asm + asm-assessed >= 90%", "non-asm >= 60%");
    expect(share(all, "non-asm", "asm-assessed")).to.deep.equal(between(900_000_000n, WHOLE_SHARE));
    expect(share(all, "asm-assessed")).to.deep.equal(between(0n, 400_000_000n));
    const parts = known("asm-assessed >= 30%", "non-asm >= 20%", "non-asm + asm-assessed >= 10%");
    expect(share(parts, "non-asm", "asm-assessed")?.least).to.equal(500_000_000n);
  });

  it("is told of a sum that no claim is about, where it is asked for", () => {
    const sum = attributeSet([5, 6]);
    const all = exposure([claim("non-asm >= 60%")], ATTRIBUTES, TODAY, { sums: [sum] });
    expect(all.shares.get(sum)).to.deep.equal(between(600_000_000n, WHOLE_SHARE));
  });

  it("is the audit as of the day of each claim, and never one to come", () => {
    const all = known(
      claim("audited within 100 days", TODAY - 30),
      claim("audited within 120 days", TODAY - 5),
    );
    expect(all.oldestAudit).to.deep.equal(between(BigInt(TODAY - 125), BigInt(TODAY)));
  });

  it("is a mass only by claims about this very lot, but all else by those about its sister lots too", () => {
    const sister = claim("mass <= 2 t, recycled >= 16%", TODAY, false);
    const all = known("mass >= 1 t", "mass <= 3 t", sister);
    expect(all.massGrams).to.deep.equal(between(1_000_000n, 3_000_000n));
    expect(share(all, "recycled")?.least).to.equal(160_000_000n);
  });

  it("always includes the lot's true figures", () => {
    const words = [
      "recycled >= 16%",
      "non-asm >= 30%",
      "non-asm + asm-assessed >= 70%",
      "co2e <= 400 kg/kg",
      "primary >= 40%",
      "primary = 100%",
      "audited within 9000 days",
      "3 * (non-asm) + 2 * co2ePrimary + 5 * (oldestAudit - day) - 900000000 >= 0",
      "1 * (asm-assessed) + 1 * co2eMargin - 1000000000 >= 0",
    ];
    const lots = fc
      .tuple(anyProvenance, fc.nat(TODAY), fc.bigInt({ min: 0n, max: WHOLE_SHARE }))
      .map(([provenance, oldestAudit, nonAsm]) => {
        const rest = WHOLE_SHARE - nonAsm;
        const assessed = (provenance.shares[6] ?? 0n) < rest ? (provenance.shares[6] ?? 0n) : rest;
        return {
          ...provenance,
          oldestAudit,
          shares: provenance.shares.with(5, nonAsm).with(6, assessed),
        };
      });
    fc.assert(
      fc.property(lots, (lot) => {
        const holding = words
          .map((each) => claim(each))
          .filter(({ policy, day }) => policy.rows.every((row) => rowValue(row, lot, day) >= 0n));
        const all = exposure(holding, ATTRIBUTES, TODAY);
        const figures: [Interval, bigint][] = [
          [all.co2e, CO2E_CAP - lot.co2eMargin],
          [all.co2ePrimary, lot.co2ePrimary],
          [all.oldestAudit, BigInt(lot.oldestAudit)],
          ...[...all.shares].map(([set, interval]): [Interval, bigint] => [
            interval,
            attributesInSet(set).reduce((sum, j) => sum + (lot.shares[j] ?? 0n), 0n),
          ]),
        ];
        for (const [{ least, most }, value] of figures) {
          expect(least <= value && value <= most, `${value} in ${least} … ${most}`).to.equal(true);
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

/** A world so small that all its lots can be tried. */
const LIMITS = { co2eCap: 4n, wholeShare: 3n, massGrams: 9n };
const LAST_DAY = 2;
const grouped: Attribute = { name: "grouped", group: 1, rule: "carry" };
const FEW: Attribute[] = [grouped, grouped, grouped, { name: "alone", group: 0, rule: "carry" }];
const SETS = [0n, 1n, 2n, 3n, 6n, 7n, 8n];

interface SmallLot {
  readonly margin: number;
  readonly primary: number;
  readonly shares: readonly number[];
  readonly audit: number;
}

function smallLots(): SmallLot[] {
  const upTo = (most: number) => Array.from({ length: most + 1 }, (_, i) => i);
  const shares = upTo(3).flatMap((a) =>
    upTo(3 - a).flatMap((b) => upTo(3 - a - b).flatMap((c) => upTo(3).map((d) => [a, b, c, d]))),
  );
  const footprints = upTo(4).flatMap((margin) => upTo(4 - margin).map((primary) => ({ margin, primary })));
  return footprints.flatMap((footprint) =>
    shares.flatMap((each) => upTo(LAST_DAY).map((audit) => ({ ...footprint, shares: each, audit }))),
  );
}

const sumOf = ({ shares }: SmallLot, attributes: readonly number[]) =>
  attributes.reduce((sum, j) => sum + (shares[j] ?? 0), 0);

/** Whether a lot meets a row, in numbers, for speed. */
function condition({ row, day }: { row: PolicyRow; day: number }): (lot: SmallLot) => boolean {
  const attributes = attributesInSet(row.shares);
  const share = Number(row.shareFactor);
  const primary = Number(row.primaryFactor);
  const margin = Number(row.co2eFactor);
  const audit = Number(row.auditFactor);
  const constant = Number(row.constant);
  return (lot) =>
    share * sumOf(lot, attributes) +
      primary * lot.primary +
      margin * lot.margin +
      audit * (lot.audit - day) +
      constant >=
    0;
}

const factor = fc.bigInt({ min: 0n, max: 3n });
const smallRow = fc
  .record({
    shares: fc.constantFrom(...SETS),
    shareFactor: fc.bigInt({ min: 1n, max: 3n }),
    primaryFactor: factor,
    co2eFactor: factor,
    auditFactor: factor,
    constant: fc.bigInt({ min: -18n, max: 3n }),
    day: fc.nat(3),
  })
  .map(({ day, ...row }) => ({
    day,
    row: { ...NEUTRAL_ROW, ...row, shareFactor: row.shares === 0n ? 0n : row.shareFactor },
  }));

/** The true bounds by trying all lots, and those that `exposure` gives; undefined where no lot meets the rows. */
function bothBounds(rows: readonly { row: PolicyRow; day: number }[]) {
  const conditions = rows.map(condition);
  const lots = ALL.filter((lot) => conditions.every((holds) => holds(lot)));
  if (lots.length === 0) return undefined;
  const claims = rows.map(({ row, day }) => ({
    policy: { rows: [row], massMin: 0n, massMax: 9n },
    day,
    isOfThisLot: true,
  }));
  const found = exposure(claims, FEW, LAST_DAY, { limits: LIMITS });
  const figures: [string, Interval | undefined, (lot: SmallLot) => number][] = [
    ["co2e", found.co2e, ({ margin }) => 4 - margin],
    ["primary", found.co2ePrimary, ({ primary }) => primary],
    ["audit", found.oldestAudit, ({ audit }) => audit],
    ...[...found.shares].map(([set, interval]): [string, Interval, (lot: SmallLot) => number] => {
      const attributes = attributesInSet(set);
      return [`shares ${set}`, interval, (lot) => sumOf(lot, attributes)];
    }),
  ];
  return figures.map(([what, interval, of]) => {
    const values = lots.map(of);
    const least = values.reduce((a, b) => Math.min(a, b));
    const most = values.reduce((a, b) => Math.max(a, b));
    return { what, found: [Number(interval?.least), Number(interval?.most)], true: [least, most] };
  });
}

const ALL = smallLots();

describe("exposure, held against all lots of a small world", () => {
  it("is exact for one row", () => {
    let tried = 0;
    fc.assert(
      fc.property(smallRow, (each) => {
        const bounds = bothBounds([each]);
        if (bounds === undefined) return;
        tried++;
        for (const { what, found, true: truth } of bounds) expect(found, what).to.deep.equal(truth);
      }),
      { seed: 12, numRuns: 1_000 },
    );
    expect(tried).to.be.greaterThan(500);
  });

  it("is never narrower than the truth for several", () => {
    let tried = 0;
    fc.assert(
      fc.property(fc.array(smallRow, { minLength: 2, maxLength: 4 }), (rows) => {
        const bounds = bothBounds(rows);
        if (bounds === undefined) return;
        tried++;
        for (const { what, found, true: truth } of bounds) {
          expect(found[0], what).to.be.at.most(truth[0] ?? -1);
          expect(found[1], what).to.be.at.least(truth[1] ?? 99);
        }
      }),
      { seed: 13, numRuns: 1_000 },
    );
    expect(tried).to.be.greaterThan(300);
  });
});
