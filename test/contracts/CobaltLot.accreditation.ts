import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { NO_PREDECESSOR } from "../../scripts/chain/predecessor.ts";
import { keysHashOf } from "../../scripts/core/site.ts";
import {
  DAY_TOLERANCE,
  deployAccreditation,
  keysOf,
  keysStruct,
  MINT,
  ROOT_WINDOW,
  termsOn,
} from "../fixtures/accreditation.ts";
import { FOOTPRINT_METHOD, freshTerms, TODAY } from "../fixtures/lots-fixture.ts";
import { encoded, mintOperation } from "../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");

/** Lots over the real accreditation, and what lets a site in. */
async function fixture() {
  const all = await deployAccreditation(ethers);
  const { accreditation, accreditor, tracingAuthority, manager } = all;
  const verifier = await ethers.deployContract("StatementVerifier");
  const lots = await ethers.deployContract("CobaltLot", [
    await manager.getAddress(),
    await accreditation.getAddress(),
    await verifier.getAddress(),
    FOOTPRINT_METHOD,
    BigInt(DAY_TOLERANCE),
    NO_PREDECESSOR,
  ]);
  const letIn = async (site: number) => {
    const keys = keysOf(site);
    await accreditation.connect(accreditor).propose(keysStruct(keys), MINT, termsOn(Number(TODAY)));
    await accreditation.connect(tracingAuthority).confirm(site, keysHashOf(keys));
  };
  return { ...all, lots, letIn };
}

describe("CobaltLot under its accreditation", () => {
  it("mints nothing before they are bound, and then under the current registry", async () => {
    const { accreditation, lots, letIn, stranger } = await networkHelpers.loadFixture(fixture);
    await letIn(1);
    expect(await accreditation.registry()).to.equal(0n);
    const unbound = mintOperation(1n, stranger.address, { ...freshTerms(), registry: 0n });
    await expect(lots.execute(encoded([unbound])))
      .to.be.revertedWithCustomError(accreditation, "CobaltLotOnly")
      .withArgs(await lots.getAddress());
    await accreditation.bind(await lots.getAddress());
    const registry = await accreditation.registry();
    await lots.execute(encoded([mintOperation(1n, stranger.address, { ...freshTerms(), registry })]));
    expect(await lots.ownerOf(1n)).to.equal(stranger.address);
  });

  it("takes an older registry for its window, and not after a revocation", async () => {
    const { accreditation, accreditor, lots, letIn, stranger } = await networkHelpers.loadFixture(fixture);
    await accreditation.bind(await lots.getAddress());
    const registries: bigint[] = [];
    for (const site of [1, 2, 3]) {
      await letIn(site);
      registries.push(await accreditation.registry());
    }
    const mintUnder = (registry: bigint, lotId: bigint) =>
      lots.execute(encoded([mintOperation(lotId, stranger.address, { ...freshTerms(), registry })]));
    const [first = 0n, second = 0n, third = 0n] = registries;
    await mintUnder(first, 1n);
    await mintUnder(third, 3n);
    await networkHelpers.time.increase(ROOT_WINDOW);
    await expect(mintUnder(second, 2n))
      .to.be.revertedWithCustomError(accreditation, "RegistryNotAccepted")
      .withArgs(second);
    await accreditation.connect(accreditor).suspend(3);
    await expect(mintUnder(third, 4n))
      .to.be.revertedWithCustomError(accreditation, "RegistryNotAccepted")
      .withArgs(third);
    await mintUnder(await accreditation.registry(), 4n);
  });
});
