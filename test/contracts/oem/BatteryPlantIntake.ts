import { expect } from "chai";
import { AbiCoder, id, keccak256, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { deployLots, mintLots, TODAY } from "../../fixtures/lots-fixture.ts";
import { encoded, claimOf, splitOperation } from "../../fixtures/operations.ts";
import { atLeast, define, definePolicies } from "../../fixtures/policies-fixture.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const RETIRED = 5n;
/** The quantity policy makes sure of 1,614 packs' cobalt, to the gram. */
const GRAMS_PER_UNIT = 7_300n;
const MASS = 1_614n * GRAMS_PER_UNIT;
const ROOT = id("passports");
const NOTHING_YET = [false, 0n, 0n, ZeroHash];
const DAY_SECONDS = 86_400n;

/** A plant that asks for a tonne at least, with an order of 1,510 packs, and Alice's lots 1 and 2 with their claims. */
async function fixture() {
  const all = await deployLots(ethers);
  const { alice, carol } = all;
  await mintLots(all, alice.address, 1n, 2n);
  const { quality, quantity } = await definePolicies(all);
  const delivery = await define(all, atLeast(MASS));
  // The plant's own authority, with Carol at its head.
  const authority = await ethers.deployContract("AccessManager", [carol.address]);
  const recalls = await ethers.deployContract("Recalls", [
    await all.authority.getAddress(),
    await all.lots.getAddress(),
  ]);
  const intake = await ethers.deployContract("BatteryPlantIntake", [
    await authority.getAddress(),
    await all.claims.getAddress(),
    [],
    quantity,
    30n,
    [await recalls.getAddress()],
  ]);
  const order = {
    supplier: alice.address,
    units: 1_510n,
    gramsPerUnit: GRAMS_PER_UNIT,
    dueDay: 0n,
    quantityPolicy: delivery,
    policies: [quality],
  };
  const plant = intake.connect(carol);
  await plant.placeOrder(order);
  await all.lots.connect(alice).setApprovalForAll(await intake.getAddress(), true);
  const proven = [1n, 2n].flatMap((lot) => [quality, quantity, delivery].map((p) => claimOf(lot, p, TODAY)));
  await all.claims.connect(alice).prove(proven);
  return {
    ...all,
    quality,
    quantity,
    delivery,
    intake,
    recalls,
    plant,
    supplier: intake.connect(alice),
    order,
  };
}

async function deliveredFixture() {
  const all = await fixture();
  await all.supplier.deliver(1n, 1n);
  return all;
}

describe("BatteryPlantIntake", () => {
  describe("placing an order", () => {
    it("records it", async () => {
      const { intake, plant, order, alice } = await networkHelpers.loadFixture(fixture);
      await expect(plant.placeOrder(order))
        .to.emit(intake, "OrderPlaced")
        .withArgs(2n, alice.address, Object.values(order));
      expect(await intake.orderOf(2n)).to.deep.equal(Object.values(order));
      expect(await intake.deliveryOf(2n)).to.deep.equal(NOTHING_YET);
    });

    it("is for the plant only", async () => {
      const { intake, supplier, order, alice } = await networkHelpers.loadFixture(fixture);
      await expect(supplier.placeOrder(order))
        .to.be.revertedWithCustomError(intake, "AccessManagedUnauthorized")
        .withArgs(alice.address);
    });

    it("is refused if the quantity policy does not cover the units", async () => {
      const { intake, plant, order, quality, policies } = await networkHelpers.loadFixture(fixture);
      await plant.placeOrder({ ...order, units: 1_614n });
      await expect(plant.placeOrder({ ...order, units: 1_615n }))
        .to.be.revertedWithCustomError(intake, "UnitsExceedQuantity")
        .withArgs(1_615n * GRAMS_PER_UNIT, MASS);
      await expect(plant.placeOrder({ ...order, units: 2n ** 32n - 1n, gramsPerUnit: 2n ** 32n - 1n }))
        .to.be.revertedWithCustomError(intake, "UnitsExceedQuantity")
        .withArgs((2n ** 32n - 1n) ** 2n, MASS);
      await expect(plant.placeOrder({ ...order, quantityPolicy: quality }))
        .to.be.revertedWithCustomError(intake, "UnitsExceedQuantity")
        .withArgs(1_510n * GRAMS_PER_UNIT, 0n);
      await expect(plant.placeOrder({ ...order, quantityPolicy: 5n }))
        .to.be.revertedWithCustomError(policies, "PolicyUnknown")
        .withArgs(5n);
    });

    it("is refused if it asks for a policy that nobody defined, which no lot would ever meet", async () => {
      const { plant, order, quality, policies } = await networkHelpers.loadFixture(fixture);
      await expect(plant.placeOrder({ ...order, policies: [quality, 42n] }))
        .to.be.revertedWithCustomError(policies, "PolicyUnknown")
        .withArgs(42n);
      await plant.placeOrder({ ...order, policies: [] });
    });

    it("is refused if it was due before today", async () => {
      const { intake, plant, order } = await networkHelpers.loadFixture(fixture);
      await expect(plant.placeOrder({ ...order, dueDay: TODAY - 1n }))
        .to.be.revertedWithCustomError(intake, "OrderOverdue")
        .withArgs(2n, TODAY - 1n, TODAY);
      await plant.placeOrder({ ...order, dueDay: TODAY });
    });

    it("is refused for nothing, or from nobody", async () => {
      const { intake, plant, order } = await networkHelpers.loadFixture(fixture);
      for (const change of [{ units: 0n }, { gramsPerUnit: 0n }, { supplier: ZeroAddress }]) {
        await expect(plant.placeOrder({ ...order, ...change })).to.be.revertedWithCustomError(
          intake,
          "OrderEmpty",
        );
      }
    });
  });

  describe("delivery", () => {
    it("hands the supplier's lot to the plant", async () => {
      const { intake, supplier, lots } = await networkHelpers.loadFixture(fixture);
      await expect(supplier.deliver(1n, 2n)).to.emit(intake, "OrderDelivered").withArgs(1n, 2n);
      expect(await lots.ownerOf(2n)).to.equal(await intake.getAddress());
      expect(await intake.deliveryOf(1n)).to.deep.equal([false, 2n, 0n, ZeroHash]);
      expect(await intake.orderFor(2n)).to.equal(1n);
      expect(await intake.orderFor(1n)).to.equal(0n);
    });

    it("is taken on the last day, and not on the day after", async () => {
      const { intake, plant, supplier, order } = await networkHelpers.loadFixture(fixture);
      await plant.placeOrder({ ...order, dueDay: TODAY + 2n });
      await plant.placeOrder({ ...order, dueDay: TODAY + 2n });
      // the last second of the last day
      await networkHelpers.time.setNextBlockTimestamp((TODAY + 3n) * DAY_SECONDS - 1n);
      await supplier.deliver(2n, 1n);
      await networkHelpers.time.increaseTo((TODAY + 3n) * DAY_SECONDS);
      await expect(supplier.deliver(3n, 2n))
        .to.be.revertedWithCustomError(intake, "OrderOverdue")
        .withArgs(3n, TODAY + 2n, TODAY + 3n);
      // an order without a last day waits on
      await supplier.deliver(1n, 2n);
    });

    it("may come from a contract account, whoever sends the transaction", async () => {
      const { intake, plant, order, lots, alice, stranger } = await networkHelpers.loadFixture(fixture);
      const wallet = await ethers.deployContract("CallingReceiver", ["0x00000000"]);
      const [from, to] = [await wallet.getAddress(), await intake.getAddress()];
      await plant.placeOrder({ ...order, supplier: from });
      await lots.connect(alice).transferFrom(alice.address, from, 1n);
      await wallet.forward(
        await lots.getAddress(),
        lots.interface.encodeFunctionData("setApprovalForAll", [to, true]),
      );
      const call = intake.interface.encodeFunctionData("deliver", [2n, 1n]);
      await expect(wallet.connect(stranger).forward(to, call))
        .to.emit(intake, "OrderDelivered")
        .withArgs(2n, 1n);
      expect(await lots.ownerOf(1n)).to.equal(to);
    });

    it("needs the gate's claims and the order's, quantity included", async () => {
      const { intake, supplier, claims, alice, lots, quality, quantity, delivery } =
        await networkHelpers.loadFixture(fixture);
      // a lot of another provenance without any claim
      await lots.connect(alice).execute(encoded([splitOperation(2n, [21n, 22n])]));
      const ofAlice = claims.connect(alice);
      const dust = expect(supplier.deliver(1n, 21n));
      await dust.to.be.revertedWithCustomError(intake, "ClaimMissing").withArgs(21n, quantity);
      await ofAlice.prove([claimOf(21n, quantity, TODAY)]);
      await expect(supplier.deliver(1n, 21n))
        .to.be.revertedWithCustomError(intake, "ClaimMissing")
        .withArgs(21n, delivery);
      await ofAlice.prove([claimOf(21n, delivery, TODAY)]);
      // what was proven of lot 2's provenance holds for its piece
      expect(await claims.provenDay(21n, quality)).to.equal(TODAY);
      await supplier.deliver(1n, 21n);
    });

    it("needs the order's quality", async () => {
      const all = await networkHelpers.loadFixture(fixture);
      const { intake, supplier, claims, alice, quality, quantity, delivery } = all;
      await mintLots(all, alice.address, 3n);
      await claims.connect(alice).prove([claimOf(3n, quantity, TODAY), claimOf(3n, delivery, TODAY)]);
      await expect(supplier.deliver(1n, 3n))
        .to.be.revertedWithCustomError(intake, "ClaimMissing")
        .withArgs(3n, quality);
    });

    it("is the supplier's alone, of a lot of its own", async () => {
      const { intake, supplier, lots, alice, bob } = await networkHelpers.loadFixture(fixture);
      await expect(intake.connect(bob).deliver(1n, 1n))
        .to.be.revertedWithCustomError(intake, "SupplierMismatch")
        .withArgs(alice.address, bob.address);
      await lots.connect(alice).transferFrom(alice.address, bob.address, 2n);
      await lots.connect(bob).setApprovalForAll(await intake.getAddress(), true);
      await expect(supplier.deliver(1n, 2n))
        .to.be.revertedWithCustomError(lots, "ERC721IncorrectOwner")
        .withArgs(alice.address, 2n, bob.address);
    });

    it("happens once for an order, and once with a lot", async () => {
      const { intake, supplier, plant, order, lots, alice } =
        await networkHelpers.loadFixture(deliveredFixture);
      await expect(supplier.deliver(1n, 2n))
        .to.be.revertedWithCustomError(intake, "OrderAlreadyDelivered")
        .withArgs(1n, 1n);
      await plant.placeOrder(order);
      await expect(supplier.deliver(2n, 1n))
        .to.be.revertedWithCustomError(lots, "ERC721IncorrectOwner")
        .withArgs(alice.address, 1n, await intake.getAddress());
    });

    it("needs an order", async () => {
      const { intake, supplier } = await networkHelpers.loadFixture(fixture);
      for (const orderId of [0n, 2n]) {
        await expect(supplier.deliver(orderId, 1n))
          .to.be.revertedWithCustomError(intake, "OrderUnknown")
          .withArgs(orderId);
      }
      await expect(intake.orderOf(2n)).to.be.revertedWithCustomError(intake, "OrderUnknown").withArgs(2n);
    });
  });

  describe("cancelling an order", () => {
    it("ends it before a delivery, once and for all", async () => {
      const { intake, plant, supplier, lots, alice } = await networkHelpers.loadFixture(fixture);
      await expect(plant.cancelOrder(1n)).to.emit(intake, "OrderCancelled").withArgs(1n);
      expect(await intake.deliveryOf(1n)).to.deep.equal([true, 0n, 0n, ZeroHash]);
      for (const attempt of [supplier.deliver(1n, 1n), plant.cancelOrder(1n)]) {
        await expect(attempt).to.be.revertedWithCustomError(intake, "OrderIsCancelled").withArgs(1n);
      }
      for (const attempt of [plant.returnLot(1n), plant.backPassports(1n, 1n, ROOT)]) {
        await expect(attempt).to.be.revertedWithCustomError(intake, "OrderNotDelivered").withArgs(1n);
      }
      expect(await lots.ownerOf(1n)).to.equal(alice.address);
    });

    it("is for the plant only, of an order that waits", async () => {
      const { intake, plant, supplier, alice } = await networkHelpers.loadFixture(deliveredFixture);
      await expect(supplier.cancelOrder(1n))
        .to.be.revertedWithCustomError(intake, "AccessManagedUnauthorized")
        .withArgs(alice.address);
      await expect(plant.cancelOrder(1n))
        .to.be.revertedWithCustomError(intake, "OrderAlreadyDelivered")
        .withArgs(1n, 1n);
      await expect(plant.cancelOrder(2n)).to.be.revertedWithCustomError(intake, "OrderUnknown").withArgs(2n);
    });
  });

  describe("returning a lot", () => {
    it("gives it back to the supplier, and the order waits again", async () => {
      const { intake, plant, supplier, lots, alice } = await networkHelpers.loadFixture(deliveredFixture);
      await expect(plant.returnLot(1n)).to.emit(intake, "OrderReturned").withArgs(1n, 1n);
      expect(await lots.ownerOf(1n)).to.equal(alice.address);
      expect(await intake.deliveryOf(1n)).to.deep.equal(NOTHING_YET);
      expect(await intake.orderFor(1n)).to.equal(0n);
      for (const attempt of [plant.returnLot(1n), plant.backPassports(1n, 1n, ROOT)]) {
        await expect(attempt).to.be.revertedWithCustomError(intake, "OrderNotDelivered").withArgs(1n);
      }
      // another lot, or the very same one
      for (const lotId of [2n, 1n]) {
        await supplier.deliver(1n, lotId);
        expect(await intake.orderFor(lotId)).to.equal(1n);
        await plant.returnLot(1n);
      }
      await plant.cancelOrder(1n);
    });

    it("needs a delivery that backs nothing, and is for the plant only", async () => {
      const { intake, plant, supplier, alice } = await networkHelpers.loadFixture(deliveredFixture);
      await expect(supplier.returnLot(1n))
        .to.be.revertedWithCustomError(intake, "AccessManagedUnauthorized")
        .withArgs(alice.address);
      await expect(plant.returnLot(2n)).to.be.revertedWithCustomError(intake, "OrderUnknown").withArgs(2n);
      await plant.backPassports(1n, 10n, ROOT);
      await expect(plant.returnLot(1n))
        .to.be.revertedWithCustomError(intake, "OrderAlreadyBacked")
        .withArgs(1n, ROOT);
    });

    it("waits while the lot is held, and then changes nothing", async () => {
      const { intake, plant, lots } = await networkHelpers.loadFixture(deliveredFixture);
      await lots.hold([1n], ZeroHash);
      await expect(plant.returnLot(1n)).to.be.revertedWithCustomError(lots, "LotNotActive").withArgs(1n, 3n);
      expect(await intake.orderFor(1n)).to.equal(1n);
      await lots.release([1n]);
      await plant.returnLot(1n);
    });

    it("reaches a supplier that is a contract, which is not asked whether it receives", async () => {
      const { intake, plant, order, lots, alice } = await networkHelpers.loadFixture(fixture);
      const wallet = await ethers.deployContract("CallingReceiver", ["0xffffffff"]);
      const [from, to, token] = [
        await wallet.getAddress(),
        await intake.getAddress(),
        await lots.getAddress(),
      ];
      await plant.placeOrder({ ...order, supplier: from });
      await lots.connect(alice).transferFrom(alice.address, from, 1n);
      await wallet.forward(token, lots.interface.encodeFunctionData("setApprovalForAll", [to, true]));
      await wallet.forward(to, intake.interface.encodeFunctionData("deliver", [2n, 1n]));
      await plant.returnLot(2n);
      expect(await lots.ownerOf(1n)).to.equal(from);
      expect(await wallet.called()).to.equal(false);
    });
  });

  describe("rescuing a lot", () => {
    it("gives on what was sent here without a delivery", async () => {
      const { intake, plant, lots, alice, bob } = await networkHelpers.loadFixture(fixture);
      await lots.connect(alice).transferFrom(alice.address, await intake.getAddress(), 2n);
      await expect(plant.rescue(2n, bob.address)).to.emit(intake, "LotRescued").withArgs(2n, bob.address);
      expect(await lots.ownerOf(2n)).to.equal(bob.address);
    });

    it("takes no delivered lot, before its passports or after, nor one that is not here", async () => {
      const { intake, plant, lots, alice, bob } = await networkHelpers.loadFixture(deliveredFixture);
      await expect(plant.rescue(1n, bob.address))
        .to.be.revertedWithCustomError(intake, "LotDelivered")
        .withArgs(1n, 1n);
      await plant.backPassports(1n, 10n, ROOT);
      await expect(plant.rescue(1n, bob.address))
        .to.be.revertedWithCustomError(intake, "LotDelivered")
        .withArgs(1n, 1n);
      // Alice trusts the intake with all her lots
      await expect(plant.rescue(2n, bob.address))
        .to.be.revertedWithCustomError(lots, "ERC721IncorrectOwner")
        .withArgs(await intake.getAddress(), 2n, alice.address);
      await expect(plant.rescue(99n, bob.address)).to.be.revertedWithCustomError(
        lots,
        "ERC721NonexistentToken",
      );
    });

    it("takes a lot that came back and was then sent here by mistake", async () => {
      const { intake, plant, lots, alice, bob } = await networkHelpers.loadFixture(deliveredFixture);
      await plant.returnLot(1n);
      await lots.connect(alice).transferFrom(alice.address, await intake.getAddress(), 1n);
      await plant.rescue(1n, bob.address);
      expect(await lots.ownerOf(1n)).to.equal(bob.address);
    });

    it("is for the plant only", async () => {
      const { intake, supplier, lots, alice } = await networkHelpers.loadFixture(fixture);
      await lots.connect(alice).transferFrom(alice.address, await intake.getAddress(), 2n);
      await expect(supplier.rescue(2n, alice.address))
        .to.be.revertedWithCustomError(intake, "AccessManagedUnauthorized")
        .withArgs(alice.address);
    });
  });

  describe("the constructor", () => {
    it("refuses an authority or a record of claims without code, and claims of no age", async () => {
      const { intake, authority, claims, quantity, stranger } = await networkHelpers.loadFixture(fixture);
      const factory = await ethers.getContractFactory("BatteryPlantIntake");
      const [manager, record] = [await authority.getAddress(), await claims.getAddress()];
      for (const nothing of [ZeroAddress, stranger.address]) {
        await expect(factory.deploy(nothing, record, [], quantity, 30n, []))
          .to.be.revertedWithCustomError(intake, "CodeMissing")
          .withArgs(nothing);
        await expect(factory.deploy(manager, nothing, [], quantity, 30n, []))
          .to.be.revertedWithCustomError(intake, "CodeMissing")
          .withArgs(nothing);
      }
      await expect(factory.deploy(manager, record, [], quantity, 0n, [])).to.be.revertedWithCustomError(
        intake,
        "MaxClaimAgeZero",
      );
      await factory.deploy(manager, record, [], quantity, 1n, []);
    });
  });

  describe("backing passports", () => {
    it("retires the lot into packs and records them with their passports' root", async () => {
      const { intake, plant, supplier, lots } = await networkHelpers.loadFixture(fixture);
      await supplier.deliver(1n, 2n);
      const purpose = keccak256(
        AbiCoder.defaultAbiCoder().encode(
          ["uint256", "address", "uint256", "uint256", "bytes32"],
          [(await ethers.provider.getNetwork()).chainId, await intake.getAddress(), 1n, 1_510n, ROOT],
        ),
      );
      await expect(plant.backPassports(1n, 1_510n, ROOT))
        .to.emit(intake, "OrderBacked")
        .withArgs(1n, 2n, 1_510n, ROOT, purpose);
      expect(await intake.deliveryOf(1n)).to.deep.equal([false, 2n, 1_510n, ROOT]);
      // from the lot to the order, whatever purposes others may retire lots under
      expect(await intake.orderFor(2n)).to.equal(1n);
      expect((await lots.lotOf(2n)).status).to.equal(RETIRED);
      expect(await lots.purposeOf(2n)).to.equal(purpose);
    });

    it("leaves the claims on record for the passports' auditors", async () => {
      const { plant, claims, quality, delivery } = await networkHelpers.loadFixture(deliveredFixture);
      await plant.backPassports(1n, 1_510n, ROOT);
      for (const policy of [quality, delivery]) {
        expect(await claims.recordedDay(1n, policy)).to.equal(TODAY);
        expect(await claims.provenDay(1n, policy)).to.equal(0n);
      }
    });

    it("covers as many packs as the quantity policy makes sure of, and not one more", async () => {
      const { intake, plant } = await networkHelpers.loadFixture(deliveredFixture);
      await expect(plant.backPassports(1n, 1_615n, ROOT))
        .to.be.revertedWithCustomError(intake, "UnitsExceedQuantity")
        .withArgs(1_615n * GRAMS_PER_UNIT, MASS);
      await plant.backPassports(1n, 1_614n, ROOT);
    });

    it("happens once for a delivery", async () => {
      const { intake, plant } = await networkHelpers.loadFixture(deliveredFixture);
      await plant.backPassports(1n, 10n, ROOT);
      for (const root of [ROOT, id("other passports")]) {
        await expect(plant.backPassports(1n, 10n, root))
          .to.be.revertedWithCustomError(intake, "OrderAlreadyBacked")
          .withArgs(1n, ROOT);
      }
    });

    it("needs a delivery, packs and a root, and is for the plant only", async () => {
      const { intake, plant, supplier, order, alice } = await networkHelpers.loadFixture(deliveredFixture);
      await plant.placeOrder(order);
      await expect(plant.backPassports(2n, 1n, ROOT))
        .to.be.revertedWithCustomError(intake, "OrderNotDelivered")
        .withArgs(2n);
      await expect(plant.backPassports(3n, 1n, ROOT))
        .to.be.revertedWithCustomError(intake, "OrderUnknown")
        .withArgs(3n);
      await expect(plant.backPassports(1n, 0n, ROOT)).to.be.revertedWithCustomError(intake, "OrderEmpty");
      await expect(plant.backPassports(1n, 1n, ZeroHash)).to.be.revertedWithCustomError(
        intake,
        "PassportRootMissing",
      );
      await expect(supplier.backPassports(1n, 1n, ROOT))
        .to.be.revertedWithCustomError(intake, "AccessManagedUnauthorized")
        .withArgs(alice.address);
    });

    it("is refused for a lot that was called back since it was delivered, which goes back", async () => {
      const { lots, plant, recalls, alice } = await networkHelpers.loadFixture(deliveredFixture);
      await recalls.open([1n], 0, ZeroHash, true);
      await expect(plant.backPassports(1n, 10n, ROOT))
        .to.be.revertedWithCustomError(recalls, "ProvenanceRecalled")
        .withArgs(1n, 1n);
      await plant.returnLot(1n);
      expect(await lots.ownerOf(1n)).to.equal(alice.address);
    });

    it("goes on where a recall is of another lot, or over", async () => {
      const { plant, recalls } = await networkHelpers.loadFixture(deliveredFixture);
      await recalls.open([2n], 0, ZeroHash, true);
      await plant.backPassports.staticCall(1n, 10n, ROOT);
      await recalls.open([1n], 0, ZeroHash, true);
      await recalls.close(2n);
      await plant.backPassports(1n, 10n, ROOT);
    });

    it("waits while the lot is held", async () => {
      const { plant, lots } = await networkHelpers.loadFixture(deliveredFixture);
      await lots.hold([1n], ZeroHash);
      await expect(plant.backPassports(1n, 10n, ROOT))
        .to.be.revertedWithCustomError(lots, "LotNotActive")
        .withArgs(1n, 3n);
      await lots.release([1n]);
      await plant.backPassports(1n, 10n, ROOT);
    });
  });
});
