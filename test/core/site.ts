import { expect } from "chai";
import { describe, it } from "mocha";

import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import {
  packProfile,
  permitOf,
  processCommitment,
  type ProcessFigures,
  siteKeysOf,
  siteLeaf,
  type SiteProfile,
  unpackProfile,
} from "../../scripts/core/site.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { siteOf } from "../fixtures/sites.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

const [x, y] = [0, 1];
function bigints(values: readonly string[]) {
  return (index: number) => BigInt(values[index] ?? -1);
}

describe("a site", () => {
  for (const [n, site] of vectors.sites.entries()) {
    const profileField = bigints(site.profile);
    const processField = bigints(site.process);
    const assayer = bigints(site.assay.assayer);
    const profile: SiteProfile = {
      right: profileField(0) === 1n ? "mint" : "refine",
      grants: profileField(1),
      permits: Number(profileField(2)),
      unitGrams: profileField(3),
      auditedOn: Number(profileField(4)),
      validUntil: Number(profileField(5)),
    };
    const process: ProcessFigures = {
      emissionFloor: processField(0),
      primaryShare: processField(1),
      yieldMin: processField(2),
      yieldMax: processField(3),
      processSalt: processField(4),
    };
    const secrets = { siteSecret: BigInt(site.siteSecret), traceSecret: BigInt(site.traceSecret) };

    it(`has the keys, profile, commitment and leaf of shared vector ${n}`, () => {
      const keys = siteKeysOf(secrets, [assayer(x), assayer(y)]);
      expect([keys.siteKey, keys.traceKey]).to.deep.equal([BigInt(site.siteKey), BigInt(site.traceKey)]);
      expect(packProfile(profile)).to.equal(BigInt(site.packedProfile));
      expect(processCommitment(process)).to.equal(BigInt(site.processCommitment));
      expect(siteLeaf(keys, profile, processCommitment(process))).to.equal(BigInt(site.leaf));
    });

    it(`has the permits of shared vector ${n}`, () => {
      for (const { period, index, permit } of site.permits) {
        expect(permitOf(secrets.traceSecret, Number(period), Number(index))).to.equal(BigInt(permit));
      }
    });
  }
});

describe("a profile", () => {
  const { profile } = siteOf("profile");
  const refused: [keyof SiteProfile, Partial<SiteProfile>, Partial<SiteProfile>][] = [
    ["grants", { grants: 2n ** 18n - 1n }, { grants: 2n ** 18n }],
    ["permits", { permits: 65_535 }, { permits: 65_536 }],
    ["unitGrams", { unitGrams: 2n ** 32n - 1n }, { unitGrams: 2n ** 32n }],
    ["auditedOn", { auditedOn: 65_535 }, { auditedOn: 65_536 }],
    ["validUntil", { validUntil: 65_535 }, { validUntil: 65_536 }],
  ];
  for (const [field, greatest, beyond] of refused) {
    it(`takes the greatest ${field} and nothing beyond its place`, () => {
      expect(codeOf(() => packProfile({ ...profile, ...greatest }))).to.equal(undefined);
      expect(codeOf(() => packProfile({ ...profile, ...beyond }))).to.equal("OUT_OF_RANGE");
    });
  }

  it("is unpacked to what was packed, at its least and its greatest", () => {
    const greatest: SiteProfile = {
      right: "refine",
      grants: 2n ** 18n - 1n,
      permits: 65_535,
      unitGrams: 2n ** 32n - 1n,
      auditedOn: 65_535,
      validUntil: 65_535,
    };
    const least = { ...profile, right: "mint" as const, grants: 0n, permits: 0, auditedOn: 0 };
    for (const each of [profile, greatest, least]) {
      expect(unpackProfile(packProfile(each))).to.deep.equal(each);
    }
  });

  it("refuses a negative field, which would borrow from the next", () => {
    expect(codeOf(() => packProfile({ ...profile, permits: -1 }))).to.equal("OUT_OF_RANGE");
  });
});

describe("process figures", () => {
  const { process } = siteOf("process");
  const limits: [keyof ProcessFigures, bigint][] = [
    ["emissionFloor", CO2E_CAP],
    ["primaryShare", 10_000n],
    ["yieldMin", 10_000n],
    ["yieldMax", 10_000n],
  ];
  for (const [field, limit] of limits) {
    it(`take ${field} from 0 to its limit`, () => {
      const code = (value: bigint) => codeOf(() => processCommitment({ ...process, [field]: value }));
      expect([code(0n), code(limit)]).to.deep.equal([undefined, undefined]);
      expect([code(-1n), code(limit + 1n)]).to.deep.equal(["OUT_OF_RANGE", "OUT_OF_RANGE"]);
    });
  }
});
