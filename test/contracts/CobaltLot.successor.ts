import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { gasOf } from "../../scripts/bench/gas.ts";
import { movePurpose, NO_PREDECESSOR, type Predecessor } from "../../scripts/chain/predecessor.ts";
import { FOOTPRINT_METHOD, freshTerms, mintLots, deployWithLots } from "../fixtures/lots-fixture.ts";
import {
  encoded,
  LOSS,
  mergeOperation,
  mintOperation,
  MOVED,
  refineOperation,
  splitOperation,
} from "../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const ACTIVE = 1n;
const [MADE_BY_MINT, MADE_BY_SPLIT] = [0n, 1n];

/** Alice's lots 1 to 8; of 1 the pieces 11 and 12; 13 = 11 + 2, of provenance 9; and a cut after all of them. */
async function predecessorFixture() {
  const all = await deployWithLots(ethers);
  const { ofAlice, lots } = all;
  await ofAlice.execute(encoded([splitOperation(1n, [11n, 12n]), mergeOperation([11n, 2n], 13n)]));
  const { chainId } = await ethers.provider.getNetwork();
  const deploySuccessor = async (of: Partial<Predecessor> = {}, method = FOOTPRINT_METHOD) =>
    ethers.deployContract("CobaltLot", [
      await all.authority.getAddress(),
      await all.accreditation.getAddress(),
      await all.verifier.getAddress(),
      method,
      1n,
      {
        cobaltLot: await lots.getAddress(),
        lastProvenanceId: 9n,
        lastCreatedAt: await networkHelpers.time.latest(),
        ...of,
      },
    ]);
  const purposeFor = async (successor: { getAddress(): Promise<string> }, recipient: string) =>
    movePurpose({ chainId, cobaltLot: await successor.getAddress() }, recipient);
  return { ...all, deploySuccessor, purposeFor };
}

async function fixture() {
  const all = await predecessorFixture();
  const { alice, ofAlice, deploySuccessor, purposeFor } = all;
  const next = await deploySuccessor();
  /** Retires Alice's lots as moved to the successor, for her. */
  const moveAll = async (...lotIds: bigint[]) => {
    for (const lotId of lotIds) {
      await ofAlice.retire(lotId, MOVED, await purposeFor(next, alice.address));
    }
  };
  return { ...all, next, asAlice: next.connect(alice), moveAll };
}

// P-34
describe("CobaltLot after a predecessor", () => {
  it("adopts a lot that was moved to it, under its ids, kind and age, by anybody's hand", async () => {
    const { next, alice, lots, moveAll, stranger } = await networkHelpers.loadFixture(fixture);
    await moveAll(12n, 13n);
    const [piece, blend] = [await lots.lotOf(12n), await lots.lotOf(13n)];
    await networkHelpers.time.increase(86_400);
    await expect(next.connect(stranger).adopt(12n, alice.address))
      .to.emit(next, "LotAdopted")
      .withArgs(12n, 1n, alice.address)
      .and.to.emit(next, "Transfer")
      .withArgs(ZeroAddress, alice.address, 12n);
    await next.connect(stranger).adopt(13n, alice.address);
    const adopted = await next.lotOf(12n);
    expect([
      adopted.owner,
      adopted.status,
      adopted.kind,
      adopted.createdAt,
      adopted.provenanceId,
    ]).to.deep.equal([alice.address, ACTIVE, MADE_BY_SPLIT, piece.createdAt, 1n]);
    expect((await next.lotOf(13n)).createdAt).to.equal(blend.createdAt);
    expect(await next.ownerOf(12n)).to.equal(alice.address);
    expect(await next.balanceOf(alice.address)).to.equal(2n);
    expect([...(await next.parentProvenances(9))]).to.deep.equal([1n, 2n]);
    expect(await next.tokenURI(13n)).to.be.a("string");
  });

  it("goes on with what it adopted as if it had made it, sisters staying sisters", async () => {
    const { next, asAlice, alice, ofAlice, moveAll } = await networkHelpers.loadFixture(fixture);
    await ofAlice.execute(encoded([splitOperation(12n, [21n, 22n])]));
    // made after the cut
    await moveAll(21n);
    await expect(next.adopt(21n, alice.address)).to.be.revertedWithCustomError(next, "LotAfterCut");

    await moveAll(3n, 4n, 13n);
    for (const lotId of [3n, 4n, 13n]) await next.adopt(lotId, alice.address);
    await asAlice.execute(
      encoded([
        splitOperation(3n, [31n, 32n]),
        mergeOperation([31n, 32n], 33n, true),
        mergeOperation([33n, 4n, 13n], 34n),
        refineOperation(34n, 35n, freshTerms()),
      ]),
    );
    expect((await next.lotOf(33n)).provenanceId).to.equal(3n);
    // ids go on from the cut, across a group of the ancestry's
    expect(await next.provenanceCount()).to.equal(11n);
    expect((await next.lotOf(34n)).provenanceId).to.equal(10n);
    expect([...(await next.parentProvenances(10))]).to.deep.equal([3n, 4n, 9n]);
    expect([...(await next.parentProvenances(11))]).to.deep.equal([10n]);
    expect([...(await next.parentProvenances(3))]).to.deep.equal([]);
    expect([...(await next.parentProvenances(12))]).to.deep.equal([]);
  });

  it("adopts a lot once, for one heir, in one successor", async () => {
    const { next, asAlice, alice, bob, deploySuccessor, moveAll } = await networkHelpers.loadFixture(fixture);
    const other = await deploySuccessor();
    await moveAll(3n);
    for (const [where, recipient] of [
      [next, bob.address],
      [other, alice.address],
    ] as const) {
      await expect(where.adopt(3n, recipient))
        .to.be.revertedWithCustomError(next, "LotNotMoved")
        .withArgs(3n, recipient);
    }
    await expect(next.adopt(3n, ZeroAddress)).to.be.revertedWithCustomError(next, "ERC721InvalidReceiver");
    await next.adopt(3n, alice.address);
    await expect(next.adopt(3n, alice.address)).to.be.revertedWithCustomError(next, "LotExists").withArgs(3n);
    await asAlice.retire(3n, LOSS, ZeroHash);
    await expect(next.adopt(3n, alice.address)).to.be.revertedWithCustomError(next, "LotExists").withArgs(3n);
  });

  it("adopts only what was retired as moved, with the right purpose", async () => {
    const { next, alice, lots, ofAlice, purposeFor, bob } = await networkHelpers.loadFixture(fixture);
    const purpose = await purposeFor(next, alice.address);
    await ofAlice.retire(3n, LOSS, purpose);
    await ofAlice.retire(4n, MOVED, ZeroHash);
    await lots.hold([5n], ZeroHash);
    await ofAlice.offer(6n, bob.address, 4_000_000_000n, "0x");
    // as loss, for nothing, held, offered, active, consumed, unknown
    for (const lotId of [3n, 4n, 5n, 6n, 7n, 1n, 999n]) {
      await expect(next.adopt(lotId, alice.address), String(lotId))
        .to.be.revertedWithCustomError(next, "LotNotMoved")
        .withArgs(lotId, alice.address);
    }
    for (const lotId of [5n, 6n]) {
      await expect(ofAlice.retire(lotId, MOVED, purpose)).to.be.revertedWithCustomError(lots, "LotNotActive");
    }
  });

  it("adopts nothing of beyond the cut, by its provenance or by its own age", async () => {
    const { next, alice, ofAlice, deploySuccessor, moveAll, purposeFor } =
      await networkHelpers.loadFixture(fixture);
    const { createdAt } = await ofAlice.lotOf(13n);
    // 13 was made in the last second that counts, and its provenance is the last
    for (const [cut, isRefused] of [
      [{ lastProvenanceId: 9n, lastCreatedAt: createdAt }, false],
      [{ lastProvenanceId: 8n, lastCreatedAt: createdAt }, true],
      [{ lastProvenanceId: 9n, lastCreatedAt: createdAt - 1n }, true],
    ] as const) {
      await networkHelpers.loadFixture(fixture);
      const other = await deploySuccessor(cut);
      await ofAlice.retire(13n, MOVED, await purposeFor(other, alice.address));
      const adoption = other.adopt(13n, alice.address);
      if (isRefused) {
        await expect(adoption)
          .to.be.revertedWithCustomError(other, "LotAfterCut")
          .withArgs(13n, 9n, createdAt);
      } else await adoption;
    }
    await networkHelpers.loadFixture(fixture);
    await moveAll(13n);
    await next.adopt(13n, alice.address);
  });

  it("makes no lot that a predecessor knows: who has sold it knows its opening", async () => {
    const { next, asAlice, alice, bob, ofAlice, moveAll } = await networkHelpers.loadFixture(fixture);
    await moveAll(4n);
    await next.adopt(4n, alice.address);
    // active there, consumed, offered, retired as moved and here already
    await ofAlice.offer(5n, bob.address, 4_000_000_000n, "0x");
    for (const lotId of [3n, 1n, 5n, 4n]) {
      for (const attempt of [
        mintOperation(lotId, bob.address, freshTerms()),
        splitOperation(4n, [44n, lotId]),
        mergeOperation([4n], lotId),
        refineOperation(4n, lotId, freshTerms()),
      ]) {
        await expect(asAlice.execute(encoded([attempt])), String(lotId))
          .to.be.revertedWithCustomError(next, "LotExists")
          .withArgs(lotId);
      }
      expect(await next.isKnown(lotId)).to.equal(true);
    }
    expect(await next.isKnown(999n)).to.equal(false);
    // made here first, it can come from there no more
    await asAlice.execute(encoded([mintOperation(77n, alice.address, freshTerms())]));
    await ofAlice.execute(encoded([splitOperation(3n, [77n, 78n])]));
    await moveAll(77n);
    await expect(next.adopt(77n, alice.address)).to.be.revertedWithCustomError(next, "LotAfterCut");
  });

  it("takes no permit that was used in a predecessor, whether before the cut or after it", async () => {
    const { next, alice, ofAlice, lots, asAlice, moveAll } = await networkHelpers.loadFixture(fixture);
    const terms = [freshTerms(), freshTerms(), freshTerms()] as const;
    await lots.execute(encoded([mintOperation(51n, alice.address, terms[0])]));
    await ofAlice.execute(encoded([refineOperation(3n, 52n, terms[1])]));
    await moveAll(4n);
    await next.adopt(4n, alice.address);
    for (const { permit, ...rest } of terms.slice(0, 2)) {
      expect(await next.permitUsed(permit)).to.equal(true);
      expect(await next.provenanceOfPermit(permit)).to.equal(0n);
      for (const attempt of [
        mintOperation(53n, alice.address, { permit, ...rest }),
        refineOperation(4n, 53n, { permit, ...rest }),
      ]) {
        await expect(asAlice.execute(encoded([attempt])))
          .to.be.revertedWithCustomError(next, "PermitUsed")
          .withArgs(permit);
      }
    }
    expect(await next.permitUsed(terms[2].permit)).to.equal(false);
    await next.execute(encoded([mintOperation(53n, alice.address, terms[2])]));
    expect(await next.permitUsed(terms[2].permit)).to.equal(true);
  });

  it("asks through a chain of successors: lots, permits, ancestry and moves", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    const { next, asAlice, alice, deploySuccessor, moveAll, purposeFor } = w;
    await moveAll(3n, 13n);
    await next.adopt(3n, alice.address);
    const ours = freshTerms();
    await next.execute(encoded([mintOperation(61n, alice.address, ours)]));
    await asAlice.execute(encoded([mergeOperation([61n, 3n], 62n)]));
    const last = await deploySuccessor({
      cobaltLot: await next.getAddress(),
      lastProvenanceId: await next.provenanceCount(),
    });
    // adopted in the middle after the last cut, of an age before it
    await networkHelpers.time.increase(86_400);
    await next.adopt(13n, alice.address);
    for (const lotId of [13n, 62n]) {
      await asAlice.retire(lotId, MOVED, await purposeFor(last, alice.address));
      await last.adopt(lotId, alice.address);
    }
    expect([...(await last.parentProvenances(11))]).to.deep.equal([10n, 3n]);
    expect([...(await last.parentProvenances(9))]).to.deep.equal([1n, 2n]);
    for (const lotId of [1n, 61n, 62n]) expect(await last.isKnown(lotId)).to.equal(true);
    for (const permit of [ours.permit, freshTerms().permit - 1n]) {
      expect(await last.permitUsed(permit)).to.equal(true);
    }
    const ofLast = last.connect(alice);
    await ofLast.execute(encoded([mergeOperation([13n, 62n], 63n)]));
    expect([...(await last.parentProvenances(12))]).to.deep.equal([9n, 11n]);
  });

  it("has no predecessor but one with code and the same footprint method, cut in what has been", async () => {
    const { lots, deploySuccessor, stranger } = await networkHelpers.loadFixture(predecessorFixture);
    for (const part of [{ lastProvenanceId: 1n }, { lastCreatedAt: 1n }]) {
      await expect(deploySuccessor({ ...NO_PREDECESSOR, ...part })).to.be.revertedWithCustomError(
        lots,
        "PredecessorMissing",
      );
    }
    await expect(deploySuccessor({ cobaltLot: stranger.address }))
      .to.be.revertedWithCustomError(lots, "CodeMissing")
      .withArgs(stranger.address);
    await expect(deploySuccessor({}, id("another method")))
      .to.be.revertedWithCustomError(lots, "FootprintMethodsDiffer")
      .withArgs(FOOTPRINT_METHOD, id("another method"));
    await expect(deploySuccessor({ lastProvenanceId: 10n })).to.be.revertedWithCustomError(
      lots,
      "CutInFuture",
    );
    const later = BigInt(await networkHelpers.time.latest()) + 1000n;
    await expect(deploySuccessor({ lastCreatedAt: later })).to.be.revertedWithCustomError(
      lots,
      "CutInFuture",
    );
    const next = await deploySuccessor({ lastProvenanceId: 0n, lastCreatedAt: 0n });
    expect(await next.provenanceCount()).to.equal(0n);
    await expect(next.deploymentTransaction()).to.emit(next, "CobaltLotDeployed");
    const told = await next.predecessor();
    expect([told.cobaltLot, told.lastProvenanceId, told.lastCreatedAt]).to.deep.equal([
      await lots.getAddress(),
      0n,
      0n,
    ]);
  });

  it("is told apart from a first deployment, which adopts nothing", async () => {
    const { lots, alice } = await networkHelpers.loadFixture(predecessorFixture);
    expect([...(await lots.predecessor())]).to.deep.equal([ZeroAddress, 0n, 0n]);
    await expect(lots.adopt(999n, alice.address)).to.be.revertedWithCustomError(lots, "PredecessorMissing");
    expect(await lots.isKnown(1n)).to.equal(true);
    expect(await lots.isKnown(999n)).to.equal(false);
  });

  it("costs little more than a first deployment, and a move no more than a handover (gas)", async () => {
    const w = await networkHelpers.loadFixture(fixture);
    await w.moveAll(3n, 4n);
    await w.next.adopt(3n, w.alice.address);
    expect(await gasOf(w.next.adopt(4n, w.alice.address))).to.be.at.most(85_000);
    await mintLots(w, w.alice.address, 71n);
    await w.next.execute(encoded([mintOperation(72n, w.alice.address, freshTerms())]));
    const there = await gasOf(w.lots.execute(encoded([mintOperation(73n, w.alice.address, freshTerms())])));
    const here = await gasOf(w.next.execute(encoded([mintOperation(74n, w.alice.address, freshTerms())])));
    expect(here - there).to.be.within(5_000, 12_000);
    expect((await w.next.lotOf(74n)).kind).to.equal(MADE_BY_MINT);
  });
});
