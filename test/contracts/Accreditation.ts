import { inCurve, unpackPoint } from "@zk-kit/baby-jubjub";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { readRegistry } from "../../scripts/chain/registry.ts";
import { ACCREDITATION_TABLE } from "../models/accreditation-events.ts";
import { FIELD_ORDER } from "../../scripts/core/field.ts";
import { registryHash } from "../../scripts/core/registry.ts";
import { SiteTree } from "../../scripts/core/site-tree.ts";
import { keysHashOf, SITE_RIGHTS, siteLeaf } from "../../scripts/core/site.ts";
import { deployConnected, deployRunning, RMAP, survives, TODAY } from "../fixtures/accreditation-running.ts";
import {
  argumentsOf,
  ASSAYER,
  DAY_TOLERANCE,
  keysOf,
  keysStruct,
  MINT,
  REFINE,
  ROOT_WINDOW,
  termsOn,
} from "../fixtures/accreditation.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const [CARRY, REQUIRE, RAISE] = [0, 1, 2];

async function deployed() {
  return deployConnected(ethers);
}

async function running() {
  return deployRunning(ethers);
}

describe("Accreditation", () => {
  describe("bind", () => {
    it("gives out no registry before, though a site is in the tree", async () => {
      const { accreditation, byAccreditor, byAuthority } = await networkHelpers.loadFixture(deployed);
      await byAccreditor.propose(keysStruct(keysOf(1)), MINT, termsOn(TODAY));
      await byAuthority.confirm(1, keysHashOf(keysOf(1)));

      expect(await accreditation.root()).not.to.equal(0n);
      expect(await accreditation.registry()).to.equal(0n);
      const unbound = registryHash(await readRegistry(accreditation));
      const asNobody = { from: ethers.ZeroAddress };
      await expect(accreditation.connect(ethers.provider).requireRegistry(unbound, asNobody))
        .to.be.revertedWithCustomError(accreditation, "RegistryNotAccepted")
        .withArgs(unbound);
    });

    it("gives out a registry of this chain and this lot contract, as core computes it", async () => {
      const { accreditation, lot } = await networkHelpers.loadFixture(running);
      const { chainId } = await ethers.provider.getNetwork();
      const words = ethers.AbiCoder.defaultAbiCoder().encode(
        ["uint256", "address"],
        [chainId, await lot.getAddress()],
      );
      const deployment = BigInt(ethers.keccak256(words)) % FIELD_ORDER;

      expect(await accreditation.cobaltLot()).to.equal(await lot.getAddress());
      expect(await accreditation.deployment()).to.equal(deployment);
      const { tree, attributes } = await readRegistry(accreditation);
      const registry = registryHash({ tree, attributes, deployment });
      expect(await accreditation.registry()).to.equal(registry);
      const asLot = { from: await lot.getAddress() };
      await accreditation.connect(ethers.provider).requireRegistry(registry, asLot);
    });

    it("answers to the bound lot contract alone: under another one each permit would count again", async () => {
      const { accreditation, admin } = await networkHelpers.loadFixture(running);
      const registry = await accreditation.registry();
      expect(await accreditation.isAccepted(registry)).to.equal(true);
      await expect(accreditation.connect(admin).requireRegistry(registry))
        .to.be.revertedWithCustomError(accreditation, "CobaltLotOnly")
        .withArgs(admin.address);
    });

    it("happens once: with two lot contracts a quota would count twice", async () => {
      const { accreditation, admin, lot } = await networkHelpers.loadFixture(running);
      await expect(accreditation.connect(admin).bind(lot))
        .to.be.revertedWithCustomError(accreditation, "AlreadyBound")
        .withArgs(await lot.getAddress());
    });

    it("refuses a contract that names another accreditation", async () => {
      const { accreditation, admin } = await networkHelpers.loadFixture(deployed);
      const other = await ethers.deployContract("AccreditedStub", [admin.address, 1, ZeroAddress]);
      await expect(accreditation.connect(admin).bind(other))
        .to.be.revertedWithCustomError(accreditation, "BindMismatch")
        .withArgs(await other.getAddress(), admin.address, 1);
    });

    it("refuses a contract that tolerates older days than a lapse reckons with", async () => {
      const { accreditation, admin } = await networkHelpers.loadFixture(deployed);
      const address = await accreditation.getAddress();
      const lax = await ethers.deployContract("AccreditedStub", [address, 2, ZeroAddress]);
      await expect(accreditation.connect(admin).bind(lax))
        .to.be.revertedWithCustomError(accreditation, "BindMismatch")
        .withArgs(await lax.getAddress(), address, 2);
    });
  });

  describe("registry over an empty tree", () => {
    it("is never accepted", async () => {
      const { accreditation, admin, lot, byAccreditor, byAuthority } =
        await networkHelpers.loadFixture(deployed);
      await accreditation.connect(admin).bind(lot);
      const empty = registryHash({ ...(await readRegistry(accreditation)), tree: new SiteTree() });
      expect(await accreditation.isAccepted(empty)).to.equal(false);
      expect(await accreditation.isAccepted(0)).to.equal(false);

      await byAccreditor.propose(keysStruct(keysOf(1)), MINT, termsOn(TODAY));
      await byAuthority.confirm(1, keysHashOf(keysOf(1)));
      expect(await accreditation.isAccepted(empty)).to.equal(false);
      expect(await accreditation.isAccepted(0)).to.equal(false);

      await byAccreditor.suspend(1);
      expect(await accreditation.root()).to.equal(0n);
      expect(await accreditation.registry()).to.equal(0n);
      expect(await accreditation.isAccepted(empty)).to.equal(false);
      expect(await accreditation.isAccepted(0)).to.equal(false);
    });
  });

  describe("roles", () => {
    it("let nobody else do what is restricted, not even the holder of another role", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { accreditation, lot } = all;
      const siteId = 1;
      const [keys, terms] = [keysOf(9), termsOn(TODAY)];
      const definition = {
        name: "new",
        controller: all.controller.address,
        group: 0,
        rule: "carry",
      } as const;
      const events = [
        { kind: "bind", deployment: 0n },
        { kind: "defineAttribute", attribute: 1, definition },
        { kind: "propose", keys, right: "mint", terms },
        { kind: "confirm", siteId, keysHash: 1n },
        { kind: "amend", siteId, terms },
        { kind: "rotate", siteId, keys },
        { kind: "suspend", siteId },
        { kind: "reinstate", siteId },
        { kind: "replaceController", attribute: RMAP, heir: all.stranger.address },
      ] as const;
      const restricted = Object.entries(ACCREDITATION_TABLE)
        .filter(([, row]) => row.by !== "anyone" && row.by !== "attributeController")
        .map(([kind]) => kind);
      expect(events.map((event) => event.kind)).to.have.members(restricted);

      const roles = ["admin", "accreditor", "tracingAuthority", "schemeAdministrator", "stranger"] as const;
      for (const event of events) {
        const args = argumentsOf(event, await lot.getAddress());
        for (const role of roles.filter((name) => name !== ACCREDITATION_TABLE[event.kind].by)) {
          await expect(
            accreditation
              .connect(all[role])
              .getFunction(event.kind)
              .staticCall(...args),
            `${event.kind} by ${role}`,
          )
            .to.be.revertedWithCustomError(accreditation, "AccessManagedUnauthorized")
            .withArgs(all[role].address);
        }
      }
    });
  });

  describe("a site's right", () => {
    it("is the one that it was proposed with, whatever is amended", async () => {
      const { accreditation, byAccreditor, byAuthority } = await networkHelpers.loadFixture(running);
      for (const [siteId, right] of [
        [3, MINT],
        [4, REFINE],
      ] as const) {
        await byAccreditor.propose(keysStruct(keysOf(siteId)), right, termsOn(TODAY));
        await byAuthority.confirm(siteId, keysHashOf(keysOf(siteId)));
        for (const permits of [10, 3]) {
          await byAccreditor.amend(siteId, termsOn(TODAY, { permits }));
          const site = await accreditation.siteOf(siteId);
          expect(site.right).to.equal(BigInt(right));
          // bit 0 mints, bit 1 refines
          expect(site.profile & 3n).to.equal(right === MINT ? 1n : 2n);
        }
      }
    });

    it("is one of two", async () => {
      const { byAccreditor } = await networkHelpers.loadFixture(running);
      await expect(byAccreditor.propose(keysStruct(keysOf(9)), 2, termsOn(TODAY))).to.be.revert(ethers);
    });
  });

  describe("the constructor", () => {
    const libraries = { PoseidonT3: ZeroAddress, PoseidonT4: ZeroAddress, PoseidonT5: ZeroAddress };

    it("refuses an authority without code, which would leave it without roles for good", async () => {
      const { accreditation, stranger } = await networkHelpers.loadFixture(running);
      const factory = await ethers.getContractFactory("Accreditation", { libraries });
      for (const authority of [ZeroAddress, stranger.address]) {
        await expect(factory.deploy(authority, ROOT_WINDOW, DAY_TOLERANCE))
          .to.be.revertedWithCustomError(accreditation, "CodeMissing")
          .withArgs(authority);
      }
    });

    it("refuses to tolerate days older than a week", async () => {
      const { accreditation, manager } = await networkHelpers.loadFixture(running);
      const factory = await ethers.getContractFactory("Accreditation", { libraries });
      const authority = await manager.getAddress();
      await expect(factory.deploy(authority, ROOT_WINDOW, 8))
        .to.be.revertedWithCustomError(accreditation, "DayToleranceTooLong")
        .withArgs(8);
      const patient = await factory.deploy(authority, ROOT_WINDOW, 7);
      expect(await patient.dayTolerance()).to.equal(7n);
    });
  });

  describe("attributes", () => {
    const attribute = {
      name: "irma-50",
      controller: "0x000000000000000000000000000000000000bEEF",
      group: 0,
      rule: CARRY,
    };

    it("are written once: an attribute can't be relabelled", async () => {
      const { accreditation, bySchemes } = await networkHelpers.loadFixture(running);
      await expect(bySchemes.defineAttribute(RMAP, attribute))
        .to.be.revertedWithCustomError(accreditation, "AttributeAlreadyDefined")
        .withArgs(RMAP);
    });

    it("are kept and told as they were defined", async () => {
      const { accreditation, bySchemes } = await networkHelpers.loadFixture(running);
      await expect(bySchemes.defineAttribute(13, { ...attribute, group: 255 }))
        .to.emit(accreditation, "AttributeDefined")
        .withArgs(13, "irma-50", attribute.controller, 255, CARRY);
      expect([...(await accreditation.attributeOf(13))]).to.deep.equal([
        "irma-50",
        attribute.controller,
        255n,
        0n,
      ]);
      expect((await accreditation.attributeOf(12)).name).to.equal("");
    });

    it("are 18", async () => {
      const { accreditation, bySchemes } = await networkHelpers.loadFixture(running);
      await expect(bySchemes.defineAttribute(18, attribute))
        .to.be.revertedWithCustomError(accreditation, "AttributeOutOfRange")
        .withArgs(18);
    });

    it("have a name that no other attribute has", async () => {
      const { accreditation, bySchemes } = await networkHelpers.loadFixture(running);
      for (const name of ["", "rmap"]) {
        await expect(bySchemes.defineAttribute(1, { ...attribute, name }))
          .to.be.revertedWithCustomError(accreditation, "AttributeNameInvalid")
          .withArgs(name);
      }
    });

    it("have a controller", async () => {
      const { accreditation, bySchemes } = await networkHelpers.loadFixture(running);
      await expect(
        bySchemes.defineAttribute(1, { ...attribute, controller: ZeroAddress }),
      ).to.be.revertedWithCustomError(accreditation, "AttributeControllerZero");
    });

    it("are of no group if refining raises them", async () => {
      const { accreditation, bySchemes } = await networkHelpers.loadFixture(running);
      await expect(bySchemes.defineAttribute(1, { ...attribute, group: 3, rule: RAISE }))
        .to.be.revertedWithCustomError(accreditation, "AttributeRaiseInGroup")
        .withArgs(1, 3);
    });

    it("have one of three rules, packed two bits an attribute", async () => {
      const { accreditation, bySchemes } = await networkHelpers.loadFixture(running);
      // rmap at 0 is required, refined at 10 is raised
      expect(await accreditation.attributeRules()).to.equal(1n + 2n * 4n ** 10n);
      await expect(bySchemes.defineAttribute(1, { ...attribute, rule: 3 })).to.be.revert(ethers);
      await bySchemes.defineAttribute(13, { ...attribute, rule: REQUIRE });
      expect(await accreditation.attributeRules()).to.equal(1n + 2n * 4n ** 10n + 4n ** 13n);
    });

    it("that are required make older registries invalid, under which sites without the grant carry them", async () => {
      const all = await networkHelpers.loadFixture(running);
      const { bySchemes } = all;
      expect(
        await survives(all, () => bySchemes.defineAttribute(1, { ...attribute, rule: REQUIRE })),
      ).to.equal(false);
      expect(
        await survives(all, () => bySchemes.defineAttribute(2, { ...attribute, name: "other", rule: RAISE })),
      ).to.equal(true);
    });

    it("that are carried leave the registry as it is", async () => {
      const { accreditation, bySchemes } = await networkHelpers.loadFixture(running);
      const before = await accreditation.registry();
      await bySchemes.defineAttribute(1, attribute);
      expect(await accreditation.registry()).to.equal(before);
    });
  });

  describe("keys", () => {
    const fresh = keysStruct(keysOf(9));

    async function expectRefused(keys: typeof fresh, error: string, ...args: unknown[]): Promise<void> {
      const { accreditation, byAccreditor } = await networkHelpers.loadFixture(running);
      for (const attempt of [
        () => byAccreditor.propose(keys, MINT, termsOn(TODAY)),
        () => byAccreditor.rotate(2, keys),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(accreditation, error)
          .withArgs(...args);
      }
    }

    it("are field elements: key + r is no new key", async () => {
      const { siteKey, traceKey } = keysOf(1);
      for (const key of [siteKey + FIELD_ORDER, FIELD_ORDER, 0n]) {
        await expectRefused({ ...fresh, siteKey: key }, "FieldElementInvalid", key);
      }
      for (const key of [traceKey + FIELD_ORDER, FIELD_ORDER, 0n]) {
        await expectRefused({ ...fresh, traceKey: key }, "FieldElementInvalid", key);
      }
    });

    it("are never used twice, by whichever site and in whichever place", async () => {
      const { siteKey, traceKey } = keysOf(1);
      for (const key of [siteKey, traceKey]) {
        await expectRefused({ ...fresh, siteKey: key }, "KeyUsed", key);
        await expectRefused({ ...fresh, traceKey: key }, "KeyUsed", key);
      }
      await expectRefused({ ...fresh, traceKey: fresh.siteKey }, "KeyUsed", fresh.siteKey);
    });

    it("are never used again after a rotation", async () => {
      const { accreditation, byAccreditor } = await networkHelpers.loadFixture(running);
      await byAccreditor.rotate(1, fresh);
      for (const siteId of [1, 2]) {
        await expect(byAccreditor.rotate(siteId, keysStruct(keysOf(1))))
          .to.be.revertedWithCustomError(accreditation, "KeyUsed")
          .withArgs(keysOf(1).siteKey);
      }
    });

    it("may share an assayer, a point of BabyJubjub in reduced coordinates", async () => {
      const { accreditation, byAccreditor } = await networkHelpers.loadFixture(running);
      await byAccreditor.propose(fresh, MINT, termsOn(TODAY));
      expect((await accreditation.siteOf(3)).keysHash).to.equal(keysHashOf(keysOf(9)));

      const [x, y] = ASSAYER;
      for (const [assayerX, assayerY] of [
        [x, y + 1n],
        [y, x],
        [x + FIELD_ORDER, y],
        [x, y + FIELD_ORDER],
      ] as const) {
        await expectRefused({ ...fresh, assayerX, assayerY }, "AssayerInvalid", assayerX, assayerY);
      }
    });

    it("have no assayer of order 1, 2 or 4", async () => {
      // y = 0 gives a · x² = 1
      const quarter = unpackPoint(0n);
      if (quarter === null) throw new Error("BabyJubjub has points of order 4");
      for (const [assayerX, assayerY] of [[0n, 1n], [0n, FIELD_ORDER - 1n], quarter] as const) {
        expect(inCurve([assayerX, assayerY])).to.equal(true);
        await expectRefused({ ...fresh, assayerX, assayerY }, "AssayerInvalid", assayerX, assayerY);
      }
      // nor one of them under a coordinate that is 0 only once reduced
      for (const [assayerX, assayerY] of [
        [FIELD_ORDER, FIELD_ORDER - 1n],
        [quarter[0], FIELD_ORDER],
      ] as const) {
        await expectRefused({ ...fresh, assayerX, assayerY }, "AssayerInvalid", assayerX, assayerY);
      }
    });

    it("have no assayer whose y could stand for a tag or a day", async () => {
      const small = [...Array(50).keys()].map((i) => unpackPoint(2n ** 65n - 1n - BigInt(i))).find(Boolean);
      const large = [...Array(50).keys()].map((i) => unpackPoint(2n ** 65n + BigInt(i))).find(Boolean);
      if (!small || !large) throw new Error("half of all y are on the curve");
      await expectRefused(
        { ...fresh, assayerX: small[0], assayerY: small[1] },
        "AssayerInvalid",
        small[0],
        small[1],
      );
      const { byAccreditor } = await networkHelpers.loadFixture(running);
      await byAccreditor.propose({ ...fresh, assayerX: large[0], assayerY: large[1] }, MINT, termsOn(TODAY));
    });
  });

  describe("terms", () => {
    async function expectRefused(other: Parameters<typeof termsOn>[1], error: string, ...args: unknown[]) {
      const { accreditation, byAccreditor } = await networkHelpers.loadFixture(running);
      const terms = termsOn(TODAY, other);
      for (const attempt of [
        () => byAccreditor.propose(keysStruct(keysOf(9)), MINT, terms),
        () => byAccreditor.amend(1, terms),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(accreditation, error)
          .withArgs(...args);
      }
    }

    it("rest on an audit of today or before and last at least today", async () => {
      await expectRefused({ auditedOn: TODAY + 1 }, "AuditInFuture", TODAY + 1, TODAY);
      await expectRefused({ validUntil: TODAY - 1 }, "ValidityOver", TODAY - 1, TODAY);
      const { byAccreditor } = await networkHelpers.loadFixture(running);
      await byAccreditor.propose(
        keysStruct(keysOf(9)),
        SITE_RIGHTS.indexOf("mint"),
        termsOn(TODAY, { auditedOn: TODAY, validUntil: TODAY }),
      );
    });

    it("commit to process figures by a field element", async () => {
      await expectRefused({ processCommitment: 0n }, "FieldElementInvalid", 0n);
      await expectRefused({ processCommitment: FIELD_ORDER }, "FieldElementInvalid", FIELD_ORDER);
    });

    it("have a permit that is worth at least a gram", async () => {
      await expectRefused({ unitGrams: 0n }, "UnitZero");
    });

    it("open no attribute beyond the 18, and raise none that is not open", async () => {
      const beyond = 1n << 18n;
      for (const [attributes, raisedAtMint] of [
        [beyond, 0n],
        [1n, 1n << 10n],
        [beyond, beyond],
      ] as const) {
        const terms = { attributes, raisedAtMint };
        await expectRefused(terms, "OpenAttributesInvalid", attributes, raisedAtMint);
      }
    });

    it("raise nothing at a site that refines: that word is for sites that mint", async () => {
      const { accreditation, byAccreditor } = await networkHelpers.loadFixture(running);
      const terms = termsOn(TODAY, { raisedAtMint: 1n << 10n });
      await byAccreditor.propose(keysStruct(keysOf(9)), REFINE, termsOn(TODAY));
      for (const attempt of [
        () => byAccreditor.propose(keysStruct(keysOf(10)), REFINE, terms),
        () => byAccreditor.amend(3, terms),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(accreditation, "OpenAttributesInvalid")
          .withArgs(terms.attributes, terms.raisedAtMint);
      }
      await byAccreditor.propose(keysStruct(keysOf(10)), MINT, terms);
    });

    it("keep every field in its place at its largest value, as core packs it", async () => {
      const all = await networkHelpers.loadFixture(running);
      const terms = termsOn(TODAY, {
        permits: 65_535,
        unitGrams: 2n ** 32n - 1n,
        validUntil: 65_535,
        processCommitment: FIELD_ORDER - 1n,
      });
      await all.byAccreditor.amend(1, terms);
      const profile = { ...terms, right: "mint", grants: 0n } as const;
      expect(await all.accreditation.leafOf(1)).to.equal(siteLeaf(keysOf(1), profile, FIELD_ORDER - 1n));
    });
  });
});
