import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { describe, it } from "mocha";

import { claimOf } from "../../scripts/chain/claims.ts";
import { definePolicy } from "../../scripts/chain/policies.ts";
import { policyId } from "../../scripts/core/policy.ts";
import { parsePolicy } from "../../scripts/core/policy-words.ts";
import { ROLES } from "../../scripts/ignition/roles.ts";
import type { BatteryPlantIntake } from "../../types/index.ts";
import { claimInputsOf, mergeOf, splitOf } from "../fixtures/attack-statements.ts";
import { attackWorld, type AttackWorld } from "../fixtures/attack-world.ts";
import { type LotFacts, lotIdOf } from "../fixtures/circuits/lot.ts";
import { blended } from "../fixtures/circuits/merge.ts";
import { LOSS } from "../fixtures/operations.ts";
import { ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const TONNE = parsePolicy("mass >= 1 t", ATTRIBUTES);
const SANCTION = 2;
const REASON = id("a list");
const ROOT = id("passports");
const DELAY = 3_600;
// in the order in which the world makes them
const [BAD, GOOD] = [1n, 2n];

describe("attacks on recalls", () => {
  let bad: LotFacts;
  let good: LotFacts;
  let intake: BatteryPlantIntake;
  let plant: AttackWorld["alice"];
  const world = attackWorld(async (w) => {
    const [mined, recycled] = [await w.mint("mine"), await w.mint("recycler")];
    await w.perform(w.alice, mined, recycled);
    [bad, good] = [mined.lot, recycled.lot];
    await definePolicy(w.contracts.policies, TONNE);
    const { ethers } = w.connection;
    plant = w.deployed.stranger;
    const authority = await ethers.deployContract("AccessManager", [plant.address]);
    intake = await ethers.deployContract("BatteryPlantIntake", [
      await authority.getAddress(),
      await w.contracts.claims.getAddress(),
      [],
      policyId(TONNE),
      30,
      [await w.contracts.recalls.getAddress()],
    ]);
    await intake.connect(plant).placeOrder({
      supplier: w.alice.address,
      units: 100,
      gramsPerUnit: 10_000,
      dueDay: 0,
      quantityPolicy: policyId(TONNE),
      policies: [],
    });
    await w.contracts.cobaltLot.connect(w.alice).setApprovalForAll(await intake.getAddress(), true);
    for (const lot of [bad, good]) await prove(w, lot);
  });

  const prove = async (w: AttackWorld, lot: LotFacts) => {
    const inputs = claimInputsOf(TONNE, lot, TODAY);
    await w.contracts.claims.connect(w.alice).prove([claimOf(inputs, await w.proofOf("claim", inputs))]);
  };
  const deliver = (w: AttackWorld, lot: LotFacts) =>
    intake.connect(w.alice).deliver.staticCall(1, lotIdOf(lot));
  const authority = (w: AttackWorld) => w.contracts.recalls.connect(w.deployed.recallAuthority);
  const recall = (w: AttackWorld, ...roots: bigint[]) => authority(w).open(roots, SANCTION, REASON, true);
  /** Splits the bad lot, blends a gram of it with the good one, refines the blend, and has it proven. */
  const storm = async (w: AttackWorld) => {
    const split = splitOf(bad, [1n, bad.massGrams - 1n]);
    const [dust = bad, rest = bad] = split.pieces;
    const blend = blended([good, dust]);
    const refined = await w.refine("refinery", blend);
    await w.perform(w.alice, split, mergeOf({ parents: [good, dust], child: blend }), refined);
    for (const lot of [rest, refined.lot]) await prove(w, lot);
    return { rest, refined: refined.lot };
  };

  it("a recalled lot split, blended to a gram in a good one and refined before the recall is opened", async () => {
    const w = world();
    const { rest, refined } = await storm(w);
    for (const lot of [rest, refined]) await deliver(w, lot);
    await recall(w, BAD);
    for (const lot of [rest, refined]) await w.expectRefused(deliver(w, lot), "ProvenanceRecalled", 1n);
  });

  it("the same after it is opened, where a hold would have to find every piece", async () => {
    const w = world();
    await recall(w, BAD);
    await deliver(w, good);
    const { rest, refined } = await storm(w);
    for (const lot of [rest, refined]) await w.expectRefused(deliver(w, lot), "ProvenanceRecalled", 1n);
  });

  it("a provenance noted as clear before it is made, and one made of what was noted as clear and of a root", async () => {
    const w = world();
    const { recalls } = w.contracts;
    await recall(w, BAD);
    const early = (provenance: bigint) => recalls.connect(w.alice).check.staticCall(1, [provenance]);
    await early(GOOD);
    await w.expectRefused(early(3n), "RecallProvenanceUnknown", 3n);
    await recalls.connect(w.alice).check(1, [GOOD]);
    await deliver(w, good);
    const { refined } = await storm(w);
    await w.expectRefused(deliver(w, refined), "ProvenanceRecalled", 1n);
    // those who check may send what they like
    await recalls.connect(w.mallory).check(1, [4n, BAD, 3n, 4n]);
    await w.expectRefused(deliver(w, refined), "ProvenanceRecalled", 1n);
  });

  it("a recall of roots that ended long ago, whose pieces hope to be forgotten", async () => {
    const w = world();
    const split = splitOf(bad, [2_000_000n, bad.massGrams - 2_000_000n]);
    const [kept = bad, gone = bad] = split.pieces;
    await w.perform(w.alice, split);
    await prove(w, kept);
    await w.contracts.cobaltLot.connect(w.alice).retire(lotIdOf(gone), LOSS, ZeroHash);
    await w.connection.networkHelpers.time.increase(20 * 86_400);
    await deliver(w, kept);
    await recall(w, BAD);
    await w.expectRefused(deliver(w, kept), "ProvenanceRecalled", 1n);
  });

  it("passports backed by a lot that was delivered before its recall", async () => {
    const w = world();
    const atPlant = intake.connect(plant);
    await intake.connect(w.alice).deliver(1, lotIdOf(bad));
    await atPlant.backPassports.staticCall(1, 100, ROOT);
    await recall(w, BAD);
    await w.expectRefused(atPlant.backPassports(1, 100, ROOT), "ProvenanceRecalled", 1n, BAD);
    // back to its supplier, it can't come in again
    await atPlant.returnLot(1);
    expect(await w.contracts.cobaltLot.ownerOf(lotIdOf(bad))).to.equal(w.alice.address);
    await w.expectRefused(deliver(w, bad), "ProvenanceRecalled", 1n);
    await deliver(w, good);
  });

  it("a recall opened, closed or excepted from by a thief, or by whoever stole the role and must wait", async () => {
    const w = world();
    const { recalls } = w.contracts;
    await recall(w, BAD);
    for (const signer of [w.alice, w.mallory, w.deployed.surveillance, w.deployed.administrator]) {
      const stolen = recalls.connect(signer);
      const error = ["AccessManagedUnauthorized", signer.address] as const;
      await w.expectRefused(stolen.open([GOOD], SANCTION, REASON, true), ...error);
      await w.expectRefused(stolen.close(1), ...error);
      await w.expectRefused(stolen.exempt(1, GOOD), ...error);
    }
    // with a delay and a guardian, as SECURITY.md advises, a stolen key is stopped in time
    const { administrator, addresses, recallAuthority } = w.deployed;
    const manager = await w.connection.ethers.getContractAt("AccessManager", addresses.accessManager);
    const [role, guardian] = [ROLES.recallAuthority.id, 9n];
    await manager.connect(administrator).grantRole(guardian, w.bob, 0);
    await manager.connect(administrator).setRoleGuardian(role, guardian);
    await manager.connect(administrator).grantRole(role, recallAuthority, DELAY);
    await w.expectRefused(authority(w).close(1), "AccessManagerNotScheduled");
    const data = recalls.interface.encodeFunctionData("close", [1]);
    await manager.connect(recallAuthority).schedule(recalls, data, 0);
    await w.expectRefused(authority(w).close(1), "AccessManagerNotReady");
    await manager.connect(w.bob).cancel(recallAuthority, recalls, data);
    await w.connection.networkHelpers.time.increase(DELAY);
    await w.expectRefused(authority(w).close(1), "AccessManagerNotScheduled");
    await w.expectRefused(deliver(w, bad), "ProvenanceRecalled", 1n);
    // what nobody cancels is done once the delay is over
    await manager.connect(recallAuthority).schedule(recalls, data, 0);
    await w.connection.networkHelpers.time.increase(DELAY);
    await authority(w).close(1);
    await deliver(w, bad);
  });

  it("a closed recall closed again to drop another's block, or used on to except what an open one means", async () => {
    const w = world();
    await recall(w, BAD);
    await recall(w, BAD);
    await authority(w).close(1);
    await w.expectRefused(authority(w).close(1), "RecallIsClosed", 1n);
    await w.expectRefused(authority(w).exempt(1, GOOD), "RecallIsClosed", 1n);
    // nor does a check of the one speak for the other
    await w.contracts.recalls.connect(w.alice).check(1, [GOOD, BAD]);
    await w.expectRefused(deliver(w, bad), "ProvenanceRecalled", 2n);
    await authority(w).close(2);
    await deliver(w, bad);
  });
});
