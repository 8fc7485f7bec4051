import { expect } from "chai";
import { describe, it } from "mocha";

import { sitesThatFit } from "../../scripts/core/exposure-sites.ts";
import { mint } from "../../scripts/core/mint.ts";
import { rowValue } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { seededField } from "../fixtures/random.ts";
import { siteOf, ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const SITES = [
  siteOf("plain"),
  siteOf("audited today", { grants: ["rmap"], profile: { auditedOn: TODAY } }),
  siteOf("audited long ago", { grants: ["rmap", "non-asm"], profile: { auditedOn: TODAY - 400 } }),
  siteOf("small", { grants: ["rmap", "non-asm"], profile: { unitGrams: 1_000_000n } }),
  siteOf("refines only", { grants: ["rmap"], profile: { right: "refine" } }),
  siteOf("without permits", { grants: ["rmap"], profile: { permits: 0 } }),
  siteOf("run out", { grants: ["rmap"], profile: { validUntil: TODAY - 1 } }),
  siteOf("last day", { grants: ["asm-assessed"], profile: { validUntil: TODAY } }),
];
const claimed = (...words: string[]) =>
  words.map((each) => ({ policy: parsePolicy(each, ATTRIBUTES), day: TODAY }));
const fitting = (...words: string[]) =>
  sitesThatFit(SITES, { day: TODAY, claims: claimed(...words) }).map((site) => SITES.indexOf(site));

describe("the sites that fit what is public of a mint", () => {
  it("are all that may mint, are valid on the day and have permits", () => {
    expect(fitting()).to.deep.equal([0, 1, 2, 3, 7]);
  });

  const cases: [string, number[]][] = [
    ["rmap = 100%", [1, 2, 3]],
    ["no asm", [2, 3]],
    ["non-asm + asm-assessed = 100%", [2, 3, 7]],
    ["rmap >= 1%, audited within 12 months", [1, 3]],
    ["no asm, mass >= 2 t", [2]],
    ["mass >= 1 t", [0, 1, 2, 3, 7]],
    ["co2e <= 0.000001 kg/kg", [0, 1, 2, 3, 7]],
    ["primary = 100%", [0, 1, 2, 3, 7]],
    ["recycled >= 0.0000001%", []],
  ];
  for (const [words, sites] of cases) {
    it(`are fewer once "${words}" is claimed of the lot`, () => {
      expect(fitting(words)).to.deep.equal(sites);
    });
  }

  it("are fewer with every claim", () => {
    expect(fitting("no asm", "audited within 12 months")).to.deep.equal([3]);
  });

  it("always are with the one that made it", () => {
    const words = ["rmap = 100%", "no asm", "co2e <= 6 kg/kg", "audited within 100 days", "mass <= 1 t"];
    for (const site of SITES.filter(
      ({ profile }) => profile.right === "mint" && profile.validUntil >= TODAY,
    )) {
      if (site.profile.permits === 0) continue;
      const lot = mint(site, { massGrams: 1_000_000n }, TODAY, seededField("fits"));
      const holding = claimed(...words).filter(({ policy, day }) =>
        policy.rows.every((row) => rowValue(row, lot.provenance, day) >= 0n),
      );
      expect(holding.length).to.be.greaterThan(0);
      expect(sitesThatFit(SITES, { day: TODAY, claims: holding })).to.include(site);
    }
  });
});
