import { expect } from "chai";
import { type ContractTransactionResponse, id, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import type { CobaltLot } from "../../types/index.ts";
import { deployWithLots, freshTerms, TODAY } from "../fixtures/lots-fixture.ts";
import {
  LOSS,
  encoded,
  claimOf,
  mergeOperation,
  mintOperation,
  refineOperation,
  splitOperation,
} from "../fixtures/operations.ts";
import { definePolicies } from "../fixtures/policies-fixture.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const [UNKNOWN, ACTIVE, OFFERED, HELD, RETIRED] = [0n, 1n, 2n, 3n, 5n];
const NOTE = "0x01c0ba17";
const NO_OFFER = [ZeroAddress, 0n];

/** Alice owns lots 1 to 8 and is about to offer lot 1 to Bob, until an hour from now. */
async function fixture() {
  const all = await deployWithLots(ethers);
  const expiry = BigInt(await networkHelpers.time.latest()) + 3600n;
  return { ...all, ofBob: all.lots.connect(all.bob), ofStranger: all.lots.connect(all.stranger), expiry };
}

async function offeredFixture() {
  const all = await fixture();
  await all.ofAlice.offer(1n, all.bob.address, all.expiry, NOTE);
  return all;
}

describe("an offer", () => {
  it("is told with its note, is kept in one word and leaves the lot in its owner's hands", async () => {
    const { lots, ofAlice, alice, bob, expiry } = await networkHelpers.loadFixture(fixture);
    await expect(ofAlice.offer(1n, bob.address, expiry, NOTE))
      .to.emit(lots, "LotOffered")
      .withArgs(1n, alice.address, bob.address, expiry, NOTE);
    expect(await lots.offerOf(1n)).to.deep.equal([bob.address, expiry]);
    expect((await lots.lotOf(1n)).status).to.equal(OFFERED);
    expect(await lots.ownerOf(1n)).to.equal(alice.address);
    expect([await lots.balanceOf(alice.address), await lots.balanceOf(bob.address)]).to.deep.equal([8n, 0n]);
  });

  it("is shown to wallets", async () => {
    const { lots } = await networkHelpers.loadFixture(offeredFixture);
    const [, json = ""] = (await lots.tokenURI(1n)).split(",");
    expect(JSON.parse(Buffer.from(json, "base64").toString())).to.have.deep.nested.property("attributes[0]", {
      trait_type: "Status",
      value: "offered",
    });
  });

  it("may be made by the owner, the approved or an operator, and nobody else", async () => {
    const { lots, ofAlice, ofBob, ofStranger, alice, bob, carol, stranger, expiry } =
      await networkHelpers.loadFixture(fixture);
    for (const other of [ofStranger, ofBob]) {
      await expect(other.offer(1n, bob.address, expiry, NOTE)).to.be.revertedWithCustomError(
        lots,
        "ERC721InsufficientApproval",
      );
    }
    await ofAlice.approve(carol.address, 1n);
    await ofAlice.setApprovalForAll(stranger.address, true);
    for (const [sender, lotId] of [
      [carol, 1n],
      [stranger, 2n],
    ] as const) {
      await expect(lots.connect(sender).offer(lotId, bob.address, expiry, NOTE))
        .to.emit(lots, "LotOffered")
        .withArgs(lotId, alice.address, bob.address, expiry, NOTE);
    }
    // an operator may itself be the buyer: it could take the lot anyway
    await ofStranger.offer(3n, stranger.address, expiry, NOTE);
    await ofStranger.accept(3n);
    expect(await lots.ownerOf(3n)).to.equal(stranger.address);
  });

  it("goes neither to nobody nor to the owner, also if an operator makes it", async () => {
    const { lots, ofAlice, alice, carol, expiry } = await networkHelpers.loadFixture(fixture);
    await ofAlice.setApprovalForAll(carol.address, true);
    for (const sender of [alice, carol]) {
      for (const to of [ZeroAddress, alice.address]) {
        await expect(lots.connect(sender).offer(1n, to, expiry, NOTE))
          .to.be.revertedWithCustomError(lots, "OfferRecipientInvalid")
          .withArgs(1n, to);
      }
    }
  });

  it("ends after the present second", async () => {
    const { lots, ofAlice, bob, expiry } = await networkHelpers.loadFixture(fixture);
    for (const wrong of [0n, expiry - 1n, expiry]) {
      await networkHelpers.time.setNextBlockTimestamp(expiry);
      await expect(ofAlice.offer.staticCall(1n, bob.address, wrong, NOTE, { blockTag: "pending" }))
        .to.be.revertedWithCustomError(lots, "OfferExpiryPassed")
        .withArgs(1n, wrong, expiry);
    }
    await networkHelpers.time.setNextBlockTimestamp(expiry);
    await ofAlice.offer(1n, bob.address, expiry + 1n, NOTE);
    await ofAlice.offer(2n, bob.address, 2n ** 40n - 1n, "0x");
    expect(await lots.offerOf(2n)).to.deep.equal([bob.address, 2n ** 40n - 1n]);
  });

  it("is one at a time, of an active lot", async () => {
    const { lots, ofAlice, bob, carol, expiry } = await networkHelpers.loadFixture(offeredFixture);
    await lots.hold([2n], ZeroHash);
    await ofAlice.retire(3n, LOSS, ZeroHash);
    const wrong = [
      [1n, OFFERED],
      [2n, HELD],
      [3n, RETIRED],
      [99n, UNKNOWN],
    ] as const;
    for (const [lotId, status] of wrong) {
      await expect(ofAlice.offer(lotId, carol.address, expiry, NOTE))
        .to.be.revertedWithCustomError(lots, "LotNotActive")
        .withArgs(lotId, status);
    }
    expect(await lots.offerOf(1n)).to.deep.equal([bob.address, expiry]);
  });

  it("keeps the lot from everything else until it ends", async () => {
    const { lots, claims, ofAlice, alice, bob, carol, ...rest } =
      await networkHelpers.loadFixture(offeredFixture);
    const { quality } = await definePolicies(rest);
    await ofAlice.approve(carol.address, 1n);
    await ofAlice.setApprovalForAll(bob.address, true);
    const moves = (token: CobaltLot): (() => Promise<ContractTransactionResponse>)[] => [
      () => token.transferFrom(alice.address, carol.address, 1n),
      () => token["safeTransferFrom(address,address,uint256)"](alice.address, bob.address, 1n),
      () => token.execute(encoded([splitOperation(1n, [11n, 12n])])),
      () => token.execute(encoded([mergeOperation([1n], 11n)])),
      () => token.execute(encoded([refineOperation(1n, 11n, freshTerms())])),
      () => token.retire(1n, LOSS, ZeroHash),
    ];
    // the owner, an approved account, and an operator who is the buyer
    for (const sender of [alice, carol, bob]) {
      for (const move of moves(lots.connect(sender))) {
        await expect(move()).to.be.revertedWithCustomError(lots, "LotNotActive").withArgs(1n, OFFERED);
      }
    }
    await expect(claims.connect(alice).prove([claimOf(1n, quality, TODAY)]))
      .to.be.revertedWithCustomError(claims, "ClaimLotNotActive")
      .withArgs(1n, OFFERED);
    await ofAlice.cancel(1n);
    for (const move of moves(ofAlice)) {
      const before = await networkHelpers.takeSnapshot();
      await move();
      await before.restore();
    }
  });

  it("cannot be got round within a batch", async () => {
    const { lots, ofAlice, alice } = await networkHelpers.loadFixture(offeredFixture);
    const batches = [
      [splitOperation(2n, [21n, 22n]), mergeOperation([21n, 1n], 23n)],
      [mergeOperation([2n, 3n, 1n], 23n)],
      [mintOperation(21n, alice.address, freshTerms()), mergeOperation([1n, 21n], 23n)],
      [splitOperation(2n, [21n, 22n]), splitOperation(1n, [23n, 24n])],
    ];
    for (const batch of batches) {
      await expect(ofAlice.execute(encoded(batch)))
        .to.be.revertedWithCustomError(lots, "LotNotActive")
        .withArgs(1n, OFFERED);
    }
    // nor can the very id be made again
    await expect(ofAlice.execute(encoded([splitOperation(2n, [1n, 22n])])))
      .to.be.revertedWithCustomError(lots, "LotExists")
      .withArgs(1n);
  });
});

describe("accepting an offer", () => {
  it("gives the lot with its record to the buyer and ends approvals", async () => {
    const { lots, ofAlice, ofBob, alice, bob, carol } = await networkHelpers.loadFixture(offeredFixture);
    await ofAlice.approve(carol.address, 1n);
    const before = await lots.lotOf(1n);
    const accepted = ofBob.accept(1n);
    await expect(accepted).to.emit(lots, "Transfer").withArgs(alice.address, bob.address, 1n);
    await expect(accepted).to.emit(lots, "OfferAccepted").withArgs(1n, alice.address, bob.address);
    expect(await lots.lotOf(1n)).to.deep.equal([bob.address, ACTIVE, ...[...before].slice(2)]);
    expect([await lots.balanceOf(alice.address), await lots.balanceOf(bob.address)]).to.deep.equal([7n, 1n]);
    expect(await lots.getApproved(1n)).to.equal(ZeroAddress);
    expect(await lots.offerOf(1n)).to.deep.equal(NO_OFFER);
    await expect(lots.connect(carol).retire(1n, LOSS, ZeroHash)).to.be.revertedWithCustomError(
      lots,
      "ERC721InsufficientApproval",
    );
  });

  it("keeps what was proven, which shows only when nobody can change the lot any more", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const { claims, alice, bob, ofAlice, ofBob, expiry } = all;
    const { quality, quantity } = await definePolicies(all);
    await claims.connect(alice).prove([claimOf(1n, quality, TODAY), claimOf(1n, quantity, TODAY)]);
    await ofAlice.offer(1n, bob.address, expiry, NOTE);
    for (const policy of [quality, quantity]) {
      expect(await claims.recordedDay(1n, policy)).to.equal(TODAY);
      expect(await claims.provenDay(1n, policy)).to.equal(0n);
    }
    await ofBob.accept(1n);
    for (const policy of [quality, quantity]) expect(await claims.provenDay(1n, policy)).to.equal(TODAY);
  });

  it("is for the account that it was made to", async () => {
    const { lots, ofAlice, bob, alice, carol, stranger } = await networkHelpers.loadFixture(offeredFixture);
    await ofAlice.approve(carol.address, 1n);
    await lots.connect(bob).setApprovalForAll(stranger.address, true);
    // nor for the owner, an approved account, or the buyer's own operator
    for (const sender of [alice, carol, stranger]) {
      for (const end of ["accept", "reject"] as const) {
        await expect(lots.connect(sender)[end](1n))
          .to.be.revertedWithCustomError(lots, "OfferNotToSender")
          .withArgs(1n, bob.address, sender.address);
      }
    }
  });

  it("is possible in the last second before the expiry, and not in that of the expiry", async () => {
    const { lots, ofBob, bob, expiry } = await networkHelpers.loadFixture(offeredFixture);
    const before = await networkHelpers.takeSnapshot();
    await networkHelpers.time.setNextBlockTimestamp(expiry - 1n);
    await ofBob.accept(1n);
    expect(await lots.ownerOf(1n)).to.equal(bob.address);
    await before.restore();
    await networkHelpers.time.increaseTo(expiry - 1n);
    await networkHelpers.time.setNextBlockTimestamp(expiry);
    await expect(ofBob.accept(1n, { gasLimit: 200_000n }))
      .to.be.revertedWithCustomError(lots, "OfferExpired")
      .withArgs(1n, expiry, expiry);
    expect((await lots.lotOf(1n)).status).to.equal(OFFERED);
  });

  it("fails where there is no offer, or none any more", async () => {
    const { lots, ofAlice, ofBob, bob, carol, expiry } = await networkHelpers.loadFixture(offeredFixture);
    for (const lotId of [2n, 3n, 4n, 5n]) await ofAlice.offer(lotId, bob.address, expiry, NOTE);
    // a cancellation that is mined first wins
    await ofAlice.cancel(1n);
    await ofBob.reject(2n);
    await ofBob.accept(3n);
    await lots.hold([4n], ZeroHash);
    await ofAlice.cancel(5n);
    await ofAlice.retire(5n, LOSS, ZeroHash);
    const wrong = [
      [1n, ACTIVE],
      [2n, ACTIVE],
      [3n, ACTIVE],
      [4n, HELD],
      [5n, RETIRED],
      [6n, ACTIVE],
      [99n, UNKNOWN],
    ] as const;
    for (const [lotId, status] of wrong) {
      for (const end of [ofBob.accept, ofBob.reject, ofAlice.cancel]) {
        await expect(end(lotId)).to.be.revertedWithCustomError(lots, "LotNotOffered").withArgs(lotId, status);
      }
      expect(await lots.offerOf(lotId)).to.deep.equal(NO_OFFER);
    }
    // the lot now goes to somebody else
    await ofAlice.offer(1n, carol.address, expiry, NOTE);
    await expect(ofBob.accept(1n)).to.be.revertedWithCustomError(lots, "OfferNotToSender");
  });

  it("works for contract accounts on both sides, which sign nothing and need receive nothing", async () => {
    const { lots, ofAlice, alice, expiry } = await networkHelpers.loadFixture(fixture);
    // accounts that act through calls, as multi-signature wallets do; these answer no safe transfer
    const seller = await ethers.deployContract("CallingReceiver", ["0xffffffff"]);
    const buyer = await ethers.deployContract("CallingReceiver", ["0xffffffff"]);
    const [from, to, token] = [await seller.getAddress(), await buyer.getAddress(), await lots.getAddress()];
    const { interface: abi } = lots;
    const accept = abi.encodeFunctionData("accept", [1n]);
    await ofAlice.offer(1n, from, expiry, NOTE);
    await expect(seller.forward(token, accept))
      .to.emit(lots, "OfferAccepted")
      .withArgs(1n, alice.address, from);
    await seller.forward(token, abi.encodeFunctionData("offer", [1n, to, expiry, NOTE]));
    await seller.forward(token, abi.encodeFunctionData("cancel", [1n]));
    await seller.forward(token, abi.encodeFunctionData("offer", [1n, to, expiry, NOTE]));
    await buyer.forward(token, abi.encodeFunctionData("reject", [1n]));
    await seller.forward(token, abi.encodeFunctionData("offer", [1n, to, expiry, NOTE]));
    await expect(buyer.forward(token, accept)).to.emit(lots, "OfferAccepted").withArgs(1n, from, to);
    expect(await lots.ownerOf(1n)).to.equal(to);
    expect([await seller.called(), await buyer.called()]).to.deep.equal([false, false]);
  });
});

describe("ending an offer otherwise", () => {
  it("is the buyer's rejection, also after the expiry", async () => {
    const { lots, ofBob, alice, bob, expiry } = await networkHelpers.loadFixture(offeredFixture);
    const before = await lots.lotOf(1n);
    const early = await networkHelpers.takeSnapshot();
    for (const time of [expiry - 1n, expiry + 5n]) {
      await networkHelpers.time.setNextBlockTimestamp(time);
      await expect(ofBob.reject(1n)).to.emit(lots, "OfferRejected").withArgs(1n, alice.address, bob.address);
      expect(await lots.lotOf(1n)).to.deep.equal([alice.address, ACTIVE, ...[...before].slice(2)]);
      expect(await lots.offerOf(1n)).to.deep.equal(NO_OFFER);
      await early.restore();
    }
  });

  it("is the cancellation by owner, approved or operator, before and after the expiry", async () => {
    const { lots, ofAlice, alice, bob, carol, stranger, expiry } =
      await networkHelpers.loadFixture(offeredFixture);
    for (const sender of [bob, stranger]) {
      await expect(lots.connect(sender).cancel(1n))
        .to.be.revertedWithCustomError(lots, "ERC721InsufficientApproval")
        .withArgs(sender.address, 1n);
    }
    await ofAlice.approve(carol.address, 1n);
    await ofAlice.setApprovalForAll(stranger.address, true);
    const offered = await networkHelpers.takeSnapshot();
    for (const sender of [alice, carol, stranger]) {
      for (const time of [expiry - 1n, expiry + 5n]) {
        await networkHelpers.time.setNextBlockTimestamp(time);
        await expect(lots.connect(sender).cancel(1n))
          .to.emit(lots, "OfferCancelled")
          .withArgs(1n, alice.address, bob.address);
        expect((await lots.lotOf(1n)).status).to.equal(ACTIVE);
        expect(await lots.offerOf(1n)).to.deep.equal(NO_OFFER);
        await offered.restore();
      }
    }
  });

  it("is a hold, after which the lot is released as active", async () => {
    const { lots, ofAlice, ofBob, ofStranger, alice, bob, stranger, expiry } =
      await networkHelpers.loadFixture(offeredFixture);
    await expect(ofStranger.hold([1n], ZeroHash))
      .to.be.revertedWithCustomError(lots, "AccessManagedUnauthorized")
      .withArgs(stranger.address);
    const held = lots.hold([1n], id("order"));
    await expect(held).to.emit(lots, "OfferCancelled").withArgs(1n, alice.address, bob.address);
    await expect(held).to.emit(lots, "LotHeld").withArgs(1n, id("order"));
    expect((await lots.lotOf(1n)).status).to.equal(HELD);
    expect(await lots.offerOf(1n)).to.deep.equal(NO_OFFER);
    await lots.release([1n]);
    await expect(ofBob.accept(1n)).to.be.revertedWithCustomError(lots, "LotNotOffered").withArgs(1n, ACTIVE);
    await ofAlice.offer(1n, bob.address, expiry, NOTE);
    await ofBob.accept(1n);
    expect(await lots.ownerOf(1n)).to.equal(bob.address);
    // no offer, none dropped
    await expect(lots.hold([2n], ZeroHash)).not.to.emit(lots, "OfferCancelled");
  });

  it("is no release, which passes over an offered lot", async () => {
    const { lots, ofBob, bob, expiry } = await networkHelpers.loadFixture(offeredFixture);
    await expect(lots.release([1n])).not.to.emit(lots, "LotReleased");
    expect((await lots.lotOf(1n)).status).to.equal(OFFERED);
    expect(await lots.offerOf(1n)).to.deep.equal([bob.address, expiry]);
    await ofBob.accept(1n);
  });
});
