import { expect } from "chai";
import { describe, it } from "mocha";

import { claimInputs, requireMet, shortfalls } from "../../scripts/core/claim.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { renderText } from "../../scripts/core/phrase.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { CO2E_CAP } from "../../scripts/core/co2e-cap.ts";
import { lanesOf } from "../../scripts/core/provenance.ts";
import { codeOf } from "../fixtures/code-of.ts";
import { provenanceOf, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const shares = provenanceOf().shares.with(7, 160_000_000n);
const lot: Lot = {
  massGrams: 10_000_000n,
  provenance: provenanceOf({ co2eMargin: CO2E_CAP - 15_000_000n, shares, oldestAudit: TODAY - 365 }),
  salt: 1n,
};
/** The same, and none of it ASM. */
const full = { ...lot, provenance: { ...lot.provenance, shares: shares.with(5, 1_000_000_000n) } };
const failures = (words: string, day = TODAY) =>
  shortfalls(parsePolicy(words, ATTRIBUTES), lot, day, ATTRIBUTES).length;

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
    const policy = parsePolicy("recycled >= 17%", ATTRIBUTES);
    expect(
      codeOf(() => {
        requireMet(policy, lot, TODAY, ATTRIBUTES);
      }),
    ).to.equal("CLAIM_FALSE");
    expect(
      codeOf(() => {
        requireMet(parsePolicy("recycled >= 16%", ATTRIBUTES), lot, TODAY, ATTRIBUTES);
      }),
    ).to.equal(undefined);
  });

  const lacks: [string, string][] = [
    ["recycled >= 17%", "row 1 (recycled >= 17%) fails by 1%: the share is 16%"],
    ["co2e <= 14 kg/kg", "row 1 (co2e <= 14 kg/kg) fails by 1 kg/kg: the footprint is 15 kg/kg"],
    [
      "no asm, audited within 358 days",
      "row 2 (audited within 358 days) fails by 7 days: the oldest audit was on 2025-03-16",
    ],
    // 3 · 0.16 of a whole and one part more: a third of a part is missing, so a whole one
    ["3 * (recycled) - 480000001 >= 0", "fails by 0.0000001%: the share is 16%"],
    [
      "1 * (recycled) + 1 * (oldestAudit - day) - 160000000 >= 0",
      "fails by 365: the share is 16%, the oldest audit was on 2025-03-16",
    ],
    ["- 5 >= 0", "fails by 5: "],
    ["mass >= 12 t", "the mass of 10 t is outside 12 t to 4294.967295 t, by 2 t"],
    ["mass <= 9999999 g", "the mass of 10 t is outside 0 g to 9.999999 t, by 1 g"],
  ];
  for (const [words, said] of lacks) {
    it(`says by how much "${words}" fails`, () => {
      const all = shortfalls(parsePolicy(words, ATTRIBUTES), full, TODAY, ATTRIBUTES).map((each) =>
        renderText(each),
      );
      expect(all).to.have.length(1);
      expect(all[0]).to.contain(said);
    });
  }

  it("is proven from the lot's opening and eight rows, unused ones neutral", () => {
    const policy = parsePolicy("recycled >= 16%, audited within 365 days, mass >= 10 t", ATTRIBUTES);
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
