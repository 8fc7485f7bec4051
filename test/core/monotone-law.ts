import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";

import type { Lot } from "../../scripts/core/lot.ts";
import { MAX_PARENTS, merge, weaken } from "../../scripts/core/merge.ts";
import { mint } from "../../scripts/core/mint.ts";
import { rowValue } from "../../scripts/core/policy.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { co2eOf, lanesOf, type Provenance } from "../../scripts/core/provenance.ts";
import { refine } from "../../scripts/core/refine.ts";
import type { Site } from "../../scripts/core/site.ts";
import { attributesInSet } from "../../scripts/core/attributes.ts";
import { split } from "../../scripts/core/split.ts";
import { anyProvenance, anyRow } from "../fixtures/arbitraries.ts";
import { seededField } from "../fixtures/random.ts";
import { siteOf, attributeNamed, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const RMAP = attributeNamed("rmap");
const REFINED = attributeNamed("refined");

const SITES = [
  siteOf("mine", { grants: ["rmap", "non-asm", "origin-drc"], process: { emissionFloor: 8_000_001n } }),
  siteOf("asm", { grants: ["asm-assessed"], process: { emissionFloor: 6_500_000n, primaryShare: 3_333n } }),
  siteOf("recycler", { grants: ["rmap", "refined", "recycled"], process: { primaryShare: 0n } }),
  siteOf("dirty", { process: { emissionFloor: 900_000_000n } }),
  siteOf("precursor", { grants: ["rmap"], process: { emissionFloor: 0n, yieldMin: 1n } }),
];

/** Numbers from which a step picks its lots and figures. */
type Step = readonly [kind: string, picks: readonly number[]];
const anyStep: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom("mint", "split", "merge", "weaken", "refine", "refine"),
  fc.array(fc.nat(2 ** 31 - 1), { minLength: 18, maxLength: 18 }),
);

/** A fraction of `value`, rounded down. */
const part = (value: bigint, pick: number) => (value * BigInt(pick)) / 2n ** 31n;
const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
const mass = (lots: readonly Lot[]) => sum(lots.map(({ massGrams }) => massGrams));
const weighed = (lots: readonly Lot[], lane: number) =>
  sum(lots.map(({ massGrams, provenance }) => massGrams * (lanesOf(provenance)[lane] ?? 0n)));
const emitted = (lots: readonly Lot[]) =>
  sum(lots.map(({ massGrams, provenance }) => massGrams * co2eOf(provenance)));
const audits = (lots: readonly Lot[]) => lots.map(({ provenance }) => provenance.oldestAudit);

/** What every operation on existing lots keeps to, but for what a refining site answers for. */
function expectNoBoundRises(before: readonly Lot[], after: readonly Lot[], lanes: readonly number[]): void {
  for (const k of lanes) expect(weighed(after, k) <= weighed(before, k), `lane ${k}`).to.equal(true);
  expect(Math.max(...audits(after)) <= Math.min(...audits(before)), "audit").to.equal(true);
}
const ALL_LANES = Array.from({ length: 20 }, (_, k) => k);
const lanesExcept = (...omitted: number[]) => ALL_LANES.filter((k) => !omitted.includes(k));

/** The pool of lots after a step whose outcome it has checked. */
function perform(pool: readonly Lot[], [kind, picks]: Step, random: () => bigint): readonly Lot[] {
  const pick = (i: number) => picks[i] ?? 0;
  const at = pick(0) % Math.max(pool.length, 1);
  const lot = pool[at];
  const picked = SITES[pick(1) % SITES.length];
  if (picked === undefined) throw new RangeError("no site");
  const mints = kind === "mint" || lot === undefined;
  const right = mints ? "mint" : "refine";
  const site: Site = { ...picked, profile: { ...picked.profile, right } };
  const others = pool.filter((_, i) => i !== at);
  if (mints) {
    const minted = mint(site, { massGrams: part(50_000_000n, pick(2)) + 1n }, TODAY, random);
    expect(co2eOf(minted.provenance) >= site.process.emissionFloor).to.equal(true);
    return [...pool, minted];
  }
  if (kind === "split") {
    const wanted = Math.min((pick(2) % 8) + 1, Number(lot.massGrams));
    const small = Array.from(
      { length: wanted - 1 },
      (_, i) => part(lot.massGrams / BigInt(wanted), pick(3 + i)) + 1n,
    );
    const masses = [...small, lot.massGrams - sum(small)].filter((grams) => grams > 0n);
    if (sum(masses) !== lot.massGrams) return pool;
    const pieces = split(lot, masses, random);
    expect(mass(pieces)).to.equal(lot.massGrams);
    for (const piece of pieces) expect(piece.provenance).to.deep.equal(lot.provenance);
    return [...others, ...pieces];
  }
  if (kind === "merge") {
    const parents = [lot, ...others.slice(0, pick(2) % MAX_PARENTS)];
    const child = merge(parents, random);
    expect(child.massGrams).to.equal(mass(parents));
    expectNoBoundRises(parents, [child], ALL_LANES);
    expect(emitted([child]) >= emitted(parents)).to.equal(true);
    // and it is the strongest such blend
    for (const k of ALL_LANES) {
      const better = ((lanesOf(child.provenance)[k] ?? 0n) + 1n) * child.massGrams;
      expect(better > weighed(parents, k)).to.equal(true);
    }
    return [...pool.filter((other) => !parents.includes(other)), child];
  }
  if (kind === "weaken") {
    const { co2eMargin, co2ePrimary, shares, oldestAudit } = lot.provenance;
    const weaker = weaken(
      lot,
      {
        co2eMargin: part(co2eMargin, pick(2)),
        co2ePrimary: part(co2ePrimary, pick(3)),
        shares: shares.map((share, j) => part(share, pick(4 + j))),
        oldestAudit: oldestAudit - (pick(1) % 100),
      },
      random,
    );
    expect(weaker.massGrams).to.equal(lot.massGrams);
    expectNoBoundRises([lot], [weaker], ALL_LANES);
    return [...others, weaker];
  }
  const { emissionFloor, primaryShare, yieldMin, yieldMax } = site.process;
  const least = (lot.massGrams * yieldMin + 9_999n) / 10_000n;
  const most = (lot.massGrams * yieldMax) / 10_000n;
  const massGrams = least + part(most - least + 1n, pick(2));
  if (massGrams === 0n) return pool;
  const child = refine(site, ATTRIBUTES, lot, { massGrams }, TODAY, random);
  expect(massGrams * 10_000n >= yieldMin * lot.massGrams && massGrams <= lot.massGrams).to.equal(true);
  const required = emitted([lot]) + emissionFloor * massGrams;
  if (child.provenance.co2eMargin > 0n) expect(emitted([child]) >= required).to.equal(true);
  // unknown, or the cap itself, only where nothing else could be said
  else expect(required > (CO2E_CAP - 1n) * massGrams).to.equal(true);
  const primaryRise = weighed([child], 1) - weighed([lot], 1);
  expect(10_000n * primaryRise <= primaryShare * emissionFloor * massGrams).to.equal(true);
  const grants = attributesInSet(site.profile.grants);
  const raised = grants.includes(REFINED) ? [2 + REFINED] : [];
  expectNoBoundRises([lot], [child], lanesExcept(1, ...raised));
  child.provenance.shares.forEach((share, j) => {
    if (j === RMAP) expect(share).to.equal(grants.includes(RMAP) ? lot.provenance.shares[j] : 0n);
    else if (j === REFINED && raised.length > 0) expect(share).to.equal(1_000_000_000n);
    else expect(share).to.equal(lot.provenance.shares[j]);
  });
  expect(child.provenance.oldestAudit <= site.profile.auditedOn).to.equal(true);
  return [...others, child];
}

describe("the monotone law", () => {
  it("holds for any sequence of operations", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 60, size: "max" }), (steps) => {
        const random = seededField("law");
        let pool: readonly Lot[] = [];
        for (const step of steps) pool = perform(pool, step, random);
      }),
      { seed: 8, numRuns: 150 },
    );
  });

  const weakenedBy = (provenance: Provenance, picks: readonly number[]): Provenance => ({
    co2eMargin: part(provenance.co2eMargin, picks[0] ?? 0),
    co2ePrimary: part(provenance.co2ePrimary, picks[1] ?? 0),
    shares: provenance.shares.map((share, j) => part(share, picks[2 + j] ?? 0)),
    oldestAudit: provenance.oldestAudit - ((picks[20] ?? 0) % (provenance.oldestAudit + 1)),
  });

  it("lets no policy become true by weakening", () => {
    const picks = fc.array(fc.nat(2 ** 31 - 1), { minLength: 17, maxLength: 17 });
    let becameFalse = 0;
    fc.assert(
      fc.property(
        anyProvenance,
        picks,
        anyRow,
        fc.nat(65_535),
        fc.bigInt(0n, 10n ** 9n),
        (strong, p, row, day, slack) => {
          const weak = weakenedBy(strong, p);
          // a row that the stronger provenance just meets or just misses, within 48 bits
          const constant = slack - 10n ** 9n / 2n - rowValue({ ...row, constant: 0n }, strong, day);
          const edge = { ...row, constant };
          const [before, after] = [rowValue(edge, strong, day), rowValue(edge, weak, day)];
          expect(after <= before).to.equal(true);
          if (before >= 0n && after < 0n) becameFalse++;
        },
      ),
      { seed: 9, numRuns: 500 },
    );
    expect(becameFalse).to.be.greaterThan(100);
  });
});
