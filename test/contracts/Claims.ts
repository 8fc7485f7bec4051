import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { deployLots, freshTerms, mintLots, TODAY } from "../fixtures/lots-fixture.ts";
import {
  LOSS,
  encoded,
  claimOf,
  mergeOperation,
  refineOperation,
  splitOperation,
} from "../fixtures/operations.ts";
import { definePolicies } from "../fixtures/policies-fixture.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const DAY_SECONDS = 86_400n;
const UNKNOWN = 0n;
const HELD = 3n;
const CONSUMED = 4n;
const RETIRED = 5n;

/** Alice owns lots 1 to 3; `quality` is a policy about a provenance, `quantity` one about a lot. */
async function fixture() {
  const all = await deployLots(ethers);
  await mintLots(all, all.alice.address, 1n, 2n, 3n);
  const { quality, quantity } = await definePolicies(all);
  return {
    ...all,
    quality,
    quantity,
    lotsOfAlice: all.lots.connect(all.alice),
    claimsOfAlice: all.claims.connect(all.alice),
  };
}

describe("Claims", () => {
  it("are refused over lots and policies of two accreditations", async () => {
    const { lots, policies, claims, accreditation, poseidon } = await networkHelpers.loadFixture(fixture);
    const other = await (await ethers.deployContract("AccreditationStub")).getAddress();
    const libraries = { PoseidonT6: await poseidon.getAddress() };
    const otherPolicies = await ethers.deployContract("Policies", [other], { libraries });
    const deployOver = async (chosen: typeof policies) =>
      ethers.deployContract("Claims", [await lots.getAddress(), await chosen.getAddress()]);
    await expect(deployOver(otherPolicies))
      .to.be.revertedWithCustomError(claims, "ClaimAccreditationsDiffer")
      .withArgs(other, await accreditation.getAddress());
    const made = await deployOver(policies);
    await expect(made.deploymentTransaction())
      .to.emit(made, "ClaimsDeployed")
      .withArgs(await lots.getAddress(), await policies.getAddress());
  });

  it("are refused over addresses without code", async () => {
    const { lots, policies, claims, stranger } = await networkHelpers.loadFixture(fixture);
    for (const nothing of [ZeroAddress, stranger.address]) {
      for (const over of [
        [nothing, await policies.getAddress()],
        [await lots.getAddress(), nothing],
      ]) {
        await expect(ethers.deployContract("Claims", over))
          .to.be.revertedWithCustomError(claims, "CodeMissing")
          .withArgs(nothing);
      }
    }
  });

  it("records a claim about a lot for that lot alone", async () => {
    const { claims, claimsOfAlice, lotsOfAlice, quantity } = await networkHelpers.loadFixture(fixture);
    await lotsOfAlice.execute(encoded([splitOperation(1n, [11n, 12n])]));
    await expect(claimsOfAlice.prove([claimOf(11n, quantity, TODAY)]))
      .to.emit(claims, "ClaimProven")
      .withArgs(11n, 1n, quantity, TODAY);
    expect(await claims.provenDay(11n, quantity)).to.equal(TODAY);
    for (const other of [1n, 2n, 12n]) expect(await claims.recordedDay(other, quantity)).to.equal(0n);
  });

  it("records a claim about a provenance for every piece, past and future, and for no other lot", async () => {
    const { claims, claimsOfAlice, lotsOfAlice, quality } = await networkHelpers.loadFixture(fixture);
    await lotsOfAlice.execute(encoded([splitOperation(1n, [11n, 12n])]));
    await claimsOfAlice.prove([claimOf(11n, quality, TODAY)]);
    await lotsOfAlice.execute(
      encoded([splitOperation(12n, [13n, 14n]), mergeOperation([13n, 11n], 15n, true)]),
    );
    for (const piece of [14n, 15n]) expect(await claims.provenDay(piece, quality)).to.equal(TODAY);
    expect(await claims.provenDay(2n, quality)).to.equal(0n);
    await lotsOfAlice.execute(
      encoded([mergeOperation([14n, 2n], 16n), refineOperation(15n, 17n, freshTerms())]),
    );
    for (const other of [16n, 17n]) expect(await claims.provenDay(other, quality)).to.equal(0n);
  });

  it("answers with the same facts after a transfer", async () => {
    const { claims, claimsOfAlice, lotsOfAlice, alice, bob, quality, quantity } =
      await networkHelpers.loadFixture(fixture);
    await claimsOfAlice.prove([claimOf(1n, quality, TODAY), claimOf(1n, quantity, TODAY)]);
    await lotsOfAlice.transferFrom(alice.address, bob.address, 1n);
    for (const policy of [quality, quantity]) expect(await claims.provenDay(1n, policy)).to.equal(TODAY);
  });

  it("keeps the later day", async () => {
    const { claims, claimsOfAlice, quality, quantity } = await networkHelpers.loadFixture(fixture);
    await claimsOfAlice.prove([claimOf(1n, quality, TODAY), claimOf(1n, quantity, TODAY)]);
    await claimsOfAlice.prove([claimOf(1n, quality, TODAY - 1n), claimOf(1n, quantity, TODAY - 1n)]);
    for (const policy of [quality, quantity]) expect(await claims.provenDay(1n, policy)).to.equal(TODAY);
    await networkHelpers.time.increase(5n * DAY_SECONDS);
    await claimsOfAlice.prove([claimOf(1n, quality, TODAY + 5n), claimOf(1n, quantity, TODAY + 4n)]);
    expect(await claims.provenDay(1n, quality)).to.equal(TODAY + 5n);
    expect(await claims.provenDay(1n, quantity)).to.equal(TODAY + 4n);
  });

  it("takes yesterday and today, and no other day", async () => {
    const { claims, claimsOfAlice, quality } = await networkHelpers.loadFixture(fixture);
    for (const day of [TODAY + 1n, TODAY - 2n, 0n]) {
      await expect(claimsOfAlice.prove([claimOf(1n, quality, day)]))
        .to.be.revertedWithCustomError(claims, "DayOutOfRange")
        .withArgs(day, TODAY);
    }
    await claimsOfAlice.prove([claimOf(1n, quality, TODAY - 1n)]);
    expect(await claims.provenDay(1n, quality)).to.equal(TODAY - 1n);
  });

  it("hides the claims of a lot that is not active, but keeps them for the record", async () => {
    const { claims, claimsOfAlice, lots, lotsOfAlice, quality, quantity } =
      await networkHelpers.loadFixture(fixture);
    const policies = [quality, quantity];
    await claimsOfAlice.prove([1n, 2n, 3n].flatMap((lot) => policies.map((p) => claimOf(lot, p, TODAY))));
    await lots.hold([1n], ZeroHash);
    await lotsOfAlice.retire(2n, LOSS, ZeroHash);
    await lotsOfAlice.execute(encoded([splitOperation(3n, [11n, 12n])]));
    for (const policy of policies) {
      for (const lotId of [1n, 2n, 3n]) {
        expect(await claims.provenDay(lotId, policy)).to.equal(0n);
        expect(await claims.recordedDay(lotId, policy)).to.equal(TODAY);
      }
    }
    await lots.release([1n]);
    expect(await claims.provenDay(1n, quality)).to.equal(TODAY);
  });

  it("refuses claims of lots that are not active", async () => {
    const { claims, claimsOfAlice, lots, lotsOfAlice, quality, quantity } =
      await networkHelpers.loadFixture(fixture);
    await lots.hold([1n], ZeroHash);
    await lotsOfAlice.retire(2n, LOSS, ZeroHash);
    await lotsOfAlice.execute(encoded([splitOperation(3n, [11n, 12n])]));
    const wrong: [bigint, bigint][] = [
      [1n, HELD],
      [2n, RETIRED],
      [3n, CONSUMED],
      [99n, UNKNOWN],
      [0n, UNKNOWN],
    ];
    for (const [lotId, status] of wrong) {
      for (const policy of [quality, quantity]) {
        await expect(claimsOfAlice.prove([claimOf(lotId, policy, TODAY)]))
          .to.be.revertedWithCustomError(claims, "ClaimLotNotActive")
          .withArgs(lotId, status);
      }
    }
  });

  it("knows nothing about unknown lots, whose provenance id is 0", async () => {
    const { claims, claimsOfAlice, quality, quantity } = await networkHelpers.loadFixture(fixture);
    await claimsOfAlice.prove([claimOf(1n, quality, TODAY), claimOf(1n, quantity, TODAY)]);
    for (const lotId of [0n, 99n]) {
      for (const policy of [quality, quantity, 0n]) {
        expect(await claims.provenDay(lotId, policy)).to.equal(0n);
        expect(await claims.recordedDay(lotId, policy)).to.equal(0n);
      }
    }
  });

  it("refuses policies that were not defined", async () => {
    const { policies, claimsOfAlice } = await networkHelpers.loadFixture(fixture);
    await expect(claimsOfAlice.prove([claimOf(1n, 5n, TODAY)]))
      .to.be.revertedWithCustomError(policies, "PolicyUnknown")
      .withArgs(5n);
  });

  it("may be proven by the owner, the approved or an operator only", async () => {
    const { claims, lotsOfAlice, alice, bob, carol, stranger, quality } =
      await networkHelpers.loadFixture(fixture);
    await lotsOfAlice.transferFrom(alice.address, bob.address, 2n);
    const refused: [typeof alice, bigint][] = [
      [stranger, 1n],
      [bob, 1n],
      // a former owner
      [alice, 2n],
    ];
    for (const [sender, lotId] of refused) {
      await expect(claims.connect(sender).prove([claimOf(lotId, quality, TODAY)]))
        .to.be.revertedWithCustomError(claims, "ClaimUnauthorized")
        .withArgs(lotId, sender.address);
    }
    await lotsOfAlice.approve(bob.address, 1n);
    await claims.connect(bob).prove([claimOf(1n, quality, TODAY)]);
    await lotsOfAlice.setApprovalForAll(carol.address, true);
    await claims.connect(carol).prove([claimOf(3n, quality, TODAY)]);
    for (const lotId of [1n, 3n]) expect(await claims.provenDay(lotId, quality)).to.equal(TODAY);
  });

  it("may be proven by contract accounts as by wallets, whoever sends the transaction", async () => {
    const { claims, lotsOfAlice, alice, stranger, quality } = await networkHelpers.loadFixture(fixture);
    const [owner, approved, operator] = await Promise.all(
      [1, 2, 3].map(() => ethers.deployContract("CallingReceiver", ["0x00000000"])),
    );
    if (!owner || !approved || !operator) throw new RangeError("too few wallets");
    const prove = async (wallet: typeof owner, lotId: bigint) =>
      wallet
        .connect(stranger)
        .forward(
          await claims.getAddress(),
          claims.interface.encodeFunctionData("prove", [[claimOf(lotId, quality, TODAY)]]),
        );
    await lotsOfAlice.transferFrom(alice.address, await owner.getAddress(), 1n);
    await lotsOfAlice.approve(await approved.getAddress(), 2n);
    await prove(owner, 1n);
    await prove(approved, 2n);
    await expect(prove(operator, 3n)).to.be.revertedWithCustomError(claims, "ClaimUnauthorized");
    await lotsOfAlice.setApprovalForAll(await operator.getAddress(), true);
    await prove(operator, 3n);
    for (const lotId of [1n, 2n, 3n]) expect(await claims.provenDay(lotId, quality)).to.equal(TODAY);
  });

  it("needs the proof of this lot, policy and day", async () => {
    const { verifier, claimsOfAlice, quality, quantity } = await networkHelpers.loadFixture(fixture);
    const claim = claimOf(1n, quality, TODAY);
    for (const change of [{ lotId: 2n }, { policyId: quantity }, { day: TODAY - 1n }]) {
      await expect(claimsOfAlice.prove([{ ...claim, ...change }])).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
    }
  });

  it("records all or none", async () => {
    const { claims, verifier, claimsOfAlice, quality } = await networkHelpers.loadFixture(fixture);
    const wrong = { ...claimOf(2n, quality, TODAY), lotId: 3n };
    await expect(claimsOfAlice.prove([claimOf(1n, quality, TODAY), wrong])).to.be.revertedWithCustomError(
      verifier,
      "VerifierProofRejected",
    );
    expect(await claims.recordedDay(1n, quality)).to.equal(0n);
    await expect(claimsOfAlice.prove([])).to.be.revertedWithCustomError(claims, "ClaimsMissing");
  });
});
