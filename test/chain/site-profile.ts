import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { readSiteProfile } from "../../scripts/chain/site-profile.ts";
import { siteKeysOf } from "../../scripts/core/site.ts";
import { deployDeskWorld, SITE } from "../fixtures/desk-world.ts";
import { expectError } from "../fixtures/errors.ts";
import { siteOf, attributeNamed, TODAY } from "../fixtures/sites.ts";

const { ethers } = await network.create("simulated");

describe("a site's profile on the chain", () => {
  it("is what its last leaf says, with its grants", async () => {
    const { contracts } = await deployDeskWorld(ethers.provider, []);
    const profile = await readSiteProfile(contracts.accreditation, siteKeysOf(SITE.secrets, SITE.assayer));
    const grants = ["rmap", "origin-drc"].reduce(
      (set, name) => set | (1n << BigInt(attributeNamed(name))),
      0n,
    );
    expect(profile).to.deep.equal({
      right: "mint",
      grants,
      permits: 60_000,
      unitGrams: 4_000_000_000n,
      auditedOn: TODAY - 60,
      validUntil: TODAY + 300,
    });
    const stranger = siteOf("stranger");
    const keys = siteKeysOf(stranger.secrets, stranger.assayer);
    await expectError("NOT_ACCREDITED", () => readSiteProfile(contracts.accreditation, keys));
  });
});
