import { expect } from "chai";
import { describe, it } from "mocha";

import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { merge, mergeInputs, weaken } from "../../scripts/core/merge.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { lanesOf, type Provenance } from "../../scripts/core/provenance.ts";
import { split } from "../../scripts/core/split.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { seededField } from "../fixtures/random.ts";
import { provenanceOf } from "../fixtures/sites.ts";

const random = seededField("merge");
const none = provenanceOf().shares.map(() => 0n);
const lotOf = (massGrams: bigint, fields: Partial<Provenance> = {}): Lot => ({
  massGrams,
  provenance: provenanceOf({ shares: none, ...fields }),
  salt: random(),
});

describe("a merge", () => {
  it("adds the masses and blends every bound, rounded down", () => {
    const a = lotOf(2n, {
      co2eMargin: 10n,
      co2ePrimary: 5n,
      shares: none.with(7, 1_000_000_000n),
      oldestAudit: 300,
    });
    const b = lotOf(1n, {
      co2eMargin: 12n,
      co2ePrimary: 8n,
      shares: none.with(9, 500_000_001n),
      oldestAudit: 200,
    });
    const { massGrams, provenance } = merge([a, b], random);
    expect(massGrams).to.equal(3n);
    expect(provenance).to.deep.equal({
      co2eMargin: 10n, // 32 / 3
      co2ePrimary: 6n, // 18 / 3
      shares: none.with(7, 666_666_666n).with(9, 166_666_667n),
      oldestAudit: 200,
    });
  });

  it("takes one to eight lots", () => {
    const lots = Array.from({ length: 9 }, () => lotOf(1n));
    expect(merge(lots.slice(0, 8), random).massGrams).to.equal(8n);
    expect(codeOf(() => merge([], random))).to.equal("OUT_OF_RANGE");
    expect(codeOf(() => merge(lots, random))).to.equal("OUT_OF_RANGE");
  });

  it("makes the heaviest lot, and none that is a gram heavier", () => {
    expect(merge([lotOf(2n ** 32n - 2n), lotOf(1n)], random).massGrams).to.equal(2n ** 32n - 1n);
    expect(codeOf(() => merge([lotOf(2n ** 32n - 1n), lotOf(1n)], random))).to.equal("OUT_OF_RANGE");
  });

  it("proves the blend and its remainders, and fills unused places with zeros", () => {
    const parents = [lotOf(7n, { co2eMargin: 10n, co2ePrimary: 1n }), lotOf(4n, { co2eMargin: 3n })];
    const child = merge(parents, random);
    const {
      parents: ids,
      remainders,
      parentMassGrams,
      parentLanes,
      sameProvenance,
    } = mergeInputs(parents, child);
    expect(ids).to.deep.equal([...parents.map(lotId), 0n, 0n, 0n, 0n, 0n, 0n]);
    expect(parentMassGrams).to.deep.equal([7n, 4n, 0n, 0n, 0n, 0n, 0n, 0n]);
    expect(parentLanes).to.have.length(8);
    expect(sameProvenance).to.equal(0n);
    // 7 · 10 + 4 · 3 = 11 · 7 + 5; 7 · 1 + 4 · 6,000,000 = 11 · 2,181,818 + 9; no shares at all
    expect(remainders).to.deep.equal([5n, 9n, ...none]);
  });
});

describe("joining the pieces of a split", () => {
  const [a, b] = split(lotOf(10n, { shares: none.with(3, 333_333_333n) }), [3n, 7n], random);
  if (a === undefined || b === undefined) throw new RangeError("two pieces");

  it("loses nothing to rounding", () => {
    expect(merge([a, b], random).provenance).to.deep.equal(a.provenance);
  });

  it("is proven as a join only where that is asked for", () => {
    const child = merge([a, b], random);
    expect(mergeInputs([a, b], child)["sameProvenance"]).to.equal(0n);
    expect(mergeInputs([a, b], child, true)["sameProvenance"]).to.equal(1n);
  });

  it("is refused for lots of two provenances, or for a weakened child", () => {
    const other = lotOf(1n);
    expect(codeOf(() => mergeInputs([a, other], merge([a, other], random), true))).to.equal("RULE_BROKEN");
    const weaker = { ...merge([a, b], random), provenance: { ...a.provenance, oldestAudit: 0 } };
    expect(codeOf(() => mergeInputs([a, b], weaker, true))).to.equal("RULE_BROKEN");
  });
});

describe("weakening", () => {
  const lot = lotOf(5n, { shares: none.with(2, 10n) });

  it("keeps the mass and takes the weaker figures", () => {
    const provenance = provenanceOf({ co2eMargin: 0n, co2ePrimary: 0n, shares: none, oldestAudit: 0 });
    const weaker = weaken(lot, provenance, random);
    expect(weaker.massGrams).to.equal(5n);
    expect(weaker.provenance).to.deep.equal(provenance);
    expect(weaker.salt).to.not.equal(lot.salt);
  });

  it("proves what it gives away as remainders", () => {
    const weaker = weaken(
      lot,
      { ...lot.provenance, co2eMargin: CO2E_CAP - 9_000_000n, shares: none },
      random,
    );
    const { remainders, childLanes } = mergeInputs([lot], weaker);
    expect(childLanes).to.deep.equal(lanesOf(weaker.provenance));
    expect(remainders).to.deep.equal([5_000_000n, 0n, ...none.with(2, 50n)]);
  });

  const stronger: [string, Partial<Provenance>][] = [
    ["share", { shares: none.with(2, 11n) }],
    ["margin", { co2eMargin: lot.provenance.co2eMargin + 1n }],
    ["primary part", { co2ePrimary: lot.provenance.co2ePrimary + 1n }],
    ["audit day", { oldestAudit: lot.provenance.oldestAudit + 1 }],
  ];
  for (const [what, fields] of stronger) {
    it(`refuses a greater ${what}`, () => {
      expect(codeOf(() => weaken(lot, { ...lot.provenance, ...fields }, random))).to.equal("RULE_BROKEN");
    });
  }

  it("refuses figures out of range", () => {
    expect(codeOf(() => weaken(lot, { ...lot.provenance, co2ePrimary: -1n }, random))).to.equal(
      "OUT_OF_RANGE",
    );
  });
});
