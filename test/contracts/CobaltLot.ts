import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { deployLots, freshTerms, mintLots, REGISTRY, TODAY } from "../support/lots-fixture.ts";
import {
  mergeOperation,
  mintOperation,
  refineOperation,
  splitOperation,
  type TestOperation,
} from "../support/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const ACTIVE = 1n;
const HELD = 3n;
const CONSUMED = 5n;
const RETIRED = 6n;
const DAY_SECONDS = 86_400n;

async function fixture() {
  return deployLots(ethers);
}

/** Alice owns lots 1 to 8, each with a provenance of its own: 1 to 8. */
async function mintedFixture() {
  const all = await deployLots(ethers);
  await mintLots(all, all.alice.address, 1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n);
  return { ...all, ofAlice: all.lots.connect(all.alice) };
}

describe("CobaltLot", () => {
  describe("mint", () => {
    it("makes a lot of the recipient's with a provenance of its own", async () => {
      const { lots, alice } = await networkHelpers.loadFixture(fixture);
      const terms = { ...freshTerms(), documentsHash: id("documents"), note: "0xc0ba17" };

      await expect(lots.execute([mintOperation(11n, alice.address, terms)]))
        .to.emit(lots, "LotMinted")
        .withArgs(11n, 1n, terms.permit, REGISTRY, TODAY, terms.documentsHash, terms.note)
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
      expect(await lots.permitUsed(terms.permit)).to.equal(true);
    });

    it("may be sent by anyone if the proof names no submitter", async () => {
      const { lots, alice, stranger } = await networkHelpers.loadFixture(fixture);
      await lots.connect(stranger).execute([mintOperation(11n, alice.address, freshTerms())]);
      expect(await lots.ownerOf(11n)).to.equal(alice.address);
    });

    it("may be sent by nobody but the submitter that the proof names", async () => {
      const { lots, alice, bob, stranger } = await networkHelpers.loadFixture(fixture);
      const operation = mintOperation(11n, alice.address, { ...freshTerms(), submitter: bob.address });
      await expect(lots.connect(stranger).execute([operation]))
        .to.be.revertedWithCustomError(lots, "SubmitterMismatch")
        .withArgs(bob.address, stranger.address);
      await lots.connect(bob).execute([operation]);
      expect(await lots.ownerOf(11n)).to.equal(alice.address);
    });

    it("keeps a stranger's copy of one mint from spoiling a batch that names its submitter", async () => {
      const { lots, verifier, alice, bob, stranger } = await networkHelpers.loadFixture(fixture);
      const batch = [11n, 12n].map((lotId) =>
        mintOperation(lotId, alice.address, { ...freshTerms(), submitter: bob.address }),
      );
      const copies = batch.slice(0, 1).map((copy) => ({ ...copy, submitter: ZeroAddress }));
      await expect(lots.connect(stranger).execute(copies)).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
      await lots.connect(bob).execute(batch);
      expect(await lots.balanceOf(alice.address)).to.equal(2n);
    });

    const changes: [string, Partial<TestOperation>][] = [
      ["another recipient", { recipient: "0x000000000000000000000000000000000000dEaD" }],
      ["another lot", { children: [12n] }],
      ["another permit", { permit: 5n }],
      ["other documents", { documentsHash: id("other documents") }],
      ["another note", { note: "0x00" }],
      ["yesterday", { day: TODAY - 1n }],
      ["another kind", { kind: 3, parents: [1n] }],
    ];
    for (const [what, change] of changes) {
      it(`refuses the proof copied for ${what}`, async () => {
        const { lots, verifier, admin, alice } = await networkHelpers.loadFixture(fixture);
        await lots.execute([mintOperation(1n, admin.address, freshTerms())]);
        const operation = mintOperation(11n, alice.address, freshTerms());
        await expect(lots.execute([{ ...operation, ...change }])).to.be.revertedWithCustomError(
          verifier,
          "VerifierProofRejected",
        );
      });
    }

    it("refuses an altered proof", async () => {
      const { lots, verifier, alice } = await networkHelpers.loadFixture(fixture);
      const operation = mintOperation(11n, alice.address, freshTerms());
      operation.proof[7] = 1n;
      await expect(lots.execute([operation])).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
    });

    it("refuses a recipient of zero", async () => {
      const { lots } = await networkHelpers.loadFixture(fixture);
      await expect(lots.execute([mintOperation(11n, ZeroAddress, freshTerms())]))
        .to.be.revertedWithCustomError(lots, "ERC721InvalidReceiver")
        .withArgs(ZeroAddress);
    });

    it("refuses a permit used before, also within one batch", async () => {
      const { lots, alice } = await networkHelpers.loadFixture(fixture);
      const terms = freshTerms();
      const first = mintOperation(11n, alice.address, terms);
      const second = mintOperation(12n, alice.address, terms);
      await expect(lots.execute([first, second]))
        .to.be.revertedWithCustomError(lots, "PermitUsed")
        .withArgs(terms.permit);
      await lots.execute([first]);
      await expect(lots.execute([second]))
        .to.be.revertedWithCustomError(lots, "PermitUsed")
        .withArgs(terms.permit);
    });

    it("takes no permit again under another number of the same field element", async () => {
      const { lots, verifier, alice } = await networkHelpers.loadFixture(fixture);
      const terms = freshTerms();
      await lots.execute([mintOperation(11n, alice.address, terms)]);
      const alias = { ...terms, permit: terms.permit + FIELD_ORDER };
      await expect(lots.execute([mintOperation(12n, alice.address, alias)]))
        .to.be.revertedWithCustomError(verifier, "VerifierSignalNotInField")
        .withArgs(4n, alias.permit);
    });

    it("refuses a registry that is not accepted, or no longer", async () => {
      const { lots, accreditation, alice } = await networkHelpers.loadFixture(fixture);
      const other = mintOperation(11n, alice.address, { ...freshTerms(), registry: 778n });
      await expect(lots.execute([other]))
        .to.be.revertedWithCustomError(accreditation, "RegistryNotAccepted")
        .withArgs(778n);
      await accreditation.accept(REGISTRY, false);
      await expect(lots.execute([mintOperation(11n, alice.address, freshTerms())]))
        .to.be.revertedWithCustomError(accreditation, "RegistryNotAccepted")
        .withArgs(REGISTRY);
    });

    it("takes yesterday and today, and no other day", async () => {
      const { lots, alice } = await networkHelpers.loadFixture(fixture);
      for (const day of [TODAY - 2n, TODAY + 1n, 2n ** 255n]) {
        const operation = { ...mintOperation(11n, alice.address, freshTerms()), day };
        await expect(lots.execute([operation]))
          .to.be.revertedWithCustomError(lots, "DayOutOfRange")
          .withArgs(day, TODAY);
      }
      await lots.execute(
        [TODAY - 1n, TODAY].map((day) => mintOperation(day, alice.address, { ...freshTerms(), day })),
      );
      expect(await lots.balanceOf(alice.address)).to.equal(2n);
    });

    it("reckons the period from the proof's day, not from the block's", async () => {
      const { lots, alice } = await networkHelpers.loadFixture(fixture);
      // April 1st, on which a proof of March 31st is still good
      const firstOfApril = 20_544n;
      await networkHelpers.time.increaseTo(firstOfApril * DAY_SECONDS);
      const march = { ...freshTerms(), day: firstOfApril - 1n };
      const april = { ...freshTerms(), day: firstOfApril };
      await lots.execute([
        mintOperation(11n, alice.address, march),
        mintOperation(12n, alice.address, april),
      ]);
      expect(await lots.balanceOf(alice.address)).to.equal(2n);
    });
  });

  describe("ids of new lots", () => {
    it("are neither zero nor beyond the field", async () => {
      const { lots, alice } = await networkHelpers.loadFixture(fixture);
      for (const lotId of [0n, FIELD_ORDER, FIELD_ORDER + 1n]) {
        await expect(lots.execute([mintOperation(lotId, alice.address, freshTerms())]))
          .to.be.revertedWithCustomError(lots, "LotIdInvalid")
          .withArgs(lotId);
      }
      await lots.execute([mintOperation(FIELD_ORDER - 1n, alice.address, freshTerms())]);
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
        await expect(ofAlice.execute([operation]))
          .to.be.revertedWithCustomError(lots, "LotExists")
          .withArgs(2n);
      }
    });

    it("are never the id of a lot that has ended, or is being used up", async () => {
      const { lots, ofAlice, bob } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.execute([splitOperation(1n, [11n, 12n])]);
      await ofAlice.retire(2n, id("lost"));
      const clashes: [bigint, TestOperation][] = [
        [1n, mintOperation(1n, bob.address, freshTerms())],
        [2n, mintOperation(2n, bob.address, freshTerms())],
        [3n, splitOperation(3n, [3n, 13n])],
        [3n, mergeOperation([3n, 4n], 3n)],
        [3n, refineOperation(3n, 3n, freshTerms())],
      ];
      for (const [lotId, operation] of clashes) {
        await expect(ofAlice.execute([operation]))
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
        await expect(ofAlice.execute(batch)).to.be.revertedWithCustomError(lots, "LotExists").withArgs(11n);
      }
    });
  });

  describe("split", () => {
    it("gives the pieces to the parent's owner and keeps its provenance id", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      const children = [11n, 12n, 13n, 14n, 15n, 16n, 17n, 18n];
      const operation = { ...splitOperation(3n, children), documentsHash: id("list"), note: "0x01" };
      await expect(ofAlice.execute([operation]))
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
        await expect(ofAlice.execute([splitOperation(1n, children)]))
          .to.be.revertedWithCustomError(lots, "OperationMalformed")
          .withArgs(1n, 1n, children.length);
      }
      await expect(ofAlice.execute([splitOperation(1n, [11n, 0n, 12n])]))
        .to.be.revertedWithCustomError(lots, "LotIdInvalid")
        .withArgs(0n);
      await ofAlice.execute([splitOperation(1n, [11n])]);
      expect((await lots.lotOf(11n)).provenanceId).to.equal(1n);
    });

    it("leaves a record of the parent, which no wallet sees any more", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      const before = await lots.lotOf(1n);
      await ofAlice.execute([splitOperation(1n, [11n, 12n])]);
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
      await expect(ofAlice.execute([operation]))
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
      await ofAlice.execute([mergeOperation([5n], 11n)]);
      expect((await lots.lotOf(11n)).provenanceId).to.equal(9n);
      expect(await lots.parentProvenances(9)).to.deep.equal([5n]);
    });

    it("with sameProvenance keeps the provenance id of the pieces", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.execute([splitOperation(5n, [11n, 12n, 13n])]);
      await expect(ofAlice.execute([mergeOperation([13n, 11n], 14n, true)]))
        .to.emit(lots, "LotsMerged")
        .withArgs(14n, 5n, [13n, 11n], true, ZeroHash, "0x");
      expect((await lots.lotOf(14n)).provenanceId).to.equal(5n);
      expect(await lots.provenanceCount()).to.equal(8n);
    });

    it("with sameProvenance refuses lots of two provenance ids", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.execute([splitOperation(5n, [11n, 12n])]);
      await expect(ofAlice.execute([mergeOperation([11n, 12n, 6n], 13n, true)]))
        .to.be.revertedWithCustomError(lots, "LotProvenancesDiffer")
        .withArgs(6n, 6n, 5n);
    });

    it("does not let a proof without sameProvenance keep the id", async () => {
      const { ofAlice, verifier } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.execute([splitOperation(5n, [11n, 12n])]);
      const operation = { ...mergeOperation([11n, 12n], 13n), sameProvenance: true };
      await expect(ofAlice.execute([operation])).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
    });

    it("refuses a parent named twice", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      await expect(ofAlice.execute([mergeOperation([1n, 2n, 1n], 11n)]))
        .to.be.revertedWithCustomError(lots, "LotNotActive")
        .withArgs(1n, CONSUMED);
    });

    it("refuses parents of two owners, also to an operator of both", async () => {
      const { lots, ofAlice, alice, bob, carol } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.transferFrom(alice.address, bob.address, 2n);
      await ofAlice.setApprovalForAll(carol.address, true);
      await lots.connect(bob).setApprovalForAll(carol.address, true);
      await expect(lots.connect(carol).execute([mergeOperation([1n, 2n], 11n)]))
        .to.be.revertedWithCustomError(lots, "LotOwnersDiffer")
        .withArgs(2n, bob.address, alice.address);
    });

    it("takes one parent to eight, and makes one child", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      const nine = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n];
      for (const parents of [[], nine]) {
        await expect(ofAlice.execute([mergeOperation(parents, 11n)]))
          .to.be.revertedWithCustomError(lots, "OperationMalformed")
          .withArgs(2n, parents.length, 1n);
      }
      for (const children of [[], [11n, 12n]]) {
        await expect(ofAlice.execute([{ ...mergeOperation([1n, 2n], 11n), children }]))
          .to.be.revertedWithCustomError(lots, "OperationMalformed")
          .withArgs(2n, 2n, children.length);
      }
    });
  });

  describe("refine", () => {
    it("makes a lot of the parent's owner with a provenance made from the parent's", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      const terms = { ...freshTerms(), documentsHash: id("toll"), note: "0x03" };
      await expect(ofAlice.execute([refineOperation(4n, 11n, terms)]))
        .to.emit(lots, "LotRefined")
        .withArgs(4n, 11n, 9n, terms.permit, REGISTRY, TODAY, terms.documentsHash, terms.note);
      const lot = await lots.lotOf(11n);
      expect([lot.owner, lot.status, lot.kind, lot.provenanceId]).to.deep.equal([
        alice.address,
        ACTIVE,
        3n,
        9n,
      ]);
      expect((await lots.lotOf(4n)).status).to.equal(CONSUMED);
      expect(await lots.parentProvenances(9)).to.deep.equal([4n]);
      expect(await lots.balanceOf(alice.address)).to.equal(8n);
    });

    it("obeys the rules of site operations: submitter, day, registry, permit", async () => {
      const { lots, accreditation, ofAlice, alice, bob } = await networkHelpers.loadFixture(mintedFixture);
      const named = refineOperation(1n, 11n, { ...freshTerms(), submitter: bob.address });
      await expect(ofAlice.execute([named]))
        .to.be.revertedWithCustomError(lots, "SubmitterMismatch")
        .withArgs(bob.address, alice.address);
      const late = refineOperation(1n, 11n, { ...freshTerms(), day: TODAY - 2n });
      await expect(ofAlice.execute([late]))
        .to.be.revertedWithCustomError(lots, "DayOutOfRange")
        .withArgs(TODAY - 2n, TODAY);
      const other = refineOperation(1n, 11n, { ...freshTerms(), registry: 778n });
      await expect(ofAlice.execute([other]))
        .to.be.revertedWithCustomError(accreditation, "RegistryNotAccepted")
        .withArgs(778n);
      const terms = freshTerms();
      await ofAlice.execute([mintOperation(11n, alice.address, terms)]);
      await expect(ofAlice.execute([refineOperation(1n, 12n, terms)]))
        .to.be.revertedWithCustomError(lots, "PermitUsed")
        .withArgs(terms.permit);
    });

    it("is bound to documents and note, and to no recipient", async () => {
      const { lots, verifier, ofAlice, alice, bob } = await networkHelpers.loadFixture(mintedFixture);
      const operation = refineOperation(1n, 11n, freshTerms());
      for (const change of [{ documentsHash: id("other") }, { note: "0x00" }, { day: TODAY - 1n }]) {
        await expect(ofAlice.execute([{ ...operation, ...change }])).to.be.revertedWithCustomError(
          verifier,
          "VerifierProofRejected",
        );
      }
      await ofAlice.execute([{ ...operation, recipient: bob.address }]);
      expect(await lots.ownerOf(11n)).to.equal(alice.address);
    });

    it("takes one parent and makes one child", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      const operation = refineOperation(1n, 11n, freshTerms());
      await expect(ofAlice.execute([{ ...operation, parents: [1n, 2n] }]))
        .to.be.revertedWithCustomError(lots, "OperationMalformed")
        .withArgs(3n, 2n, 1n);
      await expect(ofAlice.execute([{ ...operation, children: [11n, 12n] }]))
        .to.be.revertedWithCustomError(lots, "OperationMalformed")
        .withArgs(3n, 1n, 2n);
      await expect(ofAlice.execute([{ ...mintOperation(11n, ZeroAddress, freshTerms()), parents: [1n] }]))
        .to.be.revertedWithCustomError(lots, "OperationMalformed")
        .withArgs(0n, 1n, 1n);
    });
  });

  describe("who may use a lot", () => {
    const uses = (lotId: bigint): TestOperation[] => [
      splitOperation(lotId, [11n, 12n]),
      mergeOperation([lotId], 13n),
      refineOperation(lotId, 14n, freshTerms()),
    ];

    it("is not a stranger, nor a former owner", async () => {
      const { lots, ofAlice, alice, bob, stranger } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.transferFrom(alice.address, bob.address, 1n);
      for (const sender of [stranger, alice]) {
        for (const operation of uses(1n)) {
          await expect(lots.connect(sender).execute([operation]))
            .to.be.revertedWithCustomError(lots, "ERC721InsufficientApproval")
            .withArgs(sender.address, 1n);
        }
        await expect(lots.connect(sender).retire(1n, ZeroHash))
          .to.be.revertedWithCustomError(lots, "ERC721InsufficientApproval")
          .withArgs(sender.address, 1n);
      }
    });

    it("is an approved account or an operator, who never keeps the outputs", async () => {
      const { lots, ofAlice, alice, bob, carol } = await networkHelpers.loadFixture(mintedFixture);
      for (const lotId of [1n, 2n, 3n]) await ofAlice.approve(bob.address, lotId);
      await ofAlice.setApprovalForAll(carol.address, true);
      await lots
        .connect(bob)
        .execute([
          splitOperation(1n, [11n, 12n]),
          mergeOperation([2n], 13n),
          refineOperation(3n, 14n, freshTerms()),
        ]);
      await lots.connect(carol).execute([mergeOperation([11n, 12n, 13n, 14n], 15n)]);
      expect(await lots.ownerOf(15n)).to.equal(alice.address);
      expect(await lots.balanceOf(bob.address)).to.equal(0n);
      expect(await lots.balanceOf(carol.address)).to.equal(0n);
    });

    it("is not an account approved for the parent once the lot is a piece", async () => {
      const { lots, ofAlice, bob } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.approve(bob.address, 1n);
      await lots.connect(bob).execute([splitOperation(1n, [11n, 12n])]);
      await expect(lots.connect(bob).execute([mergeOperation([11n, 12n], 13n)]))
        .to.be.revertedWithCustomError(lots, "ERC721InsufficientApproval")
        .withArgs(bob.address, 11n);
    });

    it("is nobody for a lot that is unknown or has ended", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.execute([mergeOperation([1n], 21n)]);
      await ofAlice.retire(2n, ZeroHash);
      const ended: [bigint, bigint][] = [
        [99n, 0n],
        [0n, 0n],
        [1n, CONSUMED],
        [2n, RETIRED],
      ];
      for (const [lotId, status] of ended) {
        for (const operation of uses(lotId)) {
          await expect(ofAlice.execute([operation]))
            .to.be.revertedWithCustomError(lots, "LotNotActive")
            .withArgs(lotId, status);
        }
        await expect(ofAlice.retire(lotId, ZeroHash))
          .to.be.revertedWithCustomError(lots, "LotNotActive")
          .withArgs(lotId, status);
      }
    });
  });

  describe("execute", () => {
    it("lets later operations use lots made by earlier ones", async () => {
      const { lots, alice } = await networkHelpers.loadFixture(fixture);
      await lots
        .connect(alice)
        .execute([
          mintOperation(1n, alice.address, freshTerms()),
          splitOperation(1n, [2n, 3n]),
          mintOperation(4n, alice.address, freshTerms()),
          mergeOperation([3n, 4n], 5n),
          refineOperation(5n, 6n, freshTerms()),
        ]);
      expect(await lots.balanceOf(alice.address)).to.equal(2n);
      expect((await lots.lotOf(6n)).provenanceId).to.equal(4n);
      expect(await lots.parentProvenances(4)).to.deep.equal([3n]);
      expect(await lots.parentProvenances(3)).to.deep.equal([1n, 2n]);
    });

    it("does all or nothing", async () => {
      const { lots, verifier, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      const wrong = { ...mergeOperation([3n, 4n], 13n), children: [14n] };
      await expect(ofAlice.execute([splitOperation(1n, [11n, 12n]), wrong])).to.be.revertedWithCustomError(
        verifier,
        "VerifierProofRejected",
      );
      expect(await lots.ownerOf(1n)).to.equal(alice.address);
    });

    it("does not take one operation's proof for another's", async () => {
      const { verifier, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      const [one, two] = [splitOperation(1n, [11n, 12n]), splitOperation(2n, [13n, 14n])];
      const swapped = [
        { ...one, proof: two.proof },
        { ...two, proof: one.proof },
      ];
      await expect(ofAlice.execute(swapped)).to.be.revertedWithCustomError(verifier, "VerifierProofRejected");
    });

    it("refuses an empty batch", async () => {
      const { lots, verifier } = await networkHelpers.loadFixture(fixture);
      await expect(lots.execute([])).to.be.revertedWithCustomError(verifier, "VerifierEmptyBatch");
    });

    it("refuses everything if the verifier has no code, for which anything would hold", async () => {
      const { authority, accreditation, alice, stranger } = await networkHelpers.loadFixture(fixture);
      const lots = await ethers.deployContract("CobaltLot", [
        await authority.getAddress(),
        await accreditation.getAddress(),
        stranger.address,
        ZeroHash,
        1n,
      ]);
      await expect(lots.execute([mintOperation(1n, alice.address, freshTerms())]))
        .to.be.revertedWithCustomError(lots, "VerifierMissing")
        .withArgs(stranger.address);
    });

    it("calls no receiver, so that no one acts before the proofs were checked", async () => {
      const { lots } = await networkHelpers.loadFixture(fixture);
      const receiver = await ethers.deployContract("CallingReceiver", ["0xffffffff"]);
      const address = await receiver.getAddress();
      await receiver.prepare("0x12345678");
      await lots.execute([mintOperation(1n, address, freshTerms())]);
      await receiver.forward(
        await lots.getAddress(),
        lots.interface.encodeFunctionData("execute", [[splitOperation(1n, [2n, 3n])]]),
      );
      expect(await lots.balanceOf(address)).to.equal(2n);
      expect(await receiver.called()).to.equal(false);
    });
  });

  describe("retire", () => {
    it("burns the lot and records what it backs", async () => {
      const { lots, ofAlice, alice } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.approve(alice.address, 1n);
      await expect(ofAlice.retire(1n, id("1,510 packs")))
        .to.emit(lots, "LotRetired")
        .withArgs(1n, alice.address, id("1,510 packs"))
        .and.to.emit(lots, "Transfer")
        .withArgs(alice.address, ZeroAddress, 1n);
      const lot = await lots.lotOf(1n);
      expect([lot.owner, lot.status, lot.provenanceId]).to.deep.equal([alice.address, RETIRED, 1n]);
      expect(await lots.purposeOf(1n)).to.equal(id("1,510 packs"));
      expect(await lots.balanceOf(alice.address)).to.equal(7n);
      for (const call of [lots.ownerOf(1n), lots.getApproved(1n), lots.tokenURI(1n)]) {
        await expect(call).to.be.revertedWithCustomError(lots, "ERC721NonexistentToken").withArgs(1n);
      }
    });

    it("may be done by an approved account", async () => {
      const { lots, ofAlice, bob } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.approve(bob.address, 1n);
      await lots.connect(bob).retire(1n, id("packs"));
      expect((await lots.lotOf(1n)).status).to.equal(RETIRED);
    });
  });

  describe("hold and release", () => {
    it("are for those with the role", async () => {
      const { lots, authority, alice, bob } = await networkHelpers.loadFixture(mintedFixture);
      await expect(lots.connect(bob).hold(1n, ZeroHash))
        .to.be.revertedWithCustomError(lots, "AccessManagedUnauthorized")
        .withArgs(bob.address);
      await expect(lots.connect(alice).release(1n))
        .to.be.revertedWithCustomError(lots, "AccessManagedUnauthorized")
        .withArgs(alice.address);
      const selectors = [
        lots.interface.getFunction("hold").selector,
        lots.interface.getFunction("release").selector,
      ];
      await authority.setTargetFunctionRole(await lots.getAddress(), selectors, 7n);
      await authority.grantRole(7n, bob.address, 0n);
      await expect(lots.connect(bob).hold(1n, id("order")))
        .to.emit(lots, "LotHeld")
        .withArgs(1n, id("order"));
      await expect(lots.connect(bob).release(1n)).to.emit(lots, "LotReleased").withArgs(1n);
    });

    it("freeze a lot in its owner's hands and let it go again", async () => {
      const { lots, ofAlice, alice, bob } = await networkHelpers.loadFixture(mintedFixture);
      await lots.hold(1n, ZeroHash);
      expect(await lots.ownerOf(1n)).to.equal(alice.address);
      expect(await lots.balanceOf(alice.address)).to.equal(8n);
      const uses = [
        ofAlice.transferFrom(alice.address, bob.address, 1n),
        ofAlice.execute([splitOperation(1n, [11n, 12n])]),
        ofAlice.execute([mergeOperation([2n, 1n], 13n)]),
        ofAlice.execute([refineOperation(1n, 14n, freshTerms())]),
        ofAlice.retire(1n, ZeroHash),
        lots.hold(1n, ZeroHash),
      ];
      for (const use of uses) {
        await expect(use).to.be.revertedWithCustomError(lots, "LotNotActive").withArgs(1n, HELD);
      }
      await lots.release(1n);
      await ofAlice.transferFrom(alice.address, bob.address, 1n);
      expect(await lots.ownerOf(1n)).to.equal(bob.address);
    });

    it("do not bring an ended or unknown lot back", async () => {
      const { lots, ofAlice } = await networkHelpers.loadFixture(mintedFixture);
      await ofAlice.retire(1n, ZeroHash);
      const wrong: [bigint, bigint][] = [
        [1n, RETIRED],
        [2n, ACTIVE],
        [99n, 0n],
      ];
      for (const [lotId, status] of wrong) {
        await expect(lots.release(lotId))
          .to.be.revertedWithCustomError(lots, "LotNotHeld")
          .withArgs(lotId, status);
      }
      await expect(lots.hold(1n, ZeroHash))
        .to.be.revertedWithCustomError(lots, "LotNotActive")
        .withArgs(1n, RETIRED);
      await expect(lots.hold(99n, ZeroHash))
        .to.be.revertedWithCustomError(lots, "LotNotActive")
        .withArgs(99n, 0n);
    });
  });

  it("answers for an unknown lot with a record of zeros", async () => {
    const { lots } = await networkHelpers.loadFixture(fixture);
    expect(await lots.lotOf(99n)).to.deep.equal([ZeroAddress, 0n, 0n, 0n, 0n]);
  });
});
