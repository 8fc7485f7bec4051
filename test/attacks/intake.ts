import { expect } from "chai";
import { AbiCoder, id, keccak256, ZeroHash } from "ethers";
import { describe, it } from "mocha";

import { claimOf } from "../../scripts/chain/claims.ts";
import { definePolicy } from "../../scripts/chain/policies.ts";
import { type Policy, policyId } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import type { BatteryPlantIntake } from "../../types/index.ts";
import { claimInputsOf, splitOf } from "../fixtures/attack-statements.ts";
import { attackWorld, type AttackWorld } from "../fixtures/attack-world.ts";
import { type LotFacts, lotIdOf } from "../fixtures/circuits/lot.ts";
import { ATTRIBUTES, TODAY } from "../fixtures/sites.ts";
import { LOSS } from "../fixtures/operations.ts";

const DAY = 86_400;
const MAX_CLAIM_AGE = 30;
const GRAMS_PER_PACK = 10_000;
const PACKS = 1_000;
const ROOT = id("passports");
const policy = (words: string) => parsePolicy(words, ATTRIBUTES);
const CONFORMANT = policy("rmap = 100%");
const TEN_TONNES = policy("mass >= 10 t");
const RECYCLED = policy("recycled >= 16%");

describe("attacks on a battery plant's intake", () => {
  let ore: LotFacts;
  let oreId = 0n;
  let intake: BatteryPlantIntake;
  let plant: AttackWorld["alice"];
  const world = attackWorld(async (w) => {
    const mined = await w.mint("mine");
    await w.perform(w.alice, mined);
    ore = mined.lot;
    oreId = lotIdOf(ore);
    for (const each of [CONFORMANT, TEN_TONNES, RECYCLED]) await definePolicy(w.contracts.policies, each);
    const { ethers } = w.connection;
    plant = w.deployed.stranger;
    const authority = await ethers.deployContract("AccessManager", [plant.address]);
    intake = await ethers.deployContract("BatteryPlantIntake", [
      await authority.getAddress(),
      await w.contracts.claims.getAddress(),
      [policyId(CONFORMANT)],
      policyId(TEN_TONNES),
      MAX_CLAIM_AGE,
      [w.deployed.addresses.recalls],
    ]);
    await prove(w, CONFORMANT, ore);
    await prove(w, TEN_TONNES, ore);
    await intake.connect(plant).placeOrder(orderOf(w));
    await w.contracts.cobaltLot.connect(w.alice).setApprovalForAll(await intake.getAddress(), true);
  });

  const prove = async (w: AttackWorld, rows: Policy, lot: LotFacts) => {
    const inputs = claimInputsOf(rows, lot, TODAY);
    const claim = claimOf(inputs, await w.proofOf("claim", inputs));
    await w.contracts.claims.connect(w.alice).prove([claim]);
  };
  const orderOf = (w: AttackWorld) => ({
    supplier: w.alice.address,
    units: PACKS,
    gramsPerUnit: GRAMS_PER_PACK,
    dueDay: 0,
    quantityPolicy: policyId(TEN_TONNES),
    policies: [policyId(CONFORMANT)],
  });
  const tried = (w: AttackWorld, lotId: bigint) => intake.connect(w.alice).deliver.staticCall(1, lotId);
  const deliver = (w: AttackWorld) => intake.connect(w.alice).deliver(1, oreId);

  it("a gram of good cobalt that opens the gate for tonnes", async () => {
    const w = world();
    await tried(w, oreId);
    const split = splitOf(ore, [1n, ore.massGrams - 1n]);
    await w.perform(w.alice, split);
    const [dust = 0n] = split.pieces.map(lotIdOf);
    // it inherits the claim about the provenance, not the one about the mass
    await w.expectRefused(tried(w, dust), "ClaimMissing", dust, policyId(TEN_TONNES));
    const claims = await w.contracts.claims.getAddress();
    const gateOf = async (massPolicy: bigint) =>
      w.connection.ethers.deployContract("GreenIntake", [claims, [], massPolicy, []]);
    await gateOf(policyId(TEN_TONNES));
    const careless = gateOf(policyId(CONFORMANT));
    await expect(careless).to.be.revertedWithCustomError(intake, "MinimumMassMissing");
  });

  it("a lot that was not proven to meet what the order asks", async () => {
    const w = world();
    await tried(w, oreId);
    const order = { ...orderOf(w), policies: [policyId(RECYCLED)] };
    await intake.connect(plant).placeOrder(order);
    const call = intake.connect(w.alice).deliver.staticCall(2, oreId);
    await w.expectRefused(call, "ClaimMissing", policyId(RECYCLED));
  });

  it("a stale claim", async () => {
    const w = world();
    await w.connection.networkHelpers.time.increase(MAX_CLAIM_AGE * DAY);
    await tried(w, oreId);
    await w.connection.networkHelpers.time.increase(DAY);
    await w.expectRefused(tried(w, oreId), "ClaimStale", TODAY);
  });

  it("another's lot delivered by the supplier, or the order filled by another", async () => {
    const w = world();
    await tried(w, oreId);
    const { cobaltLot } = w.contracts;
    await w.expectRefused(intake.connect(w.bob).deliver(1, oreId), "SupplierMismatch", w.bob.address);
    await cobaltLot.connect(w.alice).transferFrom(w.alice.address, w.bob.address, oreId);
    await cobaltLot.connect(w.bob).setApprovalForAll(await intake.getAddress(), true);
    await w.expectRefused(deliver(w), "ERC721IncorrectOwner", w.alice.address);
  });

  it("a lot that is held, offered or gone", async () => {
    const w = world();
    const lots = w.contracts.cobaltLot.connect(w.alice);
    await tried(w, oreId);
    await lots.offer(oreId, w.bob.address, 1_800_000_000, "0x");
    await w.expectRefused(tried(w, oreId), "ClaimMissing", oreId);
    await lots.cancel(oreId);
    await w.contracts.cobaltLot.connect(w.deployed.surveillance).hold([oreId], ZeroHash);
    await w.expectRefused(tried(w, oreId), "ClaimMissing", oreId);
    await w.contracts.cobaltLot.connect(w.deployed.surveillance).release([oreId]);
    await lots.retire(oreId, LOSS, ZeroHash);
    await w.expectRefused(tried(w, oreId), "ClaimMissing", oreId);
  });

  it("more packs than the quantity was proven for, at the order and at the passports", async () => {
    const w = world();
    const more = { ...orderOf(w), units: PACKS + 1 };
    await w.expectRefused(intake.connect(plant).placeOrder(more), "UnitsExceedQuantity");
    await deliver(w);
    const back = (units: number) => intake.connect(plant).backPassports.staticCall(1, units, ROOT);
    await back(PACKS);
    await w.expectRefused(back(PACKS + 1), "UnitsExceedQuantity");
  });

  it("one delivery that backs two sets of passports", async () => {
    const w = world();
    await deliver(w);
    await w.expectRefused(deliver(w), "OrderAlreadyDelivered", oreId);
    await intake.connect(plant).backPassports(1, 500, ROOT);
    const again = intake.connect(plant).backPassports(1, 500, id("more passports"));
    await w.expectRefused(again, "OrderAlreadyBacked", ROOT);
    const anew = w.contracts.cobaltLot.connect(w.alice).retire(oreId, LOSS, ZeroHash);
    await w.expectRefused(anew, "LotNotActive", oreId);
  });

  it("one lot delivered for two orders", async () => {
    const w = world();
    await intake.connect(plant).placeOrder(orderOf(w));
    await intake.connect(w.alice).deliver.staticCall(2, oreId);
    await deliver(w);
    const second = intake.connect(w.alice).deliver(2, oreId);
    await w.expectRefused(second, "ERC721IncorrectOwner", w.alice.address);
  });

  it("an order filled after its last day, or after it was cancelled", async () => {
    const w = world();
    await intake.connect(plant).placeOrder({ ...orderOf(w), dueDay: TODAY });
    await intake.connect(w.alice).deliver.staticCall(2, oreId);
    await w.connection.networkHelpers.time.increase(DAY);
    await w.expectRefused(intake.connect(w.alice).deliver(2, oreId), "OrderOverdue", 2n, TODAY);
    await intake.connect(plant).cancelOrder(1);
    await w.expectRefused(deliver(w), "OrderIsCancelled", 1n);
  });

  it("a lot of the supplier's taken by the plant, delivered or not, for itself or a friend", async () => {
    const w = world();
    // the supplier trusts the intake with all its lots
    const rescue = () => intake.connect(plant).rescue(oreId, plant.address);
    await w.expectRefused(rescue(), "ERC721IncorrectOwner", w.alice.address);
    await deliver(w);
    await w.expectRefused(rescue(), "LotDelivered", oreId);
    await intake.connect(plant).returnLot(1);
    expect(await w.contracts.cobaltLot.ownerOf(oreId)).to.equal(w.alice.address);
    await w.expectRefused(rescue(), "ERC721IncorrectOwner", w.alice.address);
  });

  it("a lot retired under a delivery's purpose by somebody else, to pass for what backs its passports", async () => {
    const w = world();
    await deliver(w);
    const { chainId } = await w.connection.ethers.provider.getNetwork();
    await intake.connect(plant).backPassports(1, PACKS, ROOT);
    const purpose = await w.contracts.cobaltLot.purposeOf(oreId);
    const words = AbiCoder.defaultAbiCoder().encode(
      ["uint256", "address", "uint256", "uint256", "bytes32"],
      [chainId, await intake.getAddress(), 1, PACKS, ROOT],
    );
    expect(purpose).to.equal(keccak256(words));
    const worse = await w.mint("recycler");
    await w.perform(w.alice, worse);
    await w.contracts.cobaltLot.connect(w.alice).retire(lotIdOf(worse.lot), LOSS, purpose);
    expect(await intake.orderFor(lotIdOf(worse.lot))).to.equal(0n);
    expect(await intake.orderFor(oreId)).to.equal(1n);
    expect((await intake.deliveryOf(1)).lotId).to.equal(oreId);
  });

  it("orders and passports by anybody but the plant", async () => {
    const w = world();
    await deliver(w);
    await intake.connect(plant).backPassports.staticCall(1, PACKS, ROOT);
    for (const signer of [w.alice, w.mallory, w.deployed.administrator]) {
      const error = ["AccessManagedUnauthorized", signer.address] as const;
      await w.expectRefused(intake.connect(signer).placeOrder(orderOf(w)), ...error);
      await w.expectRefused(intake.connect(signer).backPassports(1, PACKS, ROOT), ...error);
      await w.expectRefused(intake.connect(signer).cancelOrder(1), ...error);
      await w.expectRefused(intake.connect(signer).returnLot(1), ...error);
      await w.expectRefused(intake.connect(signer).rescue(oreId, signer.address), ...error);
    }
  });
});
