import { expect } from "chai";
import { describe, it } from "mocha";

import { assayerOf, signAssay } from "../../scripts/core/assay.ts";
import { dayOf } from "../../scripts/core/calendar.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { mint, mintInputs } from "../../scripts/core/mint.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { registryHash } from "../../scripts/core/registry.ts";
import { type Site, siteKeysOf, type SiteProfile } from "../../scripts/core/site.ts";
import { SiteTree } from "../../scripts/core/site-tree.ts";
import { attributeSet } from "../../scripts/core/attributes.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { seededField } from "../fixtures/random.ts";
import { operationOf, registryOf, siteOf, attributeNamed, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

const random = seededField("mint");
const unheld = Array.from({ length: 8 }, () => 0n);
const site = siteOf("mine", {
  grants: ["rmap", "origin-drc"],
  profile: { unitGrams: 20_000_000n },
  process: { emissionFloor: 8_000_001n, primaryShare: 7_500n },
});
const minted = (massGrams: bigint, co2e?: bigint, profile: Partial<SiteProfile> = {}, day = TODAY): Lot =>
  mint(
    { ...site, profile: { ...site.profile, ...profile } },
    co2e === undefined ? { massGrams } : { massGrams, co2e },
    day,
    random,
  );

describe("a minted lot", () => {
  it("has the site's grants in whole, its floor as footprint, the audited part of it as primary, its audit", () => {
    expect(minted(11_880_000n).provenance).to.deep.equal({
      co2eMargin: CO2E_CAP - 8_000_001n,
      co2ePrimary: 6_000_000n, // 75 % of 8,000,001, rounded down
      shares: [1_000_000_000n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 1_000_000_000n, ...unheld],
      oldestAudit: site.profile.auditedOn,
    });
    expect(attributeNamed("origin-drc")).to.equal(9);
  });

  it("may state more emissions, none of it primary, up to the cap", () => {
    const { co2eMargin, co2ePrimary } = minted(1n, CO2E_CAP).provenance;
    expect([co2eMargin, co2ePrimary]).to.deep.equal([0n, 6_000_000n]);
    expect(codeOf(() => minted(1n, CO2E_CAP + 1n))).to.equal("OUT_OF_RANGE");
  });

  it("may not state less than the audited floor", () => {
    expect(codeOf(() => minted(1n, 8_000_001n))).to.equal(undefined);
    expect(codeOf(() => minted(1n, 8_000_000n))).to.equal("RULE_BROKEN");
  });

  it("weighs 1 g to the unit of a permit", () => {
    expect(minted(1n).massGrams).to.equal(1n);
    expect(minted(20_000_000n).massGrams).to.equal(20_000_000n);
    expect(codeOf(() => minted(0n))).to.equal("OUT_OF_RANGE");
    expect(codeOf(() => minted(20_000_001n))).to.equal("RULE_BROKEN");
  });

  it("needs the right to mint", () => {
    expect(codeOf(() => minted(1n, undefined, { right: "refine" }))).to.equal("RULE_BROKEN");
  });

  it("is made on the last valid day and not on the next", () => {
    expect(codeOf(() => minted(1n, undefined, {}, site.profile.validUntil))).to.equal(undefined);
    expect(codeOf(() => minted(1n, undefined, {}, site.profile.validUntil + 1))).to.equal("RULE_BROKEN");
  });
});

describe("the inputs of a mint", () => {
  const registry = registryOf([siteOf("another"), site, siteOf("a third")]);
  const lot = minted(5n);
  const operation = operationOf("mine", site, registry, lot);

  it("name lot, registry, day and month in one, permit and context", () => {
    const inputs = mintInputs({ ...operation, context: 42n }, lot);
    expect(inputs["lotId"]).to.equal(lotId(lot));
    expect(inputs["registry"]).to.equal(registryHash(registry));
    // March 2026
    expect([inputs["when"], inputs["context"]]).to.deep.equal([20_528n + 65_536n * 674n, 42n]);
    // the second of three leaves: its sibling is the first, then the third, which was alone below
    expect([inputs["depth"], inputs["index"]]).to.deep.equal([2n, 1n]);
  });

  it("take each permit of the period and no other", () => {
    const last = mintInputs({ ...operation, permitIndex: 9 }, lot);
    expect(last["permit"]).to.not.equal(mintInputs(operation, lot)["permit"]);
    for (const permitIndex of [-1, 10]) {
      expect(codeOf(() => mintInputs({ ...operation, permitIndex }, lot))).to.equal("RULE_BROKEN");
    }
  });

  it("are refused without the assayer's signature under this very lot", () => {
    expect(codeOf(() => mintInputs(operation, minted(5n)))).to.equal("RULE_BROKEN");
    const forged = operationOf("another", site, registry, lot);
    expect(codeOf(() => mintInputs(forged, lot))).to.equal("RULE_BROKEN");
  });

  it("are refused where the registry does not hold the site as it is", () => {
    const elsewhere = { ...operation, registry: registryOf([siteOf("another")]) };
    expect(codeOf(() => mintInputs(elsewhere, lot))).to.equal("NOT_ACCREDITED");
    const boasting = { ...operation, site: { ...site, profile: { ...site.profile, permits: 11 } } };
    expect(codeOf(() => mintInputs(boasting, lot))).to.equal("NOT_ACCREDITED");
  });
});

describe("the mint of the shared vectors", () => {
  it("has the inputs that core makes of its secrets, its figures and its assayer's key", () => {
    const { privateKey, leaves, inputs } = vectors.mint;
    const key = Buffer.from(privateKey, "hex");
    const one = (name: Exclude<keyof typeof inputs, "assayer" | "siblings" | "signatureR8">) =>
      BigInt(inputs[name]);
    const its: Site = {
      secrets: { siteSecret: one("siteSecret"), traceSecret: one("traceSecret") },
      assayer: assayerOf(key),
      profile: {
        right: "mint",
        grants: attributeSet([0, 9]),
        permits: 40,
        unitGrams: 20_000_000n,
        auditedOn: dayOf("2026-01-01"),
        validUntil: dayOf("2027-12-31"),
      },
      process: {
        emissionFloor: 8_000_000n,
        primaryShare: 7_500n,
        yieldMin: 0n,
        yieldMax: 10_000n,
        processSalt: one("processSalt"),
      },
    };
    const lot = mint(its, { massGrams: 11_880_000n }, TODAY, () => one("salt"));
    const registry = {
      tree: new SiteTree(leaves.map(BigInt)),
      attributes: ATTRIBUTES,
      deployment: one("deployment"),
    };
    const { siteKey } = siteKeysOf(its.secrets, its.assayer);
    const statement = { lotId: lotId(lot), siteKey, deployment: registry.deployment, parent: 0n };
    const made = mintInputs(
      {
        site: its,
        registry,
        day: TODAY,
        permitIndex: 3,
        context: one("context"),
        assay: signAssay(key, statement),
      },
      lot,
    );
    const expected = Object.entries(inputs).map(([name, value]): [string, bigint | bigint[]] => [
      name,
      typeof value === "string" ? BigInt(value) : value.map(BigInt),
    ]);
    expect(made).to.deep.equal(Object.fromEntries(expected));
  });
});
