import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { deployLots, deployWithLots, freshTerms } from "../fixtures/lots-fixture.ts";
import {
  LOSS,
  encoded,
  mergeOperation,
  mintOperation,
  refineOperation,
  splitOperation,
  type TestOperation,
} from "../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const ACTIVE = 1n;
const CONSUMED = 4n;

async function fixture() {
  return deployLots(ethers);
}

async function mintedFixture() {
  return deployWithLots(ethers);
}

describe("CobaltLot, split and merge", () => {
  describe("ids of new lots", () => {
    it("are neither zero nor beyond the field", async () => {
      const { lots, alice } = await networkHelpers.loadFixture(fixture);
      for (const lotId of [0n, FIELD_ORDER, FIELD_ORDER + 1n]) {
        await expect(lots.execute(encoded([mintOperation(lotId, alice.address, freshTerms())])))
          .to.be.revertedWithCustomError(lots, "LotIdInvalid")
          .withArgs(lotId);
      }
      await lots.execute(encoded([mintOperation(FIELD_ORDER - 1n, alice.address, freshTerms())]));
      expect(await lots.ownerOf(FIELD_ORDER - 1n)).to.equal(alice.address);
    });

    it("are never an id that exists", async () => {
      const { lots, ofAlice, bob } = await networkHelpers.loadFixture(mintedFixture);
      const clashes = [
        mintOperation(2n, bob.address, freshTerms()),
        splitOperation(1n, [11n, 2n]),
        mergeOperation([1n, 3n], 2n),
        refineOperation(1n, 2n, freshTerms()),
      ];
      for (const operation of clashes) {
        await expect(ofAlice.execute(encoded([operation])))
          .to.be.revertedWithCustomError(lots, "LotExists")
          .withArgs(2n);
      }
    });

    it("are never the id of a lot that has ended, or is being used up", async () => {
      const { lots, ofAlice, bob } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.execute(encoded([splitOperation(1n, [11n, 12n])]));
      await ofAlice.retire(2n, LOSS, id("lost"));
      const clashes: [bigint, TestOperation][] = [
        [1n, mintOperation(1n, bob.address, freshTerms())],
        [2n, mintOperation(2n, bob.address, freshTerms())],
        [3n, splitOperation(3n, [3n, 13n])],
        [3n, mergeOperation([3n, 4n], 3n)],
        [3n, refineOperation(3n, 3n, freshTerms())],
      ];
      for (const [lotId, operation] of clashes) {
        await expect(ofAlice.execute(encoded([operation])))
          .to.be.revertedWithCustomError(lots, "LotExists")
          .withArgs(lotId);
      }
    });

    it("are not given twice within a split or a batch", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      const batches = [
        [splitOperation(1n, [11n, 11n])],
        [splitOperation(1n, [11n, 12n]), splitOperation(2n, [13n, 11n])],
      ];
      for (const batch of batches) {
        await expect(ofAlice.execute(encoded(batch)))
          .to.be.revertedWithCustomError(lots, "LotExists")
          .withArgs(11n);
      }
    });
  });

  describe("split", () => {
    it("gives the pieces to the parent's owner and keeps its provenance id", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      const children = [11n, 12n, 13n, 14n, 15n, 16n, 17n, 18n];
      const operation = { ...splitOperation(3n, children), documentsHash: id("list"), note: "0x01" };
      await expect(ofAlice.execute(encoded([operation])))
        .to.emit(lots, "LotSplit")
        .withArgs(3n, children, id("list"), "0x01")
        .and.to.emit(lots, "Transfer")
        .withArgs(alice.address, ZeroAddress, 3n);
      for (const child of children) {
        const lot = await lots.lotOf(child);
        expect([lot.owner, lot.status, lot.kind, lot.provenanceId]).to.deep.equal([
          alice.address,
          ACTIVE,
          1n,
          3n,
        ]);
      }
      expect(await lots.balanceOf(alice.address)).to.equal(15n);
      expect(await lots.provenanceCount()).to.equal(8n);
    });

    it("takes one piece to eight, none of them unused in between", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      const nine = [11n, 12n, 13n, 14n, 15n, 16n, 17n, 18n, 19n];
      for (const children of [[], nine]) {
        await expect(ofAlice.execute(encoded([splitOperation(1n, children)])))
          .to.be.revertedWithCustomError(lots, "LotCountInvalid")
          .withArgs(children.length);
      }
      await expect(ofAlice.execute(encoded([splitOperation(1n, [11n, 0n, 12n])])))
        .to.be.revertedWithCustomError(lots, "LotIdInvalid")
        .withArgs(0n);
      await ofAlice.execute(encoded([splitOperation(1n, [11n])]));
      expect((await lots.lotOf(11n)).provenanceId).to.equal(1n);
    });

    it("leaves a record of the parent, which no wallet sees any more", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      const before = await lots.lotOf(1n);
      await ofAlice.execute(encoded([splitOperation(1n, [11n, 12n])]));
      const after = await lots.lotOf(1n);
      expect(after.status).to.equal(CONSUMED);
      expect(after.owner).to.equal(alice.address);
      expect([after.kind, after.createdAt, after.provenanceId]).to.deep.equal([
        before.kind,
        before.createdAt,
        before.provenanceId,
      ]);
      await expect(lots.ownerOf(1n))
        .to.be.revertedWithCustomError(lots, "ERC721NonexistentToken")
        .withArgs(1n);
    });
  });

  describe("merge", () => {
    it("makes one lot of the parents' owner, with a new provenance that remembers its parents", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      const parents = [8n, 1n, 7n, 2n, 6n, 3n, 5n, 4n];
      const operation = { ...mergeOperation(parents, 11n), documentsHash: id("recipe"), note: "0x02" };
      await expect(ofAlice.execute(encoded([operation])))
        .to.emit(lots, "LotsMerged")
        .withArgs(11n, 9n, parents, false, id("recipe"), "0x02");
      const lot = await lots.lotOf(11n);
      expect([lot.owner, lot.status, lot.kind, lot.provenanceId]).to.deep.equal([
        alice.address,
        ACTIVE,
        2n,
        9n,
      ]);
      expect(await lots.parentProvenances(9)).to.deep.equal(parents);
      expect(await lots.balanceOf(alice.address)).to.equal(1n);
      for (const parent of parents) expect((await lots.lotOf(parent)).status).to.equal(CONSUMED);
    });

    it("weakens a single lot, under a new provenance", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.execute(encoded([mergeOperation([5n], 11n)]));
      expect((await lots.lotOf(11n)).provenanceId).to.equal(9n);
      expect(await lots.parentProvenances(9)).to.deep.equal([5n]);
    });

    it("with sameProvenance keeps the provenance id of the pieces", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.execute(encoded([splitOperation(5n, [11n, 12n, 13n])]));
      await expect(ofAlice.execute(encoded([mergeOperation([13n, 11n], 14n, true)])))
        .to.emit(lots, "LotsMerged")
        .withArgs(14n, 5n, [13n, 11n], true, ZeroHash, "0x");
      expect((await lots.lotOf(14n)).provenanceId).to.equal(5n);
      expect(await lots.provenanceCount()).to.equal(8n);
    });

    it("with sameProvenance refuses lots of two provenance ids", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.execute(encoded([splitOperation(5n, [11n, 12n])]));
      await expect(ofAlice.execute(encoded([mergeOperation([11n, 12n, 6n], 13n, true)])))
        .to.be.revertedWithCustomError(lots, "LotProvenancesDiffer")
        .withArgs(6n, 6n, 5n);
    });

    it("does not let a proof without sameProvenance keep the id", async () => {
      const { ofAlice, verifier } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.execute(encoded([splitOperation(5n, [11n, 12n])]));
      const operation = { ...mergeOperation([11n, 12n], 13n), sameProvenance: true };
      await expect(ofAlice.execute(encoded([operation]))).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
    });

    it("refuses a parent named twice", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      await expect(ofAlice.execute(encoded([mergeOperation([1n, 2n, 1n], 11n)])))
        .to.be.revertedWithCustomError(lots, "LotNotActive")
        .withArgs(1n, CONSUMED);
    });

    it("refuses parents of two owners, also to an operator of both", async () => {
      const { lots, ofAlice, alice, bob, carol } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.transferFrom(alice.address, bob.address, 2n);
      await ofAlice.setApprovalForAll(carol.address, true);
      await lots.connect(bob).setApprovalForAll(carol.address, true);
      await expect(lots.connect(carol).execute(encoded([mergeOperation([1n, 2n], 11n)])))
        .to.be.revertedWithCustomError(lots, "LotOwnersDiffer")
        .withArgs(2n, bob.address, alice.address);
    });

    it("takes one parent to eight", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      const nine = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n];
      for (const parents of [[], nine]) {
        await expect(ofAlice.execute(encoded([mergeOperation(parents, 11n)])))
          .to.be.revertedWithCustomError(lots, "LotCountInvalid")
          .withArgs(parents.length);
      }
    });
  });
});
