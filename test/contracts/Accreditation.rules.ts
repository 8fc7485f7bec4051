import { LeanIMT } from "@zk-kit/lean-imt";
import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { readRegistry } from "../../scripts/chain/registry.ts";
import { registryHash } from "../../scripts/core/registry.ts";
import { keysHashOf, packProfile, siteLeaf } from "../../scripts/core/site.ts";
import {
  ASM,
  bit,
  deployConnected,
  deployRunning,
  GOOD,
  leafOfOne,
  NON_ASM,
  REFINED,
  RMAP,
  survives,
  TODAY,
} from "../fixtures/accreditation-running.ts";
import { keysOf, keysStruct, MINT, ROOT_WINDOW, termsOn } from "../fixtures/accreditation.ts";
import { rememberingHash, storeTree } from "../fixtures/stored-tree.ts";

const { ethers, networkHelpers } = await network.create("simulated");

/** January 1970 is 0, so April 2026 is 12 · 56 + 3. */
const APRIL = 675;

async function unbound() {
  return deployConnected(ethers);
}

async function running() {
  return deployRunning(ethers);
}

async function moveTo(isoDate: string): Promise<void> {
  await networkHelpers.time.increaseTo(Date.parse(`${isoDate}T00:00:00Z`) / 1000);
}

describe("Accreditation's rules", () => {
  describe("accredit", () => {
    it("lets a site in once the tracing authority has confirmed its keys, and older registries live on", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { accreditation, byAccreditor, byAuthority } = all;
      const { processCommitment, ...terms } = termsOn(TODAY);
      const keys = keysOf(3);
      const profile = { ...terms, right: "mint", grants: 0n } as const;

      const before = await accreditation.registry();
      await expect(byAccreditor.propose(keysStruct(keys), MINT, termsOn(TODAY))).to.emit(
        accreditation,
        "SiteProposed",
      );
      expect(await accreditation.registry()).to.equal(before);

      const leaf = siteLeaf(keys, profile, processCommitment);
      await expect(byAuthority.confirm(3, keysHashOf(keys)))
        .to.emit(accreditation, "LeafInserted")
        .withArgs(3, 2, leaf, keysHashOf(keys), packProfile(profile), processCommitment);
      const { tree, attributes, deployment } = await readRegistry(accreditation);
      expect(tree.leaves[2]).to.equal(leaf);
      expect(await accreditation.root()).to.equal(tree.root);
      expect(await accreditation.registry()).to.equal(registryHash({ tree, attributes, deployment }));
      expect(await accreditation.isAccepted(before)).to.equal(true);
    });

    it("confirms the keys that the authority has seen, not others put in their place", async () => {
      const { accreditation, byAccreditor, byAuthority } = await networkHelpers.loadFixture(running);
      await byAccreditor.propose(keysStruct(keysOf(3)), MINT, termsOn(TODAY));
      await byAccreditor.rotate(3, keysStruct(keysOf(4)));
      await expect(byAuthority.confirm(3, keysHashOf(keysOf(3))))
        .to.be.revertedWithCustomError(accreditation, "KeysMismatch")
        .withArgs(3, keysHashOf(keysOf(4)), keysHashOf(keysOf(3)));
    });

    it("confirms keys once", async () => {
      const { accreditation, byAuthority } = await networkHelpers.loadFixture(running);
      await expect(byAuthority.confirm(1, keysHashOf(keysOf(1))))
        .to.be.revertedWithCustomError(accreditation, "SiteAlreadyConfirmed")
        .withArgs(1);
    });

    it("admits nobody whose keys are not confirmed, nor twice", async () => {
      const { accreditation, byAccreditor, byStranger } = await networkHelpers.loadFixture(running);
      await byAccreditor.propose(keysStruct(keysOf(3)), MINT, termsOn(TODAY));
      await expect(byStranger.admit(3))
        .to.be.revertedWithCustomError(accreditation, "SiteNotConfirmed")
        .withArgs(3);
      await expect(byStranger.admit(1))
        .to.be.revertedWithCustomError(accreditation, "SiteInTree")
        .withArgs(1);
    });

    it("knows no other sites than those proposed", async () => {
      const all = await networkHelpers.loadFixture(running);
      const [keys, terms] = [keysStruct(keysOf(9)), termsOn(TODAY)];
      const { byAccreditor, byAuthority, byController, byStranger } = all;
      for (const siteId of [0, 3]) {
        for (const attempt of [
          () => byAuthority.confirm(siteId, 1),
          () => byStranger.admit(siteId),
          () => byAccreditor.amend(siteId, terms),
          () => byAccreditor.rotate(siteId, keys),
          () => byAccreditor.suspend(siteId),
          () => byAccreditor.reinstate(siteId),
          () => byController.grant(siteId, RMAP, ...GOOD),
          () => byController.revoke(siteId, RMAP),
          () => byStranger.lapse(siteId, RMAP),
          () => byStranger.siteOf(siteId),
        ]) {
          await expect(attempt())
            .to.be.revertedWithCustomError(all.accreditation, "SiteUnknown")
            .withArgs(siteId);
        }
      }
    });

    it("ends with leaf 65,536, the last that a circuit can reach", async () => {
      const { accreditation, byAccreditor, byAuthority } = await networkHelpers.loadFixture(running);
      await byAccreditor.propose(keysStruct(keysOf(3)), MINT, termsOn(TODAY));
      await byAccreditor.propose(keysStruct(keysOf(4)), MINT, termsOn(TODAY));
      const tree = new LeanIMT<bigint>(
        rememberingHash(),
        Array.from({ length: 65_535 }, () => 5n),
      );
      // the tree begins with the contract's eighth word; what follows sees whether it still does
      await storeTree(networkHelpers, { address: await accreditation.getAddress(), slot: 7 }, 65_535, 5n);
      expect(await accreditation.treeSize()).to.equal(65_535n);
      await byAuthority.confirm(3, keysHashOf(keysOf(3)));
      expect(await accreditation.treeSize()).to.equal(65_536n);
      tree.insert(await accreditation.leafOf(3));
      expect(tree.depth).to.equal(16);
      expect(await accreditation.root()).to.equal(tree.root);
      await expect(byAuthority.confirm(4, keysHashOf(keysOf(4)))).to.be.revertedWithCustomError(
        accreditation,
        "TreeFull",
      );
    });
  });

  describe("dates of a leaf", () => {
    it("are the accreditation's while a site holds no grant, so that no validity is endless", async () => {
      const { accreditation } = await networkHelpers.loadFixture(running);
      expect(await accreditation.leafOf(1)).to.equal(leafOfOne({ grants: 0n }));
    });

    it("are the earliest: a fresh audit under one scheme can't hide an old one under another", async () => {
      const { accreditation, byController } = await networkHelpers.loadFixture(running);
      await byController.grant(1, RMAP, TODAY, TODAY + 20);
      await byController.grant(1, NON_ASM, TODAY - 500, TODAY + 500);
      const leaf = { grants: 0b100001n, auditedOn: TODAY - 500, validUntil: TODAY + 20 };
      expect(await accreditation.leafOf(1)).to.equal(leafOfOne(leaf));
    });

    it("come from the grants and terms held when a site comes in", async () => {
      const { accreditation, byAccreditor, byController } = await networkHelpers.loadFixture(running);
      await byAccreditor.suspend(1);
      const before = await accreditation.registry();
      await byController.grant(1, RMAP, TODAY - 90, TODAY + 20);
      expect(await accreditation.registry()).to.equal(before);
      await byAccreditor.reinstate(1);
      const leaf = { grants: 1n, auditedOn: TODAY - 90, validUntil: TODAY + 20 };
      expect(await accreditation.leafOf(1)).to.equal(leafOfOne(leaf));
    });
  });

  describe("grant and revoke", () => {
    it("are for the attribute's controller alone, whatever else it controls or administers", async () => {
      const all = await networkHelpers.loadFixture(running);
      for (const name of ["otherController", "accreditor", "schemeAdministrator", "admin"] as const) {
        const by = all.accreditation.connect(all[name]);
        for (const attempt of [() => by.grant(1, RMAP, ...GOOD), () => by.revoke(1, RMAP)]) {
          await expect(attempt())
            .to.be.revertedWithCustomError(all.accreditation, "AttributeControllerOnly")
            .withArgs(RMAP, all[name].address);
        }
      }
    });

    it("are of no undefined attribute", async () => {
      const { accreditation, byController } = await networkHelpers.loadFixture(running);
      for (const attribute of [1, 18, 256]) {
        await expect(byController.grant(1, attribute, ...GOOD))
          .to.be.revertedWithCustomError(accreditation, "AttributeUndefined")
          .withArgs(attribute);
        await expect(byController.revoke(1, attribute))
          .to.be.revertedWithCustomError(accreditation, "AttributeUndefined")
          .withArgs(attribute);
      }
    });

    it("leave a site at most one grant of a group", async () => {
      const { accreditation, byController, byOther } = await networkHelpers.loadFixture(running);
      await byController.grant(1, NON_ASM, ...GOOD);
      await expect(byOther.grant(1, ASM, ...GOOD))
        .to.be.revertedWithCustomError(accreditation, "GrantExcluded")
        .withArgs(1, ASM, NON_ASM);
      await byController.grant(1, RMAP, ...GOOD);
      await byController.revoke(1, NON_ASM);
      await byOther.grant(1, ASM, ...GOOD);
      expect((await accreditation.siteOf(1)).grants).to.equal(1n + (1n << 6n));
    });

    it("exclude one another in the first attribute and the last", async () => {
      const all = await networkHelpers.loadFixture(unbound);
      const { accreditation, byController, controller } = all;
      const ends = [0, 13] as const;
      for (const attribute of ends) {
        const definition = { name: `end-${attribute}`, controller, group: 1, rule: 0 };
        await all.bySchemes.defineAttribute(attribute, definition);
      }
      await all.byAccreditor.propose(keysStruct(keysOf(1)), MINT, termsOn(TODAY));
      for (const [held, other] of [ends, ends.toReversed()] as const) {
        await byController.grant(1, held, ...GOOD);
        await expect(byController.grant(1, other, ...GOOD))
          .to.be.revertedWithCustomError(accreditation, "GrantExcluded")
          .withArgs(1, other, held);
        await byController.revoke(1, held);
      }
    });

    it("rest on an audit of today or before and last at least today", async () => {
      const { accreditation, byController } = await networkHelpers.loadFixture(running);
      await expect(byController.grant(1, RMAP, TODAY + 1, TODAY + 2))
        .to.be.revertedWithCustomError(accreditation, "AuditInFuture")
        .withArgs(TODAY + 1, TODAY);
      await expect(byController.grant(1, RMAP, TODAY, TODAY - 1))
        .to.be.revertedWithCustomError(accreditation, "ValidityOver")
        .withArgs(TODAY - 1, TODAY);
      await byController.grant(1, RMAP, TODAY, TODAY);
    });

    it("tell the leaf anew, and the dates held", async () => {
      const { accreditation, byController } = await networkHelpers.loadFixture(running);
      await expect(byController.grant(1, RMAP, ...GOOD))
        .to.emit(accreditation, "GrantGiven")
        .withArgs(1, RMAP, ...GOOD)
        .and.to.emit(accreditation, "LeafReplaced");
      expect([...(await accreditation.grantOf(1, RMAP))]).to.deep.equal(GOOD.map(BigInt));
      await expect(byController.revoke(1, RMAP))
        .to.emit(accreditation, "GrantRevoked")
        .withArgs(1, RMAP)
        .and.to.emit(accreditation, "LeafReplaced");
      expect([...(await accreditation.grantOf(1, RMAP))]).to.deep.equal([0n, 0n]);
    });

    it("revoke nothing that is not held", async () => {
      const { accreditation, byController } = await networkHelpers.loadFixture(running);
      await expect(byController.revoke(1, RMAP))
        .to.be.revertedWithCustomError(accreditation, "GrantNotHeld")
        .withArgs(1, RMAP);
    });

    it("are restrictive if a field of the leaf gets worse, and only then", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { byAccreditor, byController } = all;
      await byAccreditor.amend(1, termsOn(TODAY, { raisedAtMint: bit(REFINED) }));
      const grant = (attribute: number, auditedOn: number, validUntil: number) =>
        survives(all, () => byController.grant(1, attribute, auditedOn, validUntil));
      expect(await grant(RMAP, ...GOOD), "one grant more").to.equal(true);
      expect(await grant(NON_ASM, TODAY - 31, TODAY + 400), "earlier audit").to.equal(false);
      expect(await grant(NON_ASM, TODAY, TODAY + 400), "later audit").to.equal(true);
      expect(await grant(REFINED, TODAY, TODAY + 364), "ends earlier").to.equal(false);
      expect(await grant(REFINED, TODAY, TODAY + 365), "ends later").to.equal(true);
    });

    it("leave the registry as it is if the leaf stays the same", async () => {
      const { accreditation, byController } = await networkHelpers.loadFixture(running);
      await byController.grant(1, RMAP, ...GOOD);
      const before = await accreditation.registry();
      await byController.grant(1, RMAP, TODAY, TODAY + 500);
      expect(await accreditation.registry()).to.equal(before);
    });

    it("are restrictive in a revocation, even of a grant whose dates held the leaf back", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { byController } = all;
      await byController.grant(1, RMAP, TODAY - 500, TODAY + 5);
      expect(await survives(all, () => byController.revoke(1, RMAP))).to.equal(false);
    });
  });

  describe("lapse", () => {
    it("is for anyone, once not even yesterday's proofs can use the leaf", async () => {
      const { accreditation, byController, byStranger } = await networkHelpers.loadFixture(running);
      await byController.grant(1, RMAP, TODAY, TODAY + 5);
      // 2026-03-22, the day after the grant's last day, which is still a day that a proof may name
      await moveTo("2026-03-22");
      await expect(byStranger.lapse(1, RMAP))
        .to.be.revertedWithCustomError(accreditation, "GrantNotLapsed")
        .withArgs(1, RMAP, TODAY + 5);
      await moveTo("2026-03-23");
      await expect(byStranger.lapse(1, RMAP)).to.emit(accreditation, "GrantLapsed").withArgs(1, RMAP);
      expect(await accreditation.leafOf(1)).to.equal(leafOfOne({ grants: 0n }));
    });

    it("drops nothing that is not held", async () => {
      const { accreditation, byStranger } = await networkHelpers.loadFixture(running);
      for (const attribute of [RMAP, 18, 300]) {
        await expect(byStranger.lapse(1, attribute))
          .to.be.revertedWithCustomError(accreditation, "GrantNotHeld")
          .withArgs(1, attribute);
      }
    });

    it("is not restrictive: a stranger can't kill pending proofs with it", async () => {
      const all = await networkHelpers.loadFixture(running);
      await all.byController.grant(1, RMAP, TODAY, TODAY + 5);
      await moveTo("2026-03-23");
      expect(await survives(all, () => all.byStranger.lapse(1, RMAP))).to.equal(true);
    });
  });

  describe("amend", () => {
    const rich = { permits: 11, unitGrams: 20_000_001n };

    it("is not restrictive if nothing gets worse", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { accreditation, byAccreditor } = all;
      const better = termsOn(TODAY, { ...rich, auditedOn: TODAY - 29, validUntil: TODAY + 366 });
      expect(await survives(all, () => byAccreditor.amend(1, better))).to.equal(true);
      const { processCommitment, ...terms } = better;
      expect(await accreditation.leafOf(1)).to.equal(
        siteLeaf(keysOf(1), { ...terms, right: "mint", grants: 0n }, processCommitment),
      );
    });

    const worse = {
      "gets fewer permits": { permits: 10 },
      "gets a smaller unit": { unitGrams: 65_535n },
      "gets an earlier audit": { auditedOn: TODAY - 31 },
      "ends earlier": { validUntil: TODAY + 364 },
      "commits to other process figures": { processCommitment: 78n },
    };
    for (const [what, other] of Object.entries(worse)) {
      it(`is restrictive if the site ${what}, whatever else gets better`, async () => {
        const all = await networkHelpers.loadFixture(running);
        const { byAccreditor } = all;
        await byAccreditor.amend(1, termsOn(TODAY, rich));
        const better = { permits: 12, unitGrams: 20_000_002n, validUntil: TODAY + 366 };
        const terms = termsOn(TODAY, { ...rich, ...better, ...other });
        expect(await survives(all, () => byAccreditor.amend(1, terms))).to.equal(false);
      });
    }
  });

  describe("rotate", () => {
    it("takes the old keys out at once, which is restrictive", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { accreditation, byAccreditor } = all;
      const rotation = async () =>
        expect(byAccreditor.rotate(1, keysStruct(keysOf(3))))
          .to.emit(accreditation, "LeafRemoved")
          .withArgs(1, 0)
          .and.to.emit(accreditation, "SiteRotated")
          .withArgs(1, Object.values(keysStruct(keysOf(3))), APRIL);
      expect(await survives(all, rotation)).to.equal(false);
      expect(await accreditation.leafOf(1)).to.equal(0n);
    });

    it("lets the new keys in only when no proof can be of the old keys' period: no quota starts anew", async () => {
      const { accreditation, byAccreditor, byAuthority, byStranger } =
        await networkHelpers.loadFixture(running);
      await byAccreditor.rotate(1, keysStruct(keysOf(3)));
      await byAuthority.confirm(1, keysHashOf(keysOf(3)));
      expect(await accreditation.leafOf(1)).to.equal(0n);
      // on 1 April a proof may still name 31 March, and so a permit of March
      for (const day of ["2026-03-31", "2026-04-01"]) {
        await moveTo(day);
        await expect(byStranger.admit(1))
          .to.be.revertedWithCustomError(accreditation, "KeysNotDue")
          .withArgs(1, APRIL);
      }
      await moveTo("2026-04-02");
      await expect(byStranger.admit(1)).to.emit(accreditation, "LeafInserted");
    });

    it("admits nobody before the new keys are confirmed", async () => {
      const { accreditation, byAccreditor, byAuthority, byStranger } =
        await networkHelpers.loadFixture(running);
      await byAccreditor.rotate(1, keysStruct(keysOf(3)));
      await moveTo("2026-04-02");
      await expect(byStranger.admit(1))
        .to.be.revertedWithCustomError(accreditation, "SiteNotConfirmed")
        .withArgs(1);
      await expect(byAuthority.confirm(1, keysHashOf(keysOf(3)))).to.emit(accreditation, "LeafInserted");
    });

    it("makes a site wait from when it left the tree, also if its keys change again or it is suspended", async () => {
      const { accreditation, byAccreditor, byAuthority, byStranger } =
        await networkHelpers.loadFixture(running);
      await byAccreditor.suspend(1);
      await byAccreditor.rotate(1, keysStruct(keysOf(3)));
      await byAccreditor.rotate(1, keysStruct(keysOf(4)));
      await byAuthority.confirm(1, keysHashOf(keysOf(4)));
      await byAccreditor.reinstate(1);
      await expect(byStranger.admit(1))
        .to.be.revertedWithCustomError(accreditation, "KeysNotDue")
        .withArgs(1, APRIL);
      await moveTo("2026-04-02");
      await byAccreditor.rotate(1, keysStruct(keysOf(5)));
      await expect(byAuthority.confirm(1, keysHashOf(keysOf(5)))).to.emit(accreditation, "LeafInserted");
    });

    it("makes nobody wait who was never in the tree", async () => {
      const { accreditation, byAccreditor, byAuthority } = await networkHelpers.loadFixture(running);
      await byAccreditor.propose(keysStruct(keysOf(3)), MINT, termsOn(TODAY));
      await byAccreditor.rotate(3, keysStruct(keysOf(4)));
      await expect(byAuthority.confirm(3, keysHashOf(keysOf(4)))).to.emit(accreditation, "LeafInserted");
    });
  });

  describe("suspend and reinstate", () => {
    it("take a site out at once, and let it in again with the same keys and so the same permits", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { accreditation, byAccreditor } = all;
      const leaf = await accreditation.leafOf(1);
      expect(await survives(all, () => byAccreditor.suspend(1))).to.equal(false);
      const { profile } = await accreditation.siteOf(1);
      expect([await accreditation.leafOf(1), profile]).to.deep.equal([0n, 0n]);
      expect(await survives(all, () => byAccreditor.reinstate(1))).to.equal(true);
      expect(await accreditation.leafOf(1)).to.equal(leaf);
      // the old place stays empty
      expect((await readRegistry(accreditation)).tree.leaves).to.deep.equal([
        0n,
        await accreditation.leafOf(2),
        leaf,
      ]);
    });

    it("keep a site out that is due and confirmed", async () => {
      const { accreditation, byAccreditor, byAuthority, byStranger } =
        await networkHelpers.loadFixture(running);
      await byAccreditor.propose(keysStruct(keysOf(3)), MINT, termsOn(TODAY));
      await byAccreditor.suspend(3);
      await byAuthority.confirm(3, keysHashOf(keysOf(3)));
      await expect(byStranger.admit(3))
        .to.be.revertedWithCustomError(accreditation, "SiteIsSuspended")
        .withArgs(3);
      await expect(byAccreditor.reinstate(3)).to.emit(accreditation, "LeafInserted");
    });

    it("don't let a site in that was never confirmed", async () => {
      const { accreditation, byAccreditor } = await networkHelpers.loadFixture(running);
      await byAccreditor.propose(keysStruct(keysOf(3)), MINT, termsOn(TODAY));
      await byAccreditor.suspend(3);
      await byAccreditor.reinstate(3);
      expect(await accreditation.leafOf(3)).to.equal(0n);
    });

    it("happen in turn", async () => {
      const { accreditation, byAccreditor } = await networkHelpers.loadFixture(running);
      await expect(byAccreditor.reinstate(1))
        .to.be.revertedWithCustomError(accreditation, "SiteNotSuspended")
        .withArgs(1);
      await byAccreditor.suspend(1);
      await expect(byAccreditor.suspend(1))
        .to.be.revertedWithCustomError(accreditation, "SiteIsSuspended")
        .withArgs(1);
    });
  });

  describe("older registries", () => {
    /** Changes a thing for the better. */
    const better = async ({ byAccreditor }: Awaited<ReturnType<typeof running>>, n: number) =>
      byAccreditor.amend(2, termsOn(TODAY, { permits: 10 + n }));

    it("are accepted for the window, to the second, whatever comes after", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { accreditation } = all;
      const asLot = { from: await all.lot.getAddress() };
      const answers = accreditation.connect(ethers.provider);
      const first = await accreditation.registry();
      await better(all, 1);
      const end = (await networkHelpers.time.latest()) + ROOT_WINDOW;
      await networkHelpers.time.increase(ROOT_WINDOW / 2);
      await better(all, 2);
      await networkHelpers.time.increaseTo(end);
      await answers.requireRegistry(first, asLot);
      await networkHelpers.time.increaseTo(end + 1);
      await expect(answers.requireRegistry(first, asLot))
        .to.be.revertedWithCustomError(accreditation, "RegistryNotAccepted")
        .withArgs(first);
    });

    it("are not evicted by any number of changes within the window", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { accreditation } = all;
      const registries = [await accreditation.registry()];
      for (let n = 1; n <= 40; n += 1) {
        await better(all, n);
        registries.push(await accreditation.registry());
      }
      const [answers] = await all.lot.accepted(registries);
      expect(answers).to.deep.equal(registries.map(() => true));
    });

    it("are refused at once after a restrictive change, all of them", async () => {
      const all = await networkHelpers.loadFixture(running);
      const registries = [await all.accreditation.registry()];
      for (const n of [1, 2]) {
        await better(all, n);
        registries.push(await all.accreditation.registry());
      }
      await all.byAccreditor.suspend(1);
      const [answers] = await all.lot.accepted(registries);
      expect(answers).to.deep.equal([false, false, false]);
    });

    it("are the current one again if all is as it was, and then live and die by what comes next", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { accreditation, byController } = all;
      await byController.grant(1, RMAP, ...GOOD);
      const granted = await accreditation.registry();
      await byController.revoke(1, RMAP);
      const revoked = await accreditation.registry();
      expect(await accreditation.isAccepted(granted)).to.equal(false);

      await byController.grant(1, RMAP, ...GOOD);
      expect(await accreditation.registry()).to.equal(granted);
      expect(await accreditation.isAccepted(granted)).to.equal(true);
      expect(await accreditation.isAccepted(revoked), "nothing restrictive came after it").to.equal(true);

      await networkHelpers.time.increase(2 * ROOT_WINDOW);
      expect(await accreditation.isAccepted(granted), "the current one does not age").to.equal(true);
      await better(all, 1);
      await networkHelpers.time.increase(ROOT_WINDOW / 2);
      expect(await accreditation.isAccepted(granted)).to.equal(true);
      expect(await accreditation.isAccepted(revoked)).to.equal(false);

      await byController.revoke(1, RMAP);
      expect(await accreditation.isAccepted(granted)).to.equal(false);
    });
  });
});
