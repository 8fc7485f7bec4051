import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { readListedSites } from "../../scripts/chain/listed-sites.ts";
import { attributesInSet } from "../../scripts/core/attributes.ts";
import { deployDeskWorld } from "../fixtures/desk-world.ts";
import { attributeNamed } from "../fixtures/sites.ts";

const { ethers } = await network.create("simulated");

describe("the sites of a registry's tree", () => {
  it("are read as they stand now, or as they stood in an earlier registry", async () => {
    const { accreditation } = (await deployDeskWorld(ethers.provider, [])).contracts;
    const grantsIn = async (registry?: bigint) =>
      (await readListedSites(accreditation, registry)).map(({ profile }) => attributesInSet(profile.grants));
    const mine = ["rmap", "origin-drc"].map(attributeNamed);
    const refinery = ["rmap", "refined"].map(attributeNamed);
    expect(await grantsIn()).to.deep.equal([mine, refinery]);

    await accreditation.suspend(1n);
    expect(await grantsIn()).to.deep.equal([refinery]);

    const changes = await accreditation.queryFilter(accreditation.filters.RegistryChanged());
    const registries = changes.map(({ args }) => args.registry).filter((registry) => registry !== 0n);
    const seen = await Promise.all(registries.map(grantsIn));
    // each accredited, then granted one after the other
    expect(seen).to.deep.equal([
      ...[0, 1, 2].map((count) => [mine.slice(0, count)]),
      ...[0, 1, 2].map((count) => [mine, refinery.slice(0, count)]),
      [refinery],
    ]);
  });
});
