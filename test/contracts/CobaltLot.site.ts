import { expect } from "chai";
import { id, ZeroAddress } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { deployLots, deployWithLots, freshTerms, REGISTRY, TODAY } from "../fixtures/lots-fixture.ts";
import { encoded, mintOperation, refineOperation, type TestOperation } from "../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const ACTIVE = 1n;
const CONSUMED = 4n;
const DAY_SECONDS = 86_400n;

async function fixture() {
  return deployLots(ethers);
}

async function mintedFixture() {
  return deployWithLots(ethers);
}

describe("CobaltLot, operations of sites", () => {
  describe("mint", () => {
    it("makes a lot of the recipient's with a provenance of its own", async () => {
      const { lots, alice } = await networkHelpers.loadFixture(fixture);
      const terms = { ...freshTerms(), documentsHash: id("documents"), note: "0xc0ba17" };

      await expect(lots.execute(encoded([mintOperation(11n, alice.address, terms)])))
        .to.emit(lots, "LotMinted")
        .withArgs(11n, 1n, terms.permit, REGISTRY, TODAY, ZeroAddress, terms.documentsHash, terms.note)
        .and.to.emit(lots, "Transfer")
        .withArgs(ZeroAddress, alice.address, 11n);

      const lot = await lots.lotOf(11n);
      expect(lot.owner).to.equal(alice.address);
      expect(lot.status).to.equal(ACTIVE);
      expect(lot.kind).to.equal(0n);
      expect(lot.createdAt).to.equal(await networkHelpers.time.latest());
      expect(lot.provenanceId).to.equal(1n);
      expect(await lots.provenanceCount()).to.equal(1n);
      expect(await lots.parentProvenances(1)).to.deep.equal([]);
      // and none of what does not exist
      expect(await lots.parentProvenances(0)).to.deep.equal([]);
      expect(await lots.permitUsed(terms.permit)).to.equal(true);
      expect(await lots.provenanceOfPermit(terms.permit)).to.equal(1n);
      expect(await lots.permitUsed(terms.permit + 1n)).to.equal(false);
      expect(await lots.provenanceOfPermit(terms.permit + 1n)).to.equal(0n);
    });

    it("may be sent by anyone if the proof names no submitter", async () => {
      const { lots, alice, stranger } = await networkHelpers.loadFixture(fixture);
      await lots.connect(stranger).execute(encoded([mintOperation(11n, alice.address, freshTerms())]));
      expect(await lots.ownerOf(11n)).to.equal(alice.address);
    });

    it("may be sent by nobody but the submitter that the proof names", async () => {
      const { lots, alice, bob, stranger } = await networkHelpers.loadFixture(fixture);
      const operation = mintOperation(11n, alice.address, { ...freshTerms(), submitter: bob.address });
      await expect(lots.connect(stranger).execute(encoded([operation])))
        .to.be.revertedWithCustomError(lots, "SubmitterMismatch")
        .withArgs(bob.address, stranger.address);
      await lots.connect(bob).execute(encoded([operation]));
      expect(await lots.ownerOf(11n)).to.equal(alice.address);
    });

    it("takes the contract for the submitter that calls, not who sent the transaction", async () => {
      const { lots, alice, bob, stranger } = await networkHelpers.loadFixture(fixture);
      const wallet = await ethers.deployContract("CallingReceiver", ["0x00000000"]);
      const [address, target] = [await wallet.getAddress(), await lots.getAddress()];
      const mintBy = (submitter: string) =>
        lots.interface.encodeFunctionData("execute", [
          encoded([mintOperation(11n, alice.address, { ...freshTerms(), submitter })]),
        ]);
      await expect(wallet.connect(bob).forward(target, mintBy(bob.address)))
        .to.be.revertedWithCustomError(lots, "SubmitterMismatch")
        .withArgs(bob.address, address);
      await wallet.connect(stranger).forward(target, mintBy(address));
      expect(await lots.ownerOf(11n)).to.equal(alice.address);
    });

    it("keeps a stranger's copy of one mint from spoiling a batch that names its submitter", async () => {
      const { lots, verifier, alice, bob, stranger } = await networkHelpers.loadFixture(fixture);
      const batch = [11n, 12n].map((lotId) =>
        mintOperation(lotId, alice.address, { ...freshTerms(), submitter: bob.address }),
      );
      const copies = batch.slice(0, 1).map((copy) => ({ ...copy, submitter: ZeroAddress }));
      await expect(lots.connect(stranger).execute(encoded(copies))).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
      await lots.connect(bob).execute(encoded(batch));
      expect(await lots.balanceOf(alice.address)).to.equal(2n);
    });

    const changes: [string, Partial<TestOperation>][] = [
      ["another recipient", { recipient: "0x000000000000000000000000000000000000dEaD" }],
      ["another lot", { children: [12n] }],
      ["another permit", { permit: 5n }],
      ["other documents", { documentsHash: id("other documents") }],
      ["another note", { note: "0x00" }],
      ["yesterday", { day: TODAY - 1n }],
      ["another kind", { kind: 3, parents: [1n], recipient: ZeroAddress }],
    ];
    for (const [what, change] of changes) {
      it(`refuses the proof copied for ${what}`, async () => {
        const { lots, verifier, admin, alice } = await networkHelpers.loadFixture(fixture);
        await lots.execute(encoded([mintOperation(1n, admin.address, freshTerms())]));
        const operation = mintOperation(11n, alice.address, freshTerms());
        await expect(lots.execute(encoded([{ ...operation, ...change }]))).to.be.revertedWithCustomError(
          verifier,
          "VerifierProofRejected",
        );
      });
    }

    it("refuses an altered proof", async () => {
      const { lots, verifier, alice } = await networkHelpers.loadFixture(fixture);
      const operation = mintOperation(11n, alice.address, freshTerms());
      operation.proof[7] = 1n;
      await expect(lots.execute(encoded([operation]))).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
    });

    it("refuses a recipient of zero", async () => {
      const { lots } = await networkHelpers.loadFixture(fixture);
      await expect(lots.execute(encoded([mintOperation(11n, ZeroAddress, freshTerms())])))
        .to.be.revertedWithCustomError(lots, "ERC721InvalidReceiver")
        .withArgs(ZeroAddress);
    });

    it("refuses a permit used before, also within one batch", async () => {
      const { lots, alice } = await networkHelpers.loadFixture(fixture);
      const terms = freshTerms();
      const first = mintOperation(11n, alice.address, terms);
      const second = mintOperation(12n, alice.address, terms);
      await expect(lots.execute(encoded([first, second])))
        .to.be.revertedWithCustomError(lots, "PermitUsed")
        .withArgs(terms.permit);
      await lots.execute(encoded([first]));
      await expect(lots.execute(encoded([second])))
        .to.be.revertedWithCustomError(lots, "PermitUsed")
        .withArgs(terms.permit);
    });

    it("takes no permit again under another number of the same field element", async () => {
      const { lots, verifier, alice } = await networkHelpers.loadFixture(fixture);
      const terms = freshTerms();
      await lots.execute(encoded([mintOperation(11n, alice.address, terms)]));
      const alias = { ...terms, permit: terms.permit + FIELD_ORDER };
      await expect(lots.execute(encoded([mintOperation(12n, alice.address, alias)])))
        .to.be.revertedWithCustomError(verifier, "VerifierSignalNotInField")
        .withArgs(3n, alias.permit);
    });

    it("refuses a registry that is not accepted, or no longer", async () => {
      const { lots, accreditation, alice } = await networkHelpers.loadFixture(fixture);
      const other = mintOperation(11n, alice.address, { ...freshTerms(), registry: 778n });
      await expect(lots.execute(encoded([other])))
        .to.be.revertedWithCustomError(accreditation, "RegistryNotAccepted")
        .withArgs(778n);
      await accreditation.accept(REGISTRY, false);
      await expect(lots.execute(encoded([mintOperation(11n, alice.address, freshTerms())])))
        .to.be.revertedWithCustomError(accreditation, "RegistryNotAccepted")
        .withArgs(REGISTRY);
    });

    it("takes yesterday and today, and no other day", async () => {
      const { lots, alice } = await networkHelpers.loadFixture(fixture);
      for (const day of [TODAY - 2n, TODAY + 1n, 2n ** 255n]) {
        const operation = { ...mintOperation(11n, alice.address, freshTerms()), day };
        await expect(lots.execute(encoded([operation])))
          .to.be.revertedWithCustomError(lots, "DayOutOfRange")
          .withArgs(day, TODAY);
      }
      await lots.execute(
        encoded(
          [TODAY - 1n, TODAY].map((day) => mintOperation(day, alice.address, { ...freshTerms(), day })),
        ),
      );
      expect(await lots.balanceOf(alice.address)).to.equal(2n);
    });

    it("reckons the period from the proof's day, not from the block's", async () => {
      // a chain of its own, whose clock no other test feels
      const chain = await network.create("simulated");
      const { lots, alice } = await deployLots(chain.ethers);
      // April 1st, on which a proof of March 31st is still good
      const firstOfApril = 20_544n;
      await chain.networkHelpers.time.increaseTo(firstOfApril * DAY_SECONDS);
      const march = { ...freshTerms(), day: firstOfApril - 1n };
      const april = { ...freshTerms(), day: firstOfApril };
      await lots.execute(
        encoded([mintOperation(11n, alice.address, march), mintOperation(12n, alice.address, april)]),
      );
      expect(await lots.balanceOf(alice.address)).to.equal(2n);
    });
  });

  describe("refine", () => {
    it("makes a lot of the parent's owner with a provenance made from the parent's", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      const terms = { ...freshTerms(), documentsHash: id("toll"), note: "0x03" };
      await expect(ofAlice.execute(encoded([refineOperation(4n, 11n, terms)])))
        .to.emit(lots, "LotRefined")
        .withArgs(4n, 11n, 9n, terms.permit, REGISTRY, TODAY, ZeroAddress, terms.documentsHash, terms.note);
      const lot = await lots.lotOf(11n);
      expect([lot.owner, lot.status, lot.kind, lot.provenanceId]).to.deep.equal([
        alice.address,
        ACTIVE,
        3n,
        9n,
      ]);
      expect((await lots.lotOf(4n)).status).to.equal(CONSUMED);
      expect(await lots.parentProvenances(9)).to.deep.equal([4n]);
      expect(await lots.provenanceOfPermit(terms.permit)).to.equal(9n);
      expect(await lots.balanceOf(alice.address)).to.equal(8n);
    });

    it("obeys the rules of site operations: submitter, day, registry, permit", async () => {
      const { lots, accreditation, ofAlice, alice, bob } = await networkHelpers.loadFixture(mintedFixture);
      const named = refineOperation(1n, 11n, { ...freshTerms(), submitter: bob.address });
      await expect(ofAlice.execute(encoded([named])))
        .to.be.revertedWithCustomError(lots, "SubmitterMismatch")
        .withArgs(bob.address, alice.address);
      const late = refineOperation(1n, 11n, { ...freshTerms(), day: TODAY - 2n });
      await expect(ofAlice.execute(encoded([late])))
        .to.be.revertedWithCustomError(lots, "DayOutOfRange")
        .withArgs(TODAY - 2n, TODAY);
      const other = refineOperation(1n, 11n, { ...freshTerms(), registry: 778n });
      await expect(ofAlice.execute(encoded([other])))
        .to.be.revertedWithCustomError(accreditation, "RegistryNotAccepted")
        .withArgs(778n);
      const terms = freshTerms();
      await ofAlice.execute(encoded([mintOperation(11n, alice.address, terms)]));
      await expect(ofAlice.execute(encoded([refineOperation(1n, 12n, terms)])))
        .to.be.revertedWithCustomError(lots, "PermitUsed")
        .withArgs(terms.permit);
    });

    it("is bound to documents and note", async () => {
      const { verifier, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      const operation = refineOperation(1n, 11n, freshTerms());
      for (const change of [{ documentsHash: id("other") }, { note: "0x00" }, { day: TODAY - 1n }]) {
        await expect(ofAlice.execute(encoded([{ ...operation, ...change }]))).to.be.revertedWithCustomError(
          verifier,
          "VerifierProofRejected",
        );
      }
      await ofAlice.execute(encoded([operation]));
    });
  });
});
