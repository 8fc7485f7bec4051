import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import {
  ASM,
  bit,
  deployRunning,
  GOOD,
  leafOfOne,
  NON_ASM,
  REFINED,
  RMAP,
  survives,
  TODAY,
} from "../fixtures/accreditation-running.ts";
import { keysOf, keysStruct, MINT, REFINE, termsOn } from "../fixtures/accreditation.ts";

const { ethers, networkHelpers } = await network.create("simulated");

async function running() {
  return deployRunning(ethers);
}

describe("Accreditation's attributes", () => {
  describe("open attributes", () => {
    const only = (...attributes: number[]) => ({
      attributes: attributes.reduce((set, attribute) => set | bit(attribute), 0n),
    });

    it("are the only ones that a site holds, proposed or in the tree, whatever a controller would", async () => {
      const { accreditation, byAccreditor, byController, byOther } =
        await networkHelpers.loadFixture(running);
      await byAccreditor.amend(1, termsOn(TODAY, only(RMAP)));
      await byAccreditor.propose(keysStruct(keysOf(3)), MINT, termsOn(TODAY, only(RMAP)));
      for (const siteId of [1, 3]) {
        await expect(byOther.grant(siteId, ASM, 0, 65_535))
          .to.be.revertedWithCustomError(accreditation, "AttributeNotOpen")
          .withArgs(siteId, ASM);
        await byController.grant(siteId, RMAP, ...GOOD);
      }
    });

    it("end a grant when they are closed: its bit, its dates and its group are free again", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { accreditation, byAccreditor, byController, byOther } = all;
      await byOther.grant(1, ASM, 0, 65_535);
      await byController.grant(1, RMAP, ...GOOD);
      const closing = () =>
        expect(byAccreditor.amend(1, termsOn(TODAY, only(RMAP, NON_ASM))))
          .to.emit(accreditation, "GrantClosed")
          .withArgs(1, ASM);
      expect(await survives(all, closing), "a grant less").to.equal(false);
      expect(await accreditation.leafOf(1)).to.equal(leafOfOne({ grants: bit(RMAP) }));
      expect(await accreditation.grantOf(1, ASM)).to.deep.equal([0n, 0n]);
      await byController.grant(1, NON_ASM, ...GOOD);
      await expect(byOther.grant(1, ASM, ...GOOD))
        .to.be.revertedWithCustomError(accreditation, "AttributeNotOpen")
        .withArgs(1, ASM);
      await expect(byOther.revoke(1, ASM))
        .to.be.revertedWithCustomError(accreditation, "GrantNotHeld")
        .withArgs(1, ASM);
    });

    it("leave other grants alone, and older registries too if nothing is held", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { accreditation, byAccreditor, byController } = all;
      await byController.grant(1, RMAP, ...GOOD);
      const better = termsOn(TODAY, { ...only(RMAP), permits: 11 });
      const closing = () => expect(byAccreditor.amend(1, better)).not.to.emit(accreditation, "GrantClosed");
      expect(await survives(all, closing)).to.equal(true);
      expect(await accreditation.grantOf(1, RMAP)).to.deep.equal(GOOD.map(BigInt));
    });

    it("end the grants of a site that is out of the tree, so that it comes back without them", async () => {
      const { accreditation, byAccreditor, byOther } = await networkHelpers.loadFixture(running);
      await byOther.grant(1, ASM, 0, 65_535);
      await byAccreditor.suspend(1);
      await byAccreditor.amend(1, termsOn(TODAY, only()));
      await byAccreditor.reinstate(1);
      expect(await accreditation.leafOf(1)).to.equal(leafOfOne({ grants: 0n }));
    });

    it("take in the last of the 18", async () => {
      const all = await networkHelpers.loadFixture(running);
      const definition = { name: "the last", controller: all.controller, group: 0, rule: 0 };
      await all.bySchemes.defineAttribute(17, definition);
      await all.byAccreditor.amend(1, termsOn(TODAY, only(17)));
      await all.byController.grant(1, 17, ...GOOD);
      expect(await all.accreditation.leafOf(1)).to.equal(leafOfOne({ grants: bit(17) }));
      await all.byAccreditor.amend(1, termsOn(TODAY, only()));
      expect(await all.accreditation.leafOf(1)).to.equal(leafOfOne({ grants: 0n }));
    });

    it("take in what refining raises at a mint only by a word of its own, at a refinery with the others", async () => {
      const { accreditation, byAccreditor, byController } = await networkHelpers.loadFixture(running);
      await expect(byController.grant(1, REFINED, ...GOOD))
        .to.be.revertedWithCustomError(accreditation, "AttributeNotOpen")
        .withArgs(1, REFINED);
      await byAccreditor.amend(1, termsOn(TODAY, { raisedAtMint: bit(REFINED) }));
      await byController.grant(1, REFINED, ...GOOD);
      await byAccreditor.propose(keysStruct(keysOf(3)), REFINE, termsOn(TODAY));
      await byController.grant(3, REFINED, ...GOOD);
      // the word taken back ends the grant, though the attribute itself stays open
      await expect(byAccreditor.amend(1, termsOn(TODAY)))
        .to.emit(accreditation, "GrantClosed")
        .withArgs(1, REFINED);
    });

    it("need the word for raising only where refining raises", async () => {
      const { accreditation, byAccreditor, byController } = await networkHelpers.loadFixture(running);
      const terms = termsOn(TODAY, { ...only(RMAP, REFINED), raisedAtMint: bit(RMAP) });
      await byAccreditor.amend(1, terms);
      await byController.grant(1, RMAP, ...GOOD);
      await expect(byController.grant(1, REFINED, ...GOOD))
        .to.be.revertedWithCustomError(accreditation, "AttributeNotOpen")
        .withArgs(1, REFINED);
    });
  });

  describe("another controller", () => {
    const DELAY = 14 * 86_400;

    it("takes an attribute over that its controller offers, which then has no say any more", async () => {
      const { accreditation, byController, byOther, controller, otherController } =
        await networkHelpers.loadFixture(running);
      await byController.offerAttribute(RMAP, otherController);
      expect(await accreditation.heirOf(RMAP)).to.equal(otherController.address);
      await byController.grant(1, RMAP, ...GOOD);
      await byOther.acceptAttribute(RMAP);
      expect(await accreditation.heirOf(RMAP)).to.equal(ZeroAddress);
      const attribute = await accreditation.attributeOf(RMAP);
      expect([...attribute]).to.deep.equal(["rmap", otherController.address, 0n, 1n]);
      await expect(byController.grant(2, RMAP, ...GOOD))
        .to.be.revertedWithCustomError(accreditation, "AttributeControllerOnly")
        .withArgs(RMAP, controller.address);
      await byOther.revoke(1, RMAP);
      // of the other attributes of the former controller nothing changed
      await byController.grant(1, NON_ASM, ...GOOD);
    });

    it("may be a contract, whoever sends its transactions: offered, announced, and handing over", async () => {
      const { accreditation, byController, bySchemes, controller, stranger } =
        await networkHelpers.loadFixture(running);
      const wallet = await ethers.deployContract("CallingReceiver", ["0x00000000"]);
      const [address, target] = [await wallet.getAddress(), await accreditation.getAddress()];
      const byWallet = (name: "acceptAttribute" | "offerAttribute", ...args: unknown[]) =>
        wallet
          .connect(stranger)
          .forward(
            target,
            name === "acceptAttribute"
              ? accreditation.interface.encodeFunctionData(name, [RMAP])
              : accreditation.interface.encodeFunctionData(name, [RMAP, String(args[0])]),
          );
      await byController.offerAttribute(RMAP, address);
      await expect(byWallet("acceptAttribute"))
        .to.emit(accreditation, "AttributeAccepted")
        .withArgs(RMAP, controller.address, address);
      expect((await accreditation.attributeOf(RMAP)).controller).to.equal(address);
      await expect(byWallet("offerAttribute", controller.address))
        .to.emit(accreditation, "AttributeOffered")
        .withArgs(RMAP, address, controller.address);
      await byController.acceptAttribute(RMAP);
      await bySchemes.replaceController(RMAP, address);
      await networkHelpers.time.increase(DELAY);
      await byWallet("acceptAttribute");
      expect((await accreditation.attributeOf(RMAP)).controller).to.equal(address);
    });

    it("takes over nothing that was offered to somebody else, withdrawn, or taken before", async () => {
      const { accreditation, byController, byOther, byStranger, otherController, stranger } =
        await networkHelpers.loadFixture(running);
      const refused = (by: typeof byOther, who: string) =>
        expect(by.acceptAttribute(RMAP))
          .to.be.revertedWithCustomError(accreditation, "AttributeNotOffered")
          .withArgs(RMAP, who);
      await refused(byOther, otherController.address);
      await byController.offerAttribute(RMAP, stranger);
      await refused(byOther, otherController.address);
      await byController.offerAttribute(RMAP, otherController);
      await refused(byStranger, stranger.address);
      await byController.offerAttribute(RMAP, ZeroAddress);
      await refused(byOther, otherController.address);
      await byController.offerAttribute(RMAP, otherController);
      await byOther.acceptAttribute(RMAP);
      await refused(byOther, otherController.address);
    });

    it("is offered by the controller alone, and announced for defined attributes", async () => {
      const { accreditation, byAccreditor, byOther, bySchemes, otherController, accreditor } =
        await networkHelpers.loadFixture(running);
      for (const [by, who] of [
        [byOther, otherController],
        [byAccreditor, accreditor],
      ] as const) {
        await expect(by.offerAttribute(RMAP, who))
          .to.be.revertedWithCustomError(accreditation, "AttributeControllerOnly")
          .withArgs(RMAP, who.address);
      }
      for (const attribute of [1, 18, 256]) {
        for (const attempt of [
          () => byOther.offerAttribute(attribute, otherController),
          () => bySchemes.replaceController(attribute, otherController),
        ]) {
          await expect(attempt())
            .to.be.revertedWithCustomError(accreditation, "AttributeUndefined")
            .withArgs(attribute);
        }
      }
    });

    it("takes a lost attribute over two weeks after it was announced, not a second before", async () => {
      const { accreditation, byController, byOther, bySchemes, controller, otherController } =
        await networkHelpers.loadFixture(running);
      await bySchemes.replaceController(RMAP, otherController);
      const due = (await networkHelpers.time.latest()) + DELAY;
      expect(await accreditation.controllerDelay()).to.equal(BigInt(DELAY));
      expect(await accreditation.replacementOf(RMAP)).to.deep.equal([otherController.address, BigInt(due)]);
      await networkHelpers.time.setNextBlockTimestamp(due - 1);
      await expect(byOther.acceptAttribute(RMAP))
        .to.be.revertedWithCustomError(accreditation, "ReplacementNotDue")
        .withArgs(RMAP, due);
      await byController.grant(1, RMAP, ...GOOD);
      await networkHelpers.time.setNextBlockTimestamp(due);
      await byOther.acceptAttribute(RMAP);
      expect(await accreditation.replacementOf(RMAP)).to.deep.equal([ZeroAddress, 0n]);
      await expect(byController.revoke(1, RMAP))
        .to.be.revertedWithCustomError(accreditation, "AttributeControllerOnly")
        .withArgs(RMAP, controller.address);
    });

    it("waits anew if it is announced anew, and takes over nothing once it is withdrawn", async () => {
      const { accreditation, byOther, byStranger, bySchemes, otherController, stranger } =
        await networkHelpers.loadFixture(running);
      await bySchemes.replaceController(RMAP, otherController);
      await networkHelpers.time.increase(DELAY);
      await bySchemes.replaceController(RMAP, stranger);
      const due = (await networkHelpers.time.latest()) + DELAY;
      await expect(byOther.acceptAttribute(RMAP)).to.be.revertedWithCustomError(
        accreditation,
        "AttributeNotOffered",
      );
      await expect(byStranger.acceptAttribute(RMAP))
        .to.be.revertedWithCustomError(accreditation, "ReplacementNotDue")
        .withArgs(RMAP, due);
      await bySchemes.replaceController(RMAP, ZeroAddress);
      expect(await accreditation.replacementOf(RMAP)).to.deep.equal([ZeroAddress, 0n]);
      await networkHelpers.time.increaseTo(due + DELAY);
      await expect(byStranger.acceptAttribute(RMAP)).to.be.revertedWithCustomError(
        accreditation,
        "AttributeNotOffered",
      );
    });

    it("gets a stolen attribute, to whomever the thief has handed or offered it meanwhile", async () => {
      const { accreditation, byController, byOther, byStranger, bySchemes, accreditor, ...all } =
        await networkHelpers.loadFixture(running);
      await bySchemes.replaceController(RMAP, all.otherController);
      await byController.offerAttribute(RMAP, all.stranger);
      await byStranger.acceptAttribute(RMAP);
      await byStranger.offerAttribute(RMAP, accreditor);
      await networkHelpers.time.increase(DELAY);
      await byOther.acceptAttribute(RMAP);
      expect((await accreditation.attributeOf(RMAP)).controller).to.equal(all.otherController.address);
      await expect(all.byAccreditor.acceptAttribute(RMAP))
        .to.be.revertedWithCustomError(accreditation, "AttributeNotOffered")
        .withArgs(RMAP, accreditor.address);
    });

    it("need not wait for an announcement if the controller hands over itself, and uses it up", async () => {
      const { accreditation, byController, byOther, byStranger, bySchemes, otherController, stranger } =
        await networkHelpers.loadFixture(running);
      await bySchemes.replaceController(RMAP, otherController);
      await byController.offerAttribute(RMAP, otherController);
      await byOther.acceptAttribute(RMAP);
      // else it could take back what it hands on
      await byOther.offerAttribute(RMAP, stranger);
      await byStranger.acceptAttribute(RMAP);
      await networkHelpers.time.increase(DELAY);
      await expect(byOther.acceptAttribute(RMAP))
        .to.be.revertedWithCustomError(accreditation, "AttributeNotOffered")
        .withArgs(RMAP, otherController.address);
    });
  });
});
