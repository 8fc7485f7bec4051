import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import { dayOf } from "../../scripts/core/calendar.ts";
import { shortfalls } from "../../scripts/core/claim.ts";
import { coarsen } from "../../scripts/core/coarsen.ts";
import type { Lot } from "../../scripts/core/lot.ts";
import { weaken } from "../../scripts/core/merge.ts";
import { renderText } from "../../scripts/core/phrase.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { co2eOf, isAtMost, type Provenance } from "../../scripts/core/provenance.ts";
import { WHOLE_SHARE } from "../../scripts/core/attributes.ts";
import { anyLot, anyRow } from "../fixtures/arbitraries.ts";
import { seededField } from "../fixtures/random.ts";
import { attributeNamed, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

function lotWith(massGrams: bigint, co2e: bigint, primary: bigint, shares: Record<string, bigint>): Lot {
  const provenance: Provenance = {
    co2eMargin: CO2E_CAP - co2e,
    co2ePrimary: primary,
    shares: ATTRIBUTES.map((attribute) => (attribute === undefined ? 0n : (shares[attribute.name] ?? 0n))),
    oldestAudit: dayOf("2025-02-15"),
  };
  return { massGrams, provenance, salt: 1n };
}

/** The blend X of the scenario, with the figures that were computed outside this project. */
const X = lotWith(11_905_000n, 11_821_455n, 11_821_452n, {
  rmap: WHOLE_SHARE,
  "irma-50": 561_349_647n,
  "non-asm": WHOLE_SHARE,
  recycled: 160_016_799n,
  "recycled-post": 117_597_647n,
  "origin-drc": 839_983_200n,
  refined: WHOLE_SHARE,
});
/** The blend M. */
const M = lotWith(7_967_845n, 13_039_495n, 13_039_492n, {
  "non-asm": 909_090_977n,
  "asm-assessed": 90_909_022n,
});

function coarsened(lot: Lot, ...words: string[]) {
  const policies = words.map((policy) => parsePolicy(policy, ATTRIBUTES));
  const { provenance, effects } = coarsen(lot, policies, TODAY, ATTRIBUTES);
  return {
    effects,
    co2e: co2eOf(provenance),
    primary: provenance.co2ePrimary,
    audit: provenance.oldestAudit,
    share: (name: string) => provenance.shares[attributeNamed(name)],
  };
}

describe("coarse figures for a sale", () => {
  it("are whole per cents, 0.1 kg/kg and the first day of a quarter", () => {
    const { co2e, primary, audit, share } = coarsened(X);
    expect([co2e, primary, audit]).to.deep.equal([11_900_000n, 11_800_000n, dayOf("2025-01-01")]);
    const names = ["rmap", "irma-50", "recycled", "recycled-post", "origin-drc", "ciraf"];
    const percents = names.map((name) => (share(name) ?? 0n) / 10_000_000n);
    expect(percents).to.deep.equal([100n, 56n, 16n, 11n, 83n, 0n]);
  });

  it("keep X's recycled content at the 16 % that the battery regulation asks for, and no more", () => {
    const { effects, share } = coarsened(X, "recycled >= 16%");
    expect(share("recycled")).to.equal(160_000_000n);
    expect(effects.map(({ heldBefore, heldAfter }) => [heldBefore, heldAfter])).to.deep.equal([[true, true]]);
    const inEnglish = effects[0]?.rows.map((row) => ({
      ...row,
      figuresBefore: renderText(row.figuresBefore),
      figuresAfter: renderText(row.figuresAfter),
    }));
    expect(inEnglish).to.deep.equal([
      {
        row: "recycled >= 16%",
        figuresBefore: "the share is 16.0016799%",
        figuresAfter: "the share is 16%",
        marginBefore: 16_799n,
        marginAfter: 0n,
      },
    ]);
  });

  const finer: [string, string, Partial<Record<"co2e" | "primary" | "audit", bigint | number>>][] = [
    ["a footprint within 0.01 kg/kg", "co2e <= 11.85 kg/kg", { co2e: 11_830_000n, primary: 11_800_000n }],
    ["a footprint that no rounding leaves", "co2e <= 11.821455 kg/kg", { co2e: 11_821_455n }],
    [
      "all primary data within the words' 1,000 g/t",
      "primary = 100%",
      { co2e: 11_822_000n, primary: 11_821_000n },
    ],
    ["an audit of the same month", "audited within 410 days", { audit: dayOf("2025-02-01") }],
    ["an audit of the same day", "audited within 394 days", { audit: dayOf("2025-02-15") }],
  ];
  for (const [what, policy, expected] of finer) {
    it(`are finer where a policy needs it: ${what}`, () => {
      expect(coarsened(X, policy)).to.include(expected);
      expect(coarsened(X, policy).share("recycled")).to.equal(160_000_000n);
    });
  }

  it("are finer for the share that a policy is about, not for others", () => {
    const { share } = coarsened(X, "recycled-post >= 11.7%");
    expect([share("recycled-post"), share("irma-50")]).to.deep.equal([117_000_000n, 560_000_000n]);
  });

  it("share the room of a row between the shares that it adds", () => {
    const { share, effects } = coarsened(M, "non-asm + asm-assessed = 100%");
    expect([share("non-asm"), share("asm-assessed")]).to.deep.equal([909_090_000n, 90_909_000n]);
    expect(effects[0]?.rows[0]?.marginAfter).to.equal(0n);
  });

  it("cannot keep what does not hold, and say so", () => {
    const { effects, share } = coarsened(X, "recycled >= 17%", "mass >= 12 t", "no asm");
    expect(effects.map(({ heldBefore, heldAfter }) => [heldBefore, heldAfter])).to.deep.equal([
      [false, false],
      [false, false],
      [true, true],
    ]);
    expect(effects[0]?.rows[0]?.marginAfter).to.equal(-10_000_000n);
    expect(share("recycled")).to.equal(160_000_000n);
  });

  it("stop at the cap", () => {
    const nearCap = lotWith(1n, CO2E_CAP - 1n, 5n, {});
    expect([coarsened(nearCap).co2e, coarsened(nearCap).primary]).to.deep.equal([CO2E_CAP, 0n]);
  });

  const policies = fc.array(
    fc.record({ row: anyRow, slack: fc.bigInt({ min: -5n, max: 50_000_000n }) }, { noNullPrototype: true }),
    { maxLength: 4 },
  );
  it("never raise a bound, keep every policy that held, and cannot be coarser in any one figure", () => {
    let kept = 0;
    fc.assert(
      fc.property(anyLot, policies, fc.nat(65_535), (lot, drafts, day) => {
        // a constant that leaves the row some room, so that many of the policies hold
        const chosen = drafts.map(({ row, slack }) => {
          const { shares, co2eFactor, primaryFactor, auditFactor } = row;
          const shareFactor = row.shareFactor % 100n;
          const factors = { shares, shareFactor, co2eFactor, primaryFactor, auditFactor };
          const value = valueOf(factors, lot.provenance, day);
          return { rows: [{ ...factors, constant: slack - value }], massMin: 0n, massMax: 2n ** 32n - 1n };
        });
        const { provenance, effects } = coarsen(lot, chosen, day, ATTRIBUTES);

        expect(isAtMost(provenance, lot.provenance)).to.equal(true);
        weaken(lot, provenance, seededField("weakened"));
        const meets = (p: Provenance) =>
          chosen.every((policy, i) => {
            const holds = (q: Provenance) =>
              shortfalls(policy, { ...lot, provenance: q }, day, ATTRIBUTES).length === 0;
            expect(effects[i]?.heldBefore).to.equal(holds(lot.provenance));
            return holds(p) || !holds(lot.provenance);
          });
        expect(meets(provenance)).to.equal(true);
        for (const { heldBefore, heldAfter } of effects) {
          expect(heldAfter).to.equal(heldBefore);
          if (heldBefore) kept++;
        }
        for (const coarser of oneStepCoarser(provenance)) expect(meets(coarser)).to.equal(false);
      }),
      { seed: 10, numRuns: 100 },
    );
    expect(kept).to.be.greaterThan(100);
  });
});

/** A row's left side without its constant, by the formula itself. */
function valueOf(
  row: Record<"shares" | "shareFactor" | "co2eFactor" | "primaryFactor" | "auditFactor", bigint>,
  p: Provenance,
  day: number,
): bigint {
  const share = p.shares.reduce((sum, x, j) => sum + ((row.shares >> BigInt(j)) & 1n) * x, 0n);
  return (
    row.shareFactor * share +
    row.primaryFactor * p.co2ePrimary +
    row.co2eFactor * p.co2eMargin +
    row.auditFactor * BigInt(p.oldestAudit - day)
  );
}

/** The provenance with one figure on the next coarser step, for each figure that is not on its coarsest. */
function oneStepCoarser(p: Provenance): Provenance[] {
  // the power of ten that the figure is no multiple of, unless that is coarser than allowed
  const stepOf = (value: bigint, coarsest: bigint) => {
    let step = 1n;
    while (step <= coarsest && value % step === 0n) step *= 10n;
    return step <= coarsest ? [step] : [];
  };
  const co2e = co2eOf(p);
  const isCapped = co2e === CO2E_CAP;
  return [
    ...(isCapped ? [] : stepOf(co2e, 100_000n)).map((step) => {
      const up = co2e - (co2e % step) + step;
      return { ...p, co2eMargin: up < CO2E_CAP ? CO2E_CAP - up : 0n };
    }),
    ...stepOf(p.co2ePrimary, 100_000n).map((step) => ({
      ...p,
      co2ePrimary: p.co2ePrimary - (p.co2ePrimary % step),
    })),
    ...p.shares.flatMap((share, j) =>
      stepOf(share, 10_000_000n).map((step) => ({ ...p, shares: p.shares.with(j, share - (share % step)) })),
    ),
  ];
}
