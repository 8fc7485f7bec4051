import { expect } from "chai";
import { hexlify, id, randomBytes, ZeroHash } from "ethers";
import { describe, it } from "mocha";

import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { mined } from "../../scripts/chain/refusal.ts";

import { UNBOUND } from "../fixtures/attack-sites.ts";
import { mergeOf, splitOf } from "../fixtures/attack-statements.ts";
import { attackWorld, type AttackWorld } from "../fixtures/attack-world.ts";
import { type LotFacts, lotIdOf } from "../fixtures/circuits/lot.ts";
import { blended } from "../fixtures/circuits/merge.ts";
import { LOSS, encoded } from "../fixtures/operations.ts";

const NEXT_YEAR = 1_800_000_000;
const RECEIVED = "0x150b7a02";
const lotInterface = CobaltLot__factory.createInterface();

describe("attacks on ownership", () => {
  let ore: LotFacts;
  let scrap: LotFacts;
  let oreId = 0n;
  let scrapId = 0n;
  const world = attackWorld(async (w) => {
    const mined = await w.mint("mine");
    const recycled = await w.mint("recycler");
    await w.perform(w.alice, mined, recycled);
    [ore, scrap] = [mined.lot, recycled.lot];
    [oreId, scrapId] = [lotIdOf(ore), lotIdOf(scrap)];
  });
  const lotsOf = ({ contracts }: AttackWorld, by: AttackWorld["alice"]) => contracts.cobaltLot.connect(by);
  const statusOf = async ({ contracts }: AttackWorld, lotId: bigint) =>
    (await contracts.cobaltLot.lotOf(lotId)).status;
  const splitOre = (w: AttackWorld) => w.prove(splitOf(ore, [1n, ore.massGrams - 1n]));
  const blend = (w: AttackWorld) => w.prove(mergeOf({ parents: [ore, scrap], child: blended([ore, scrap]) }));

  describe("by operations", () => {
    it("a parent named twice, whose mass would count twice", async () => {
      const w = world();
      const twice = [ore, ore];
      const honest = await blend(w);
      await lotsOf(w, w.alice).execute.staticCall(encoded([honest]));
      // the circuit has nothing against it: the contract must
      const doubled = await w.prove(mergeOf({ parents: twice, child: blended(twice) }));
      await w.expectRefused(w.send(w.alice, doubled), "LotNotActive", oreId);
    });

    it("a lot made under an id that exists", async () => {
      const w = world();
      const split = splitOf(ore, [1n, ore.massGrams - 1n]);
      await w.perform(w.alice, split);
      const join = (salt: bigint) =>
        w.prove(mergeOf({ parents: split.pieces, child: { ...ore, salt }, sameProvenance: 1n }));
      await lotsOf(w, w.alice).execute.staticCall(encoded([await join(9n)]));
      // the parent as it was, opening and all
      await w.expectRefused(w.send(w.alice, await join(ore.salt)), "LotExists", oreId);
    });

    it("a stranger who knows the opening", async () => {
      const w = world();
      const split = await splitOre(w);
      const thief = w.mallory.address;
      await w.expectRefused(w.send(w.mallory, split), "ERC721InsufficientApproval", thief, oreId);
      await w.expectRefused(
        lotsOf(w, w.mallory).retire(oreId, LOSS, ZeroHash),
        "ERC721InsufficientApproval",
        thief,
      );
      await w.send(w.alice, split);
    });

    it("an operator who would keep what it makes", async () => {
      const w = world();
      await lotsOf(w, w.alice).setApprovalForAll(w.mallory.address, true);
      const split = await splitOre(w);
      await w.send(w.mallory, split);
      for (const piece of split.children) {
        expect(await w.contracts.cobaltLot.ownerOf(piece)).to.equal(w.alice.address);
      }
    });

    it("lots of two owners merged by an operator of both", async () => {
      const w = world();
      await lotsOf(w, w.alice).setApprovalForAll(w.mallory.address, true);
      await lotsOf(w, w.bob).setApprovalForAll(w.mallory.address, true);
      const merge = await blend(w);
      await lotsOf(w, w.mallory).execute.staticCall(encoded([merge]));
      await lotsOf(w, w.alice).transferFrom(w.alice.address, w.bob.address, scrapId);
      await w.expectRefused(w.send(w.mallory, merge), "LotOwnersDiffer", w.bob.address, w.alice.address);
    });

    it("a rival's lot used later in the batch that mints it", async () => {
      const w = world();
      const context = { ...UNBOUND, recipient: w.bob.address };
      const minted = await w.mint("mine", { permitIndex: 1n, salt: 4n }, context);
      const { lot } = minted;
      const batch = [await w.prove(minted), await w.prove(splitOf(lot, [1n, lot.massGrams - 1n]))];
      await lotsOf(w, w.bob).execute.staticCall(encoded(batch));
      const stolen = lotsOf(w, w.mallory).execute(encoded(batch));
      await w.expectRefused(stolen, "ERC721InsufficientApproval", w.mallory.address, lotIdOf(lot));
    });

    it("an old approval used on what became of the lot", async () => {
      const w = world();
      await lotsOf(w, w.alice).approve(w.mallory.address, oreId);
      const split = splitOf(ore, [1n, ore.massGrams - 1n]);
      await w.perform(w.alice, split);
      const [, rest = ore] = split.pieces;
      await w.perform(w.alice, splitOf(rest, [rest.massGrams]));
      for (const lotId of [oreId, ...split.pieces.map(lotIdOf)]) {
        const stolen = lotsOf(w, w.mallory).transferFrom(w.alice.address, w.mallory.address, lotId);
        await expect(stolen).to.be.revert(w.connection.ethers);
      }
    });

    it("a lot retired twice, or used after it was retired", async () => {
      const w = world();
      const split = await splitOre(w);
      await lotsOf(w, w.alice).execute.staticCall(encoded([split]));
      await lotsOf(w, w.alice).retire(oreId, LOSS, id("a battery"));
      await w.expectRefused(lotsOf(w, w.alice).retire(oreId, LOSS, id("another")), "LotNotActive", oreId);
      await w.expectRefused(w.send(w.alice, split), "LotNotActive", oreId);
      expect(await w.contracts.cobaltLot.purposeOf(oreId)).to.equal(id("a battery"));
    });

    it("a receiver that acts while a lot is on its way to it", async () => {
      const w = world();
      const receiver = await w.connection.ethers.deployContract("CallingReceiver", [RECEIVED]);
      const address = await receiver.getAddress();
      await receiver.prepare(
        lotInterface.encodeFunctionData("transferFrom", [w.alice.address, address, oreId]),
      );
      const safely = lotsOf(w, w.alice)["safeTransferFrom(address,address,uint256)"];
      await safely(w.alice.address, address, scrapId);
      expect([await receiver.called(), await receiver.succeeded()]).to.deep.equal([true, false]);
      expect(await w.contracts.cobaltLot.ownerOf(oreId)).to.equal(w.alice.address);
    });

    it("a receiver that acts while a lot is minted for it, before the proof was looked at", async () => {
      const w = world();
      const receiver = await w.connection.ethers.deployContract("CallingReceiver", [RECEIVED]);
      const context = { ...UNBOUND, recipient: await receiver.getAddress() };
      const operation = await w.prove(await w.mint("mine", { permitIndex: 1n, salt: 5n }, context));
      await receiver.prepare(lotInterface.encodeFunctionData("execute", [encoded([operation])]));
      await w.send(w.mallory, operation);
      expect(await receiver.called()).to.equal(false);
    });
  });

  describe("by an offer", () => {
    const offer = (w: AttackWorld, note = "0x") =>
      lotsOf(w, w.alice).offer(oreId, w.bob.address, NEXT_YEAR, note);

    it("a lot taken over by somebody else than the buyer", async () => {
      const w = world();
      await offer(w);
      await w.expectRefused(lotsOf(w, w.mallory).accept(oreId), "OfferNotToSender", w.mallory.address);
      await w.expectRefused(lotsOf(w, w.alice).accept(oreId), "OfferNotToSender", w.alice.address);
      await lotsOf(w, w.bob).accept(oreId);
      expect(await w.contracts.cobaltLot.ownerOf(oreId)).to.equal(w.bob.address);
    });

    it("a lot emptied, moved or promised again just before the buyer accepts", async () => {
      const w = world();
      const split = await splitOre(w);
      await lotsOf(w, w.alice).approve(w.mallory.address, oreId);
      await offer(w);
      for (const call of [
        w.send(w.alice, split),
        lotsOf(w, w.alice).retire(oreId, LOSS, ZeroHash),
        lotsOf(w, w.alice).transferFrom(w.alice.address, w.mallory.address, oreId),
        lotsOf(w, w.mallory).transferFrom(w.alice.address, w.mallory.address, oreId),
        lotsOf(w, w.alice).offer(oreId, w.mallory.address, NEXT_YEAR, "0x"),
      ]) {
        await w.expectRefused(call, "LotNotActive", oreId);
      }
      await lotsOf(w, w.bob).accept(oreId);
      // and the seller's approvals are over
      const late = lotsOf(w, w.mallory).transferFrom(w.bob.address, w.mallory.address, oreId);
      await w.expectRefused(late, "ERC721InsufficientApproval", w.mallory.address);
    });

    it("an offer taken up after it was cancelled, rejected or has run out", async () => {
      const w = world();
      await offer(w);
      await lotsOf(w, w.bob).accept.staticCall(oreId);
      await lotsOf(w, w.alice).cancel(oreId);
      await w.expectRefused(lotsOf(w, w.bob).accept(oreId), "LotNotOffered", oreId);
      await offer(w);
      await w.expectRefused(lotsOf(w, w.mallory).reject(oreId), "OfferNotToSender");
      await w.expectRefused(lotsOf(w, w.mallory).cancel(oreId), "ERC721InsufficientApproval");
      await lotsOf(w, w.bob).reject(oreId);
      await w.expectRefused(lotsOf(w, w.bob).accept(oreId), "LotNotOffered", oreId);
      await offer(w);
      await w.connection.networkHelpers.time.increaseTo(NEXT_YEAR);
      await w.expectRefused(lotsOf(w, w.bob).accept(oreId), "OfferExpired", NEXT_YEAR);
    });

    it("an offer with a garbage note: it binds the buyer to nothing, and the seller keeps the lot", async () => {
      const w = world();
      await offer(w, hexlify(randomBytes(16)));
      expect(await w.contracts.cobaltLot.ownerOf(oreId)).to.equal(w.alice.address);
      await lotsOf(w, w.bob).reject(oreId);
      expect(await statusOf(w, oreId)).to.equal(1n);
      await w.send(w.alice, await splitOre(w));
    });

    it("a contract account's lot, by anybody's signature: only calls of its own move it", async () => {
      const w = world();
      const account = await w.connection.ethers.deployContract("CallingReceiver", [RECEIVED]);
      const address = await account.getAddress();
      await lotsOf(w, w.alice).offer(oreId, address, NEXT_YEAR, "0x");
      await w.expectRefused(lotsOf(w, w.mallory).accept(oreId), "OfferNotToSender", address);
      const lots = await w.contracts.cobaltLot.getAddress();
      await account.forward(lots, lotInterface.encodeFunctionData("accept", [oreId]));
      expect(await w.contracts.cobaltLot.ownerOf(oreId)).to.equal(address);
      const stolen = lotsOf(w, w.mallory).transferFrom(address, w.mallory.address, oreId);
      await w.expectRefused(stolen, "ERC721InsufficientApproval", w.mallory.address);
    });
  });

  describe("by a hold", () => {
    it("a lot frozen or freed by somebody without the role", async () => {
      const w = world();
      const { surveillance, accreditor, administrator } = w.deployed;
      for (const signer of [w.mallory, w.alice, accreditor, administrator]) {
        const lots = w.contracts.cobaltLot.connect(signer);
        await w.expectRefused(lots.hold([oreId], ZeroHash), "AccessManagedUnauthorized", signer.address);
      }
      await w.contracts.cobaltLot.connect(surveillance).hold([oreId], ZeroHash);
      await w.expectRefused(
        lotsOf(w, w.alice).release([oreId]),
        "AccessManagedUnauthorized",
        w.alice.address,
      );
    });

    it("a held lot slipped away, split or retired", async () => {
      const w = world();
      const lots = w.contracts.cobaltLot.connect(w.deployed.surveillance);
      const split = await splitOre(w);
      await lotsOf(w, w.alice).execute.staticCall(encoded([split]));
      await lots.hold([oreId], ZeroHash);
      for (const call of [
        w.send(w.alice, split),
        lotsOf(w, w.alice).retire(oreId, LOSS, ZeroHash),
        lotsOf(w, w.alice).transferFrom(w.alice.address, w.bob.address, oreId),
        lotsOf(w, w.alice).offer(oreId, w.bob.address, NEXT_YEAR, "0x"),
      ]) {
        await w.expectRefused(call, "LotNotActive", oreId);
      }
      await lots.release([oreId]);
      await w.send(w.alice, split);
    });

    it("a lot brought back to life by a release", async () => {
      const w = world();
      const lots = w.contracts.cobaltLot.connect(w.deployed.surveillance);
      await lots.hold([oreId], ZeroHash);
      await lots.release([oreId]);
      await lotsOf(w, w.alice).retire(oreId, LOSS, ZeroHash);
      const before = await lots.lotOf(oreId);
      await lots.release([oreId]);
      await lots.hold([oreId], ZeroHash);
      await lots.release([oreId]);
      expect(await lots.lotOf(oreId)).to.deep.equal(before);
      await w.expectRefused(lots.ownerOf(oreId), "ERC721NonexistentToken", oreId);
    });

    it("an approval or an offer older than a hold, used on the day of the release", async () => {
      const w = world();
      const lots = w.contracts.cobaltLot.connect(w.deployed.surveillance);
      const owner = lotsOf(w, w.alice);
      const take = async () =>
        lotsOf(w, w.mallory).transferFrom.staticCall(w.alice.address, w.mallory.address, oreId);
      await owner.approve(w.mallory.address, oreId);
      await take();
      await lots.hold([oreId], ZeroHash);
      await w.expectRefused(take(), "ERC721InsufficientApproval", w.mallory.address, oreId);
      await lots.release([oreId]);
      await w.expectRefused(take(), "ERC721InsufficientApproval", w.mallory.address, oreId);

      await owner.offer(oreId, w.mallory.address, NEXT_YEAR, "0x");
      await lotsOf(w, w.mallory).accept.staticCall(oreId);
      await lots.hold([oreId], ZeroHash);
      await lots.release([oreId]);
      await w.expectRefused(lotsOf(w, w.mallory).accept(oreId), "LotNotOffered", oreId);
    });

    it("a list of holds that fails because one of its lots has been split meanwhile", async () => {
      const w = world();
      const lots = w.contracts.cobaltLot.connect(w.deployed.surveillance);
      const split = await splitOre(w);
      await w.send(w.alice, split);
      const [piece = 0n] = split.children.map(BigInt);
      await lots.hold([oreId, piece], ZeroHash);
      await w.expectRefused(lotsOf(w, w.alice).retire(piece, LOSS, ZeroHash), "LotNotActive", piece);
    });
  });

  describe("by a published key", () => {
    const KEY = `0x${"42".repeat(31)}01`;
    it("a key put in the place of a firm's, or published twice", async () => {
      const w = world();
      const { participants } = w.contracts;
      await mined(participants.connect(w.alice).publish(0, KEY));
      await mined(participants.connect(w.mallory).publish(0, `0x${"43".repeat(31)}01`));
      expect(await participants.keyOf(w.alice.address)).to.deep.equal([KEY, 0n]);
      await w.expectRefused(participants.connect(w.alice).publish(0, KEY), "KeyIndexUnexpected");
      const lowOrder = `0x01${"00".repeat(31)}`;
      await w.expectRefused(participants.connect(w.alice).publish(1, lowOrder), "KeyInvalid", lowOrder);
    });
  });
});
