import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { MINT } from "../fixtures/accreditation.ts";
import { defineAttributes, deployWithRoles } from "../fixtures/deployed.ts";
import vectors from "../fixtures/vectors/vectors.json" with { type: "json" };

const connection = await network.create("simulated");
const { ethers, networkHelpers } = connection;

async function fixture() {
  const deployed = await deployWithRoles(connection);
  await defineAttributes(deployed);
  return deployed;
}

describe("contracts on the shared vectors", () => {
  it("compute Poseidon of two to five inputs", async () => {
    for (const { inputs, hash } of vectors.poseidon.filter((vector) => vector.inputs.length <= 5)) {
      const library = await ethers.deployContract(`PoseidonT${inputs.length + 1}`);
      expect(await library.getFunction("hash").staticCall(inputs)).to.equal(BigInt(hash));
    }
  });

  for (const n of [0, 1, 2]) {
    it(`compute the id of policy ${n}`, async () => {
      const { policies } = (await networkHelpers.loadFixture(fixture)).contracts;
      const { words, interval, policyId } = vectors.policies[n] ?? { words: [], interval: "", policyId: "" };
      const [a = "", b = "", c = "", d = ""] = words;
      const defined = policies.definePolicy([a, b, c, d], interval);
      await expect(defined).to.emit(policies, "PolicyDefined").withArgs(policyId, words, interval);
    });
  }

  it("compute the leaf of a site", async () => {
    const deployed = await networkHelpers.loadFixture(fixture);
    const { accreditation } = deployed.contracts;
    const [site] = vectors.sites;
    if (site === undefined) throw new RangeError("no site");
    const [assayerX = "", assayerY = ""] = site.assay.assayer;
    const [, grants = "", permits = "", unitGrams = "", auditedOn = "", validUntil = ""] = site.profile;
    const { siteKey, traceKey, keysHash, processCommitment } = site;
    await accreditation
      .connect(deployed.accreditor)
      .propose({ siteKey, traceKey, assayerX, assayerY }, MINT, {
        processCommitment,
        permits,
        unitGrams,
        auditedOn,
        validUntil,
        attributes: grants,
        raisedAtMint: grants,
      });
    await accreditation.connect(deployed.tracingAuthority).confirm(1n, keysHash);
    for (let attribute = 0; attribute < 18; attribute++) {
      if (((BigInt(grants) >> BigInt(attribute)) & 1n) === 0n) continue;
      const controlled = accreditation.connect(deployed.controller);
      await controlled.grant(1n, attribute, auditedOn, validUntil);
    }
    const { profile } = await accreditation.siteOf(1n);
    expect([await accreditation.leafOf(1n), profile]).to.deep.equal([
      BigInt(site.leaf),
      BigInt(site.packedProfile),
    ]);
    expect(await accreditation.root()).to.equal(BigInt(site.leaf));
  });
});
