import { expect } from "chai";
import { describe, it } from "mocha";

import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { co2eOf, type Provenance } from "../../scripts/core/provenance.ts";
import { refine, refineInputs } from "../../scripts/core/refine.ts";
import type { ProcessFigures, SiteProfile } from "../../scripts/core/site.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { expectError } from "../fixtures/errors.ts";
import { seededField } from "../fixtures/random.ts";
import { operationOf, provenanceOf, registryOf, siteOf, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const random = seededField("refine");
const half = 500_000_000n;
const whole = 1_000_000_000n;

function lotOf(massGrams: bigint, fields: Partial<Provenance> = {}): Lot {
  return { massGrams, provenance: provenanceOf(fields), salt: random() };
}

interface Case {
  readonly grants?: string[];
  readonly profile?: Partial<SiteProfile>;
  readonly process?: Partial<ProcessFigures>;
  readonly parent?: Lot;
  readonly massGrams?: bigint;
  readonly co2e?: bigint;
  readonly day?: number;
}

function refined({
  grants = [],
  profile,
  process,
  parent = lotOf(1_000n),
  massGrams = 970n,
  co2e,
  day = TODAY,
}: Case) {
  const site = siteOf("refiner", {
    grants,
    profile: { right: "refine", ...profile },
    process: { emissionFloor: 4_000_000n, yieldMin: 9_500n, yieldMax: 9_900n, ...process },
  });
  return refine(
    site,
    ATTRIBUTES,
    parent,
    co2e === undefined ? { massGrams } : { massGrams, co2e },
    day,
    random,
  );
}

describe("a refined lot", () => {
  it("takes all of the parent's emissions along and adds the site's own, rounded up", () => {
    const parent = lotOf(1_000n, { co2eMargin: CO2E_CAP - 9_000_001n, co2ePrimary: 7n });
    const { provenance } = refined({ parent, process: { primaryShare: 5_000n } });
    // 9,000,001 · 1,000 / 970 + 4,000,000 = 13,278,351.5…; 7 · 1,000 / 970 + 2,000,000 = 2,000,007.2…
    expect(co2eOf(provenance)).to.equal(13_278_352n);
    expect(provenance.co2ePrimary).to.equal(2_000_007n);
  });

  it("may state more emissions but not a gram per tonne less", () => {
    const least = co2eOf(refined({}).provenance);
    expect(co2eOf(refined({ co2e: least + 1n }).provenance)).to.equal(least + 1n);
    expect(codeOf(() => refined({ co2e: least - 1n }))).to.equal("RULE_BROKEN");
  });

  it("may state the cap itself and keep its primary part", () => {
    const { provenance } = refined({ co2e: CO2E_CAP });
    // 6,000,000 · 1,000 / 970 + 4,000,000
    expect([provenance.co2eMargin, provenance.co2ePrimary]).to.deep.equal([0n, 10_185_567n]);
  });

  it("rounds the footprint up and its primary part down", () => {
    const parent = lotOf(1_000n, { co2eMargin: CO2E_CAP - 6n, co2ePrimary: 6n });
    const { provenance } = refined({ parent, massGrams: 990n, process: { emissionFloor: 0n } });
    expect([co2eOf(provenance), provenance.co2ePrimary]).to.deep.equal([7n, 6n]);
  });

  it("loses its footprint where it would pass the cap, and can be refined again", () => {
    const parent = lotOf(1_000n, { co2eMargin: 4_000_000n, co2ePrimary: 1_000n });
    const unknown = refined({ parent });
    expect([unknown.provenance.co2eMargin, unknown.provenance.co2ePrimary]).to.deep.equal([0n, 0n]);
    const again = refined({ parent: unknown, massGrams: 950n });
    expect([again.provenance.co2eMargin, again.provenance.co2ePrimary]).to.deep.equal([0n, 0n]);
  });

  it("follows each attribute's rule where the site holds no grant", () => {
    expect(refined({}).provenance.shares).to.deep.equal(
      Array.from({ length: 18 }, (_, j) => (j === 0 || j === 13 ? 0n : half)),
    );
  });

  it("keeps what is required and raises what can be raised where it holds the grants", () => {
    const shares = refined({ grants: ["rmap", "refined", "recycled", "non-pfe"] }).provenance.shares;
    expect(shares).to.deep.equal(Array.from({ length: 18 }, (_, j) => (j === 10 ? whole : half)));
  });

  it("has the older of two audits", () => {
    expect(refined({}).provenance.oldestAudit).to.equal(TODAY - 100);
    expect(refined({ profile: { auditedOn: TODAY - 101 } }).provenance.oldestAudit).to.equal(TODAY - 101);
  });

  it("lies within the audited yield", () => {
    const code = (massGrams: bigint) => codeOf(() => refined({ massGrams }));
    expect([code(950n), code(990n)]).to.deep.equal([undefined, undefined]);
    expect([code(949n), code(991n)]).to.deep.equal(["RULE_BROKEN", "RULE_BROKEN"]);
  });

  it("is told by what weight it would have a whole gram within the band, where none is", async () => {
    const least = async (massGrams: bigint, process: Partial<ProcessFigures>) => {
      const make = () => refined({ parent: lotOf(massGrams), massGrams, process });
      const { remedy } = await expectError("RULE_BROKEN", make, `no whole gram out of ${massGrams} g`);
      return remedy;
    };
    // 95 % to 99 % of 19 g are 18.05 g to 18.81 g, of 20 g 19 g to 19.8 g
    expect(await least(19n, {})).to.contain("merge the lot with others first: 20 g");
    expect(refined({ parent: lotOf(20n), massGrams: 19n }).massGrams).to.equal(19n);
    // 97 % of 100 g are 97 g
    expect(await least(101n, { yieldMin: 9_700n, yieldMax: 9_700n })).to.contain(" 200 g");
    expect(await least(1n, { yieldMin: 9_999n, yieldMax: 9_999n })).to.contain(" 10000 g");
    // half a gram is none, though the band begins at nothing
    expect(await least(1n, { yieldMin: 0n, yieldMax: 5_000n })).to.contain(" 2 g");
    expect(await least(1n, { yieldMin: 0n, yieldMax: 0n })).to.contain("audited again");
  });

  it("weighs at least 1 g, whatever the yield", () => {
    const process = { yieldMin: 0n };
    expect(refined({ process, massGrams: 1n }).massGrams).to.equal(1n);
    expect(codeOf(() => refined({ process, massGrams: 0n }))).to.equal("OUT_OF_RANGE");
  });

  it("comes from no more than the unit of a permit", () => {
    expect(codeOf(() => refined({ profile: { unitGrams: 1_000n } }))).to.equal(undefined);
    expect(codeOf(() => refined({ profile: { unitGrams: 999n } }))).to.equal("RULE_BROKEN");
  });

  it("needs the right to refine and a valid accreditation", () => {
    expect(codeOf(() => refined({ profile: { right: "mint" } }))).to.equal("RULE_BROKEN");
    expect(codeOf(() => refined({ profile: { validUntil: TODAY } }))).to.equal(undefined);
    expect(codeOf(() => refined({ profile: { validUntil: TODAY - 1 } }))).to.equal("RULE_BROKEN");
  });
});

describe("the inputs of a refinement", () => {
  const site = siteOf("refiner", { profile: { right: "refine" } });
  const registry = registryOf([site]);
  const parent = lotOf(1_000n);
  const child = refine(site, ATTRIBUTES, parent, { massGrams: 970n }, TODAY, random);
  const operation = operationOf("refiner", site, registry, child, parent);

  it("name parent and child", () => {
    const {
      parent: parentId,
      child: childId,
      footprintUnknown,
      depth,
    } = refineInputs(operation, parent, child);
    expect([parentId, childId]).to.deep.equal([lotId(parent), lotId(child)]);
    expect([footprintUnknown, depth]).to.deep.equal([0n, 0n]);
  });

  it("say so where the footprint is unknown", () => {
    const unknown = { ...child, provenance: { ...child.provenance, co2eMargin: 0n, co2ePrimary: 0n } };
    const signed = operationOf("refiner", site, registry, unknown, parent);
    expect(refineInputs(signed, parent, unknown)["footprintUnknown"]).to.equal(1n);
  });

  it("are refused where the assayer signed for another parent, or for a mint", () => {
    const other = operationOf("refiner", site, registry, child, lotOf(1_000n));
    const asMint = operationOf("refiner", site, registry, child);
    for (const wrong of [other, asMint]) {
      expect(codeOf(() => refineInputs(wrong, parent, child))).to.equal("RULE_BROKEN");
    }
  });
});
