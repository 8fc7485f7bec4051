import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { enrolSite } from "../../scripts/chain/enrol.ts";
import { attributesGiven, raisedBy, readSites, readTerms } from "../../scripts/chain/sites.ts";
import { attributeSet } from "../../scripts/core/attributes.ts";
import { processCommitment, siteKeysOf } from "../../scripts/core/site.ts";
import { codeOf, rejectionOf } from "../fixtures/code-of.ts";
import { accreditorsOf, defineAttributes, deployWithRoles } from "../fixtures/deployed.ts";
import { siteOf, attributeNamed, ATTRIBUTES } from "../fixtures/sites.ts";

const connection = await network.create("simulated");
const { networkHelpers } = connection;
const setOf = (...names: readonly string[]) => attributeSet(names.map(attributeNamed));

const MINE = siteOf("mine", { grants: ["rmap"] });
const RECYCLER = siteOf("recycler", { grants: ["recycled", "refined"] });
const REFINER = siteOf("refiner", { grants: ["rmap", "refined"], profile: { right: "refine" } });

async function fixture() {
  const deployed = await deployWithRoles(connection);
  await defineAttributes(deployed);
  const { accreditation } = deployed.contracts;
  for (const site of [MINE, RECYCLER, REFINER]) {
    const { secrets, assayer, profile, process } = site;
    const keys = siteKeysOf(secrets, assayer);
    const raised = site === RECYCLER ? setOf("refined") : 0n;
    await enrolSite(accreditation, accreditorsOf(deployed), keys, profile, process, raised);
  }
  return { ...deployed, asAccreditor: accreditation.connect(deployed.accreditor) };
}

describe("the sites read from the chain", () => {
  it("have their right, their attributes, and those that they are open to", async () => {
    const { asAccreditor } = await networkHelpers.loadFixture(fixture);
    const terms = await readTerms(asAccreditor, 1n);
    await asAccreditor.amend(1n, { ...terms, attributes: setOf("rmap", "irma-50") });
    const sites = await readSites(asAccreditor);
    expect(sites.map(({ profile }) => profile.right)).to.deep.equal(["mint", "mint", "refine"]);
    expect(sites.map(({ profile }) => profile.grants)).to.deep.equal([
      setOf("rmap"),
      setOf("recycled", "refined"),
      setOf("rmap", "refined"),
    ]);
    expect(sites.map(({ open }) => open)).to.deep.equal([
      setOf("rmap", "irma-50"),
      setOf("recycled", "refined"),
      setOf("rmap", "refined"),
    ]);
    expect(sites.map(({ raisedAtMint }) => raisedAtMint)).to.deep.equal([0n, setOf("refined"), 0n]);
  });

  it("have a right and terms while they are in no tree, too", async () => {
    const { asAccreditor } = await networkHelpers.loadFixture(fixture);
    await asAccreditor.suspend(3n);
    const [, , refiner] = await readSites(asAccreditor);
    expect(refiner?.status).to.equal("suspended");
    expect(refiner?.profile).to.deep.include({
      right: "refine",
      grants: 0n,
      permits: REFINER.profile.permits,
    });
    expect(refiner?.open).to.equal(setOf("rmap", "refined"));
  });

  it("have terms that can be given back as they are", async () => {
    const { asAccreditor } = await networkHelpers.loadFixture(fixture);
    const { permits, unitGrams, auditedOn, validUntil } = RECYCLER.profile;
    const terms = await readTerms(asAccreditor, 2n);
    expect(terms).to.deep.equal({
      processCommitment: processCommitment(RECYCLER.process),
      permits,
      unitGrams,
      auditedOn,
      validUntil,
      attributes: setOf("recycled", "refined"),
      raisedAtMint: setOf("refined"),
    });
    const before = await asAccreditor.registry();
    await asAccreditor.amend(2n, terms);
    expect(await asAccreditor.registry()).to.equal(before);
    expect(await rejectionOf(readTerms(asAccreditor, 4n))).to.have.property("error", "SiteUnknown");
  });
});

describe("attributes that a person gives", () => {
  it("are a set, whatever their order, or none", () => {
    expect(attributesGiven(ATTRIBUTES, "rmap")).to.equal(1n);
    expect(attributesGiven(ATTRIBUTES, "refined, rmap")).to.equal(1n + (1n << 10n));
    for (const none of ["", "none"]) expect(attributesGiven(ATTRIBUTES, none)).to.equal(0n);
  });

  it("are refused where nobody has defined one", () => {
    for (const text of ["gold", "rmap,gold", "rmap,"]) {
      expect(codeOf(() => attributesGiven(ATTRIBUTES, text))).to.equal("NOT_FOUND");
    }
  });
});

describe("attributes raised at a mint", () => {
  it("are those that refining raises, at a site that mints", () => {
    const all = setOf("rmap", "refined", "legal-origin", "recycled");
    expect(raisedBy("mint", all, ATTRIBUTES)).to.deep.equal([10, 11]);
    expect(raisedBy("refine", all, ATTRIBUTES)).to.deep.equal([]);
    expect(raisedBy("mint", setOf("rmap"), ATTRIBUTES)).to.deep.equal([]);
  });
});
