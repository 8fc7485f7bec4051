import { expect } from "chai";
import { describe, it } from "mocha";

import { dayOf } from "../../scripts/core/calendar.ts";
import { shortfalls } from "../../scripts/core/claim.ts";
import type { Lot } from "../../scripts/core/lot.ts";
import { merge, weaken } from "../../scripts/core/merge.ts";
import { mint } from "../../scripts/core/mint.ts";
import { NEUTRAL_ROW, rowValue } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { co2eOf } from "../../scripts/core/provenance.ts";
import { refine } from "../../scripts/core/refine.ts";
import type { Site } from "../../scripts/core/site.ts";
import { attributeSet } from "../../scripts/core/attributes.ts";
import { split } from "../../scripts/core/split.ts";
import { containedCobalt } from "../../scripts/core/units.ts";
import { seededField } from "../fixtures/random.ts";
import { siteOf, attributeNamed, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const random = seededField("scenario");
const share = (lot: Lot, name: string) => lot.provenance.shares[attributeNamed(name)];
const co2e = (lot: Lot) => co2eOf(lot.provenance);
const meets = (lot: Lot, words: string) =>
  shortfalls(parsePolicy(words, ATTRIBUTES), lot, TODAY, ATTRIBUTES).length === 0;

function hydroxide(wetGrams: bigint, moistureBp: bigint, gradeBp: bigint): bigint {
  return containedCobalt({ wetGrams, moistureBp, gradeBp });
}

function site(name: string, emissionFloor: bigint, grants: string[], auditedOn = "2026-01-10") {
  return siteOf(name, {
    grants,
    profile: { auditedOn: dayOf(auditedOn) },
    process: { emissionFloor, yieldMin: 9_500n, yieldMax: 9_950n },
  });
}

function refining(at: Site): Site {
  return { ...at, profile: { ...at.profile, right: "refine" } };
}

const mineA = site("A", 8_000_000n, ["rmap", "copper-mark", "irma-50", "icmm", "non-asm", "origin-drc"]);
const tailingsB = site("B", 11_000_000n, ["rmap", "non-asm", "origin-drc"], "2025-01-15");
const asmC = site("C", 6_500_000n, ["asm-assessed", "origin-drc"]);
const refinerR = refining(site("R", 4_000_000n, ["rmap", "refined"]));
const recyclerPost = site("Y-post", 4_200_000n, ["rmap", "refined", "non-asm", "recycled", "recycled-post"]);
const recyclerPre = site("Y-pre", 4_200_000n, ["rmap", "refined", "non-asm", "recycled"]);
const precursorP = refining(site("P", 0n, ["rmap"]));

const refineAt = (at: typeof refinerR, parent: Lot, massGrams: bigint) =>
  refine(at, ATTRIBUTES, parent, { massGrams }, TODAY, random);
/** One of the pieces of a split into two. */
function piece(lot: Lot, massGrams: bigint): [Lot, Lot] {
  const [first, second] = split(lot, [massGrams, lot.massGrams - massGrams], random);
  if (first === undefined || second === undefined) throw new RangeError("a split into two makes two lots");
  return [first, second];
}
const recycledBlend = (blended: Lot, preGrams: bigint) => {
  const post = mint(recyclerPost, { massGrams: 1_400_000n }, TODAY, random);
  const pre = mint(recyclerPre, { massGrams: preGrams }, TODAY, random);
  const Y = merge([post, pre], random);
  return { Y, X: merge([blended, Y], random) };
};

const H1 = mint(mineA, { massGrams: hydroxide(48_000_000n, 2_500n, 3_300n) }, TODAY, random);
const H2 = mint(tailingsB, { massGrams: hydroxide(24_000_000n, 2_200n, 3_150n) }, TODAY, random);
const H3 = mint(asmC, { massGrams: hydroxide(12_000_000n, 3_000n, 3_000n) }, TODAY, random);
const H12 = merge([H1, H2], random);
const K1 = refineAt(refinerR, H12, 17_243_496n);
const [K1A, K1B] = piece(K1, 10_000_000n);
const { Y, X } = recycledBlend(K1A, 505_000n);
const PX = refineAt(precursorP, X, 11_785_950n);
const K3 = refineAt(refinerR, H3, 2_444_400n);
const M = merge([K1B, piece(K3, 724_349n)[0]], random);

// The figures were computed outside this project.
describe("the mine-to-plant scenario", () => {
  const figures: [string, Lot, bigint, bigint][] = [
    ["H1", H1, 11_880_000n, 8_000_000n],
    ["H2", H2, 5_896_800n, 11_000_000n],
    ["H3", H3, 2_520_000n, 6_500_000n],
    ["H1+H2", H12, 17_776_800n, 8_995_140n],
    ["K1", K1, 17_243_496n, 13_273_341n],
    ["K1-A", K1A, 10_000_000n, 13_273_341n],
    ["K1-B", K1B, 7_243_496n, 13_273_341n],
    ["Y", Y, 1_905_000n, 4_200_000n],
    ["X", X, 11_905_000n, 11_821_455n],
    ["PX", PX, 11_785_950n, 11_940_864n],
    ["H3 refined", K3, 2_444_400n, 10_701_031n],
    ["M", M, 7_967_845n, 13_039_495n],
  ];
  for (const [name, lot, massGrams, footprint] of figures) {
    it(`gives ${name} its mass and footprint`, () => {
      expect([lot.massGrams, co2e(lot)]).to.deep.equal([massGrams, footprint]);
    });
  }

  it("keeps the primary part of every footprint", () => {
    const primary = [H12, K1, X, PX, M].map((lot) => lot.provenance.co2ePrimary);
    expect(primary).to.deep.equal([8_995_139n, 13_273_339n, 11_821_452n, 11_940_860n, 13_039_492n]);
  });

  const shares: [string, Lot, Record<string, bigint>][] = [
    ["H1+H2", H12, { "copper-mark": 668_286_755n, "irma-50": 668_286_755n, icmm: 668_286_755n }],
    ["K1", K1, { refined: 1_000_000_000n }],
    ["Y", Y, { recycled: 1_000_000_000n, "recycled-post": 734_908_136n }],
    [
      "X",
      X,
      {
        recycled: 160_016_799n,
        "recycled-post": 117_597_647n,
        "origin-drc": 839_983_200n,
        "irma-50": 561_349_647n,
        rmap: 1_000_000_000n,
        refined: 1_000_000_000n,
        "non-asm": 1_000_000_000n,
      },
    ],
    [
      "M",
      M,
      {
        rmap: 909_090_977n,
        "non-asm": 909_090_977n,
        "asm-assessed": 90_909_022n,
        refined: 1_000_000_000n,
        "origin-drc": 1_000_000_000n,
      },
    ],
  ];
  for (const [name, lot, expected] of shares) {
    it(`gives ${name} its shares`, () => {
      const actual = Object.fromEntries(
        Object.keys(expected).map((attribute) => [attribute, share(lot, attribute)]),
      );
      expect(actual).to.deep.equal(expected);
    });
  }

  const claims: [string, Lot, string, boolean][] = [
    ["K1", K1, "co2e <= 15 kg/kg", true],
    ["K1", K1, "co2e <= 13 kg/kg", false],
    ["K1", K1, "primary = 100%", true],
    ["K1", K1, "audited within 12 months", false],
    ["K1", K1, "audited within 36 months", true],
    ["K1-A", K1A, "mass >= 10 t", true],
    ["K1-B", K1B, "mass >= 10 t", false],
    ["X", X, "recycled >= 16%", true],
    ["X", X, "rmap = 100%, refined = 100%, non-asm = 100%", true],
    ["M", M, "rmap = 100%", false],
    ["M", M, "rmap >= 90%", true],
    ["M", M, "no asm", false],
    ["M", M, "non-asm + asm-assessed = 100%", true],
    ["PX", PX, "mass >= 11782200 g", true],
    ["PX", PX, "mass >= 11789500 g", false],
  ];
  for (const [name, lot, words, holds] of claims) {
    it(`${holds ? "lets" : "does not let"} ${name} claim "${words}"`, () => {
      expect(meets(lot, words)).to.equal(holds);
    });
  }

  it("misses 16% recycled with 5 kg less of new scrap", () => {
    const { X: less } = recycledBlend(K1A, 500_000n);
    expect(share(less, "recycled")).to.equal(159_663_865n);
    expect(meets(less, "recycled >= 16%")).to.equal(false);
  });

  it("loses 2 g/t of primary data on K1 to rounding", () => {
    const row = { ...NEUTRAL_ROW, primaryFactor: 1n, co2eFactor: 1n, constant: -CO2E_CAP };
    expect(rowValue(row, K1.provenance, TODAY)).to.equal(-2n);
  });

  it("adds up the ASM attributes of M to one part per billion below the whole", () => {
    const row = { ...NEUTRAL_ROW, shares: attributeSet([5, 6]), shareFactor: 1n };
    expect(rowValue(row, M.provenance, TODAY)).to.equal(999_999_999n);
  });

  it("keeps the recycled claim of X when its figures are coarsened to whole per cents", () => {
    const shares = X.provenance.shares.map((ppb) => ppb - (ppb % 10_000_000n));
    const coarse = weaken(X, { ...X.provenance, shares }, random);
    expect(share(coarse, "recycled")).to.equal(160_000_000n);
    expect(meets(coarse, "recycled >= 16%")).to.equal(true);
  });
});
