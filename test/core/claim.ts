import { expect } from "chai";
import { describe, it } from "mocha";

import { claimInputs, requireMet, shortfalls } from "../../scripts/core/claim.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { CO2E_CAP, lanesOf } from "../../scripts/core/provenance.ts";
import { codeOf } from "../support/code-of.ts";
import { provenanceOf, SLOTS, TODAY } from "../support/sites.ts";

const shares = provenanceOf().shares.with(7, 160_000_000n);
const lot: Lot = {
  massGrams: 10_000_000n,
  provenance: provenanceOf({ co2eMargin: CO2E_CAP - 15_000_000n, shares, oldestAudit: TODAY - 365 }),
  salt: 1n,
};
const failures = (words: string, day = TODAY) =>
  shortfalls(parsePolicy(words, SLOTS), lot, day, SLOTS).length;

describe("a claim", () => {
  const edges: [string, string][] = [
    ["recycled >= 16%", "recycled >= 16.0000001%"],
    ["co2e <= 15 kg/kg", "co2e <= 14.999999 kg/kg"],
    ["primary >= 40%", "primary >= 40.01%"],
    ["audited within 365 days", "audited within 364 days"],
    ["mass >= 10 t", "mass >= 10000001 g"],
    ["mass <= 10 t", "mass <= 9999999 g"],
  ];
  for (const [met, missed] of edges) {
    it(`holds for "${met}" and not for "${missed}"`, () => {
      expect([failures(met), failures(missed)]).to.deep.equal([0, 1]);
    });
  }

  it("about audits runs out", () => {
    expect([
      failures("audited within 12 months", TODAY),
      failures("audited within 12 months", TODAY + 1),
    ]).to.deep.equal([0, 1]);
  });

  it("names every row that fails, and the mass", () => {
    expect(failures("recycled >= 17%, co2e <= 15 kg/kg, rmap = 100%, mass >= 11 t")).to.equal(3);
    const policy = parsePolicy("recycled >= 17%", SLOTS);
    expect(
      codeOf(() => {
        requireMet(policy, lot, TODAY, SLOTS);
      }),
    ).to.equal("CLAIM_FALSE");
    expect(
      codeOf(() => {
        requireMet(parsePolicy("recycled >= 16%", SLOTS), lot, TODAY, SLOTS);
      }),
    ).to.equal(undefined);
  });

  it("is proven from the lot's opening and eight rows, unused ones neutral", () => {
    const policy = parsePolicy("recycled >= 16%, audited within 365 days, mass >= 10 t", SLOTS);
    const unused = [0n, 0n, 0n, 0n, 0n, 0n];
    const none = [0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n];
    expect(claimInputs(policy, lot, TODAY)).to.deep.equal({
      lotId: lotId(lot),
      policyId: policyId(policy),
      day: 20_528n,
      massGrams: 10_000_000n,
      lanes: lanesOf(lot.provenance),
      oldestAudit: 20_163n,
      salt: 1n,
      shares: [128n, 0n, ...unused],
      shareFactors: [1n, 0n, ...unused],
      primaryFactors: none,
      co2eFactors: none,
      auditFactors: [0n, 1n, ...unused],
      constants: [2n ** 48n - 160_000_000n, 365n, ...unused],
      massMin: 10_000_000n,
      massMax: 2n ** 32n - 1n,
    });
  });
});
