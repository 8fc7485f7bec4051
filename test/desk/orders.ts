import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import { afterEach, beforeEach, describe, it } from "mocha";

import { type Intake, intakeAt, readOrder, readOrders } from "../../scripts/chain/orders.ts";
import { mined } from "../../scripts/chain/refusal.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { proveClaims } from "../../scripts/desk/claims.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import { fitsOf, requirementsOf } from "../../scripts/desk/order-fit.ts";
import {
  backPassports,
  cancelOrder,
  deliverLot,
  deployIntake,
  resolveIntake,
  placeOrder,
  rescueLot,
  returnLot,
} from "../../scripts/desk/orders.ts";
import { ensureDefined, policyBook } from "../../scripts/desk/policies.ts";
import { refreshLots } from "../../scripts/desk/refresh.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import { newDesk } from "../fixtures/desk.ts";
import { deployDeskWorld, developmentWallet, POLICY, SITE } from "../fixtures/desk-world.ts";
import { expectError } from "../fixtures/errors.ts";
import { ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const SUPPLIER = developmentWallet(1, ethers.provider);
const PLANT = developmentWallet(2, ethers.provider);
const TONNE = parsePolicy("mass >= 1 t", ATTRIBUTES);

const world = () => deployDeskWorld(ethers.provider, [SUPPLIER, PLANT]);

describe("orders at desks", () => {
  let folder: string;
  let supplier: Desk;
  let plant: Desk;
  let intake: Intake;
  let lot: bigint;

  beforeEach(async () => {
    const { contracts } = await networkHelpers.loadFixture(world);
    folder = mkdtempSync(path.join(tmpdir(), "kobold-orders-"));
    const place = { folder, provider: ethers.provider, contracts };
    supplier = await newDesk("supplier", SUPPLIER, place);
    plant = await newDesk("plant", PLANT, place);
    supplier.vault.sites.put(SITE);
    const { lots } = await mintLot(supplier, {
      site: "works",
      documents: "ticket",
      figures: { massGrams: 2_000_000n },
    });
    lot = lotId(lots[0] ?? expect.fail("no lot"));
    await ensureDefined(plant, TONNE, await policyBook(plant));
    const recalls = [await contracts.recalls.getAddress()];
    const terms = { policies: [policyId(POLICY)], massPolicy: policyId(TONNE), maxClaimAge: 30, recalls };
    await deployIntake(plant, terms);
    intake = await resolveIntake(plant, "");
  });
  afterEach(() => {
    supplier.vault.close();
    plant.vault.close();
    rmSync(folder, { recursive: true });
  });

  const order = async (units = 100, dueDay?: number) => {
    const policies = [policyId(POLICY)];
    const asked = { supplier: SUPPLIER.address, units, gramsPerUnit: 20_000n, dueDay, policies };
    const id = await placeOrder(plant, intake, asked, await policyBook(plant));
    return readOrder(intake, id);
  };
  const fitOf = async (wanted: Awaited<ReturnType<typeof order>>) => {
    const book = await policyBook(supplier);
    const record = supplier.vault.lots.require(supplier.port.deployment, lot);
    const asked = requirementsOf(intake, wanted, book);
    const [fit = expect.fail("no fit")] = await fitsOf(supplier, [record], asked, intake, book);
    return { ...fit, asked };
  };

  it("ask for each policy once, and for the quantity that the packs take", async () => {
    const { asked, lacks, unproven } = await fitOf(await order());
    const twoTonnes = policyId(parsePolicy("mass >= 2 t", ATTRIBUTES));
    expect(asked.map(({ id, askedBy }) => [id, askedBy])).to.deep.equal([
      [policyId(POLICY), "gate"],
      [policyId(TONNE), "gate"],
      [twoTonnes, "quantity"],
    ]);
    expect(lacks).to.deep.equal([]);
    expect(unproven).to.deep.equal(asked);
    const tooMuch = await fitOf(await order(101));
    expect(tooMuch.lacks).to.have.length(1);
  });

  it("are answered with claims that are fresh, and with stale ones only once they are proven again", async () => {
    const wanted = await order();
    const { asked } = await fitOf(wanted);
    const prove = () =>
      proveClaims(
        supplier,
        lot,
        asked.map(({ id }) => id),
      );
    await prove();
    expect((await fitOf(wanted)).unproven).to.deep.equal([]);
    await networkHelpers.time.increase(31 * 86_400);
    expect((await fitOf(wanted)).unproven).to.deep.equal(asked);
    await expectError("CHAIN_REFUSED", () => deliverLot(supplier, intake, wanted, lot), "ClaimStale");
    expect(supplier.vault.lots.require(supplier.port.deployment, lot).state).to.equal("active");

    await prove();
    const before = supplier.vault.journal.list().length;
    await deliverLot(supplier, intake, wanted, lot);
    // the intake was let in before the refusal, and is not let in again
    expect(supplier.vault.journal.list()).to.have.length(before + 1);
    const delivered = await readOrder(intake, wanted.id);
    expect([delivered.state, delivered.lotId]).to.deep.equal(["delivered", lot]);
    await expectError("RULE_BROKEN", () => deliverLot(supplier, intake, delivered, lot), "delivered");

    const book = await policyBook(plant);
    const serials = Array.from({ length: 101 }, (_, i) => `pack ${i}`);
    await expectError(
      "RULE_BROKEN",
      () => backPassports(plant, intake, delivered, serials, book),
      "101 units",
    );
    await backPassports(plant, intake, delivered, serials.slice(1), book);
    expect((await readOrders(intake)).map(({ state, unitsBacked }) => [state, unitsBacked])).to.deep.equal([
      ["backed", 100],
    ]);
  });

  const proven = async (wanted: Awaited<ReturnType<typeof order>>) => {
    const { asked } = await fitOf(wanted);
    const ids = asked.map(({ id }) => id);
    await proveClaims(supplier, lot, ids);
  };
  const stateOfLot = async () => {
    await refreshLots(supplier);
    return supplier.vault.lots.require(supplier.port.deployment, lot).state;
  };

  it("are not answered with a lot that is called back, before anything is sent", async () => {
    const wanted = await order();
    await proven(wanted);
    const { recalls, cobaltLot } = supplier.contracts;
    const { provenanceId } = await cobaltLot.lotOf(lot);
    await mined(recalls.open([provenanceId], 0, ZeroHash, true));
    const before = supplier.vault.journal.list().length;
    await expectError("CHAIN_REFUSED", () => deliverLot(supplier, intake, wanted, lot), "is called back");
    expect(supplier.vault.journal.list()).to.have.length(before);
    expect(await cobaltLot.getApproved(lot)).to.equal(ZeroAddress);
    await mined(recalls.close(1));
    await deliverLot(supplier, intake, wanted, lot);
    expect((await readOrder(intake, wanted.id)).state).to.equal("delivered");
  });

  it("can be answered on the last day, and not on the next", async () => {
    const wanted = await order(100, TODAY + 1);
    expect(wanted.dueDay).to.equal(TODAY + 1);
    await proven(wanted);
    const evening = (TODAY + 2) * 86_400 - 60;
    await networkHelpers.time.increaseTo(evening);
    const before = await networkHelpers.takeSnapshot();
    await deliverLot(supplier, intake, wanted, lot);
    expect((await readOrder(intake, wanted.id)).state).to.equal("delivered");
    await before.restore();
    await networkHelpers.time.increaseTo(evening + 60);
    supplier.vault.journal.observed(supplier.port.deployment, lot, "active");
    await expectError(
      "RULE_BROKEN",
      () => deliverLot(supplier, intake, wanted, lot),
      "was due on 2026-03-17",
    );
    await expectError("CHAIN_REFUSED", () => order(1, TODAY), "OrderOverdue");
  });

  it("are answered no more once the plant has cancelled them", async () => {
    const wanted = await order();
    await expectError("CHAIN_REFUSED", () => cancelOrder(supplier, intake, wanted.id), "AccessManaged");
    await cancelOrder(plant, intake, wanted.id);
    const cancelled = await readOrder(intake, wanted.id);
    expect(cancelled.state).to.equal("cancelled");
    await expectError("RULE_BROKEN", () => deliverLot(supplier, intake, cancelled, lot), "has cancelled");
    await expectError("CHAIN_REFUSED", () => cancelOrder(plant, intake, wanted.id), "OrderIsCancelled");
  });

  it("are open again once the plant has returned the lot, which the supplier may deliver again", async () => {
    const wanted = await order();
    await proven(wanted);
    await deliverLot(supplier, intake, wanted, lot);
    expect(await stateOfLot()).to.equal("transferred");
    await returnLot(plant, intake, wanted.id);
    const returned = await readOrder(intake, wanted.id);
    expect([returned.state, returned.lotId]).to.deep.equal(["open", undefined]);
    expect(await stateOfLot()).to.equal("active");
    await expectError("CHAIN_REFUSED", () => returnLot(plant, intake, wanted.id), "OrderNotDelivered");
    await deliverLot(supplier, intake, returned, lot);
    expect((await readOrder(intake, wanted.id)).state).to.equal("delivered");
    // which is no stray lot
    const rescuing = () => rescueLot(plant, intake, lot, PLANT.address);
    await expectError("CHAIN_REFUSED", rescuing, "LotDelivered");
  });

  it("have nothing to do with a lot that was sent to the intake, which the plant gives on", async () => {
    const { cobaltLot } = supplier.contracts;
    const sent = cobaltLot.connect(SUPPLIER).transferFrom(SUPPLIER.address, intake.address, lot);
    await mined(sent);
    await rescueLot(plant, intake, lot, SUPPLIER.address);
    expect(await cobaltLot.ownerOf(lot)).to.equal(SUPPLIER.address);
    expect(await stateOfLot()).to.equal("active");
  });

  it("are placed by the plant alone, at an intake of this deployment", async () => {
    expect(await resolveIntake(supplier, intake.address)).to.deep.include({ maxClaimAge: 30 });
    await expectError("NOT_FOUND", () => resolveIntake(supplier, ""), "has deployed none");
    await expectError("BAD_INPUT", () => resolveIntake(supplier, "0x12"), "not an address");
    const other = await deployDeskWorld(ethers.provider, []);
    const claims = await other.contracts.claims.getAddress();
    await expectError(
      "CHAIN_MISMATCH",
      () => intakeAt(intake.address, claims, ethers.provider),
      "another deployment",
    );
    const asked = { supplier: SUPPLIER.address, units: 1, gramsPerUnit: 2n, policies: [] };
    const book = await policyBook(supplier);
    await expectError(
      "CHAIN_REFUSED",
      () => placeOrder(supplier, intake, asked, book),
      "AccessManagedUnauthorized",
    );
  });
});
