import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { deployLots, mintLots, TODAY } from "../../fixtures/lots-fixture.ts";
import { encoded, claimOf, splitOperation } from "../../fixtures/operations.ts";
import { definePolicies } from "../../fixtures/policies-fixture.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const DAY_SECONDS = 86_400n;
const MAX_AGE = 30n;

/** A gate for at least a tonne of low-footprint cobalt, which takes the lot, and Alice's lots 1 and 2. */
async function fixture() {
  const all = await deployLots(ethers);
  await mintLots(all, all.alice.address, 1n, 2n);
  const { quality, quantity } = await definePolicies(all);
  const gate = await ethers.deployContract("GreenIntake", [
    await all.claims.getAddress(),
    [quality],
    quantity,
    [],
  ]);
  const lotsOfAlice = all.lots.connect(all.alice);
  await lotsOfAlice.setApprovalForAll(await gate.getAddress(), true);
  const claimsOfAlice = all.claims.connect(all.alice);
  return {
    ...all,
    quality,
    quantity,
    gate,
    gateOfAlice: gate.connect(all.alice),
    lotsOfAlice,
    claimsOfAlice,
  };
}

describe("ClaimGate", () => {
  it("tells its policies, the minimum mass last", async () => {
    const { gate, claims, quality, quantity } = await networkHelpers.loadFixture(fixture);
    expect(await gate.gatePolicies()).to.deep.equal([quality, quantity]);
    expect(await gate.claims()).to.equal(await claims.getAddress());
    expect(await gate.maxClaimAge()).to.equal(MAX_AGE);
    await expect(gate.deploymentTransaction())
      .to.emit(gate, "ClaimGateDeployed")
      .withArgs(await claims.getAddress(), [quality, quantity], MAX_AGE, []);
  });

  it("lets a lot in that was proven to meet every policy", async () => {
    const { gate, gateOfAlice, claimsOfAlice, lots, quality, quantity } =
      await networkHelpers.loadFixture(fixture);
    await claimsOfAlice.prove([claimOf(1n, quality, TODAY), claimOf(1n, quantity, TODAY)]);
    await gateOfAlice.accept(1n);
    expect(await lots.ownerOf(1n)).to.equal(await gate.getAddress());
  });

  it("names the policy that a lot was not proven to meet", async () => {
    const { gate, gateOfAlice, claimsOfAlice, quality, quantity } = await networkHelpers.loadFixture(fixture);
    await claimsOfAlice.prove([claimOf(2n, quality, TODAY), claimOf(2n, quantity, TODAY)]);
    for (const [proven, missing] of [
      [undefined, quality],
      [quality, quantity],
    ]) {
      if (proven !== undefined) await claimsOfAlice.prove([claimOf(1n, proven, TODAY)]);
      await expect(gateOfAlice.accept(1n))
        .to.be.revertedWithCustomError(gate, "ClaimMissing")
        .withArgs(1n, missing);
    }
    await expect(gateOfAlice.accept(99n))
      .to.be.revertedWithCustomError(gate, "ClaimMissing")
      .withArgs(99n, quality);
  });

  it("does not open to dust split off a lot that was heavy enough", async () => {
    const { gate, gateOfAlice, claimsOfAlice, lotsOfAlice, quality, quantity } =
      await networkHelpers.loadFixture(fixture);
    await claimsOfAlice.prove([claimOf(1n, quality, TODAY), claimOf(1n, quantity, TODAY)]);
    await lotsOfAlice.execute(encoded([splitOperation(1n, [11n, 12n])]));
    for (const piece of [11n, 12n]) {
      await expect(gateOfAlice.accept(piece))
        .to.be.revertedWithCustomError(gate, "ClaimMissing")
        .withArgs(piece, quantity);
    }
  });

  it("does not open to a lot that is held", async () => {
    const { gate, gateOfAlice, claimsOfAlice, lots, quality, quantity } =
      await networkHelpers.loadFixture(fixture);
    await claimsOfAlice.prove([claimOf(1n, quality, TODAY), claimOf(1n, quantity, TODAY)]);
    await lots.hold([1n], ZeroHash);
    await expect(gateOfAlice.accept(1n))
      .to.be.revertedWithCustomError(gate, "ClaimMissing")
      .withArgs(1n, quality);
  });

  it("takes claims of up to its maximum age", async () => {
    const { gate, gateOfAlice, claimsOfAlice, quality, quantity } = await networkHelpers.loadFixture(fixture);
    await claimsOfAlice.prove(
      [1n, 2n].flatMap((lot) => [quality, quantity].map((p) => claimOf(lot, p, TODAY))),
    );
    await networkHelpers.time.increase(MAX_AGE * DAY_SECONDS);
    await gateOfAlice.accept(1n);
    await networkHelpers.time.increase(DAY_SECONDS);
    await expect(gateOfAlice.accept(2n))
      .to.be.revertedWithCustomError(gate, "ClaimStale")
      .withArgs(2n, quality, TODAY, TODAY + 1n);
    const today = TODAY + MAX_AGE + 1n;
    await claimsOfAlice.prove([claimOf(2n, quality, today), claimOf(2n, quantity, today)]);
    await gateOfAlice.accept(2n);
  });

  it("heeds the recalls of its own deployment, each once, four at most", async () => {
    const { authority, claims, gate, lots, quantity } = await networkHelpers.loadFixture(fixture);
    const manager = await authority.getAddress();
    const newRecalls = async (about: string) =>
      (await ethers.deployContract("Recalls", [manager, about])).getAddress();
    const own: string[] = [];
    for (let i = 0; i < 5; i += 1) own.push(await newRecalls(await lots.getAddress()));
    const foreign = await newRecalls(await (await deployLots(ethers)).lots.getAddress());
    const [one = "", two = ""] = own;
    const build = async (...recalls: string[]) =>
      ethers.deployContract("GreenIntake", [await claims.getAddress(), [], quantity, recalls]);
    expect(await gate.gateRecalls()).to.deep.equal([]);
    expect(await (await build(...own.slice(1))).gateRecalls()).to.deep.equal(own.slice(1));
    for (const [given, error, argument] of [
      [own, "GateRecallsTooMany", 5n],
      [[one, foreign], "GateRecallsForeign", foreign],
      [[one, two, one], "GateRecallsRepeated", one],
      [[ZeroAddress], "CodeMissing", ZeroAddress],
    ] as const) {
      await expect(build(...given))
        .to.be.revertedWithCustomError(gate, error)
        .withArgs(argument);
    }
  });

  it("does not open to a lot that a recall of any authority it trusts reaches, while this is open and blocks", async () => {
    const { alice, authority, claims, claimsOfAlice, lots, lotsOfAlice, quantity } =
      await networkHelpers.loadFixture(fixture);
    const about = [await authority.getAddress(), await lots.getAddress()];
    const recalls = [
      await ethers.deployContract("Recalls", about),
      await ethers.deployContract("Recalls", about),
    ];
    const unheeded = await ethers.deployContract("Recalls", about);
    const heeded = await Promise.all(recalls.map(async (each) => each.getAddress()));
    const gate = await ethers.deployContract("GreenIntake", [
      await claims.getAddress(),
      [],
      quantity,
      heeded,
    ]);
    await lotsOfAlice.setApprovalForAll(await gate.getAddress(), true);
    await lotsOfAlice.execute(encoded([splitOperation(1n, [11n, 12n])]));
    await claimsOfAlice.prove([11n, 2n].map((lot) => claimOf(lot, quantity, TODAY)));
    const entry = (lot: bigint) => gate.connect(alice).accept.staticCall(lot);
    const open = async (blocking: boolean, contract = recalls[1]) =>
      contract?.open([1], 0, ZeroHash, blocking);

    await open(false);
    await open(true, unheeded);
    await entry(11n);
    await open(true);
    await expect(entry(11n)).to.be.revertedWithCustomError(unheeded, "ProvenanceRecalled").withArgs(2n, 1n);
    await entry(2n);
    // what has not been proven is told first
    await expect(entry(12n)).to.be.revertedWithCustomError(gate, "ClaimMissing");
    await recalls[1]?.close(2n);
    await entry(11n);
  });

  it("can't be built without a minimum mass", async () => {
    const { gate, claims, policies, quality } = await networkHelpers.loadFixture(fixture);
    const factory = await ethers.getContractFactory("GreenIntake");
    await expect(factory.deploy(await claims.getAddress(), [], quality, []))
      .to.be.revertedWithCustomError(gate, "MinimumMassMissing")
      .withArgs(quality);
    await expect(factory.deploy(await claims.getAddress(), [], 5n, []))
      .to.be.revertedWithCustomError(policies, "PolicyUnknown")
      .withArgs(5n);
  });

  it("can't be built on a policy that nobody defined: it would let nothing in", async () => {
    const { claims, policies, quality, quantity } = await networkHelpers.loadFixture(fixture);
    const factory = await ethers.getContractFactory("GreenIntake");
    await expect(factory.deploy(await claims.getAddress(), [quality, 42n], quantity, []))
      .to.be.revertedWithCustomError(policies, "PolicyUnknown")
      .withArgs(42n);
  });
});
