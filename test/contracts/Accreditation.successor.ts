import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { NO_PREDECESSOR } from "../../scripts/chain/predecessor.ts";
import { isoMonthOf, periodOf } from "../../scripts/core/calendar.ts";
import { keysHashOf } from "../../scripts/core/site.ts";
import { deployConnected, NON_ASM, RMAP, TODAY } from "../fixtures/accreditation-running.ts";
import { DAY_TOLERANCE, keysOf, keysStruct, MINT, termsOn } from "../fixtures/accreditation.ts";
import { FOOTPRINT_METHOD } from "../fixtures/lots-fixture.ts";

const { ethers, networkHelpers } = await network.create("simulated");

const [CARRY, REQUIRE, RAISE] = [0, 1, 2];
const DAY = 86_400;

/** A register that was used for months, bound to lots, and one for the lots that go on from those. */
async function fixture() {
  const before = await deployConnected(ethers);
  const verifier = await ethers.deployContract("StatementVerifier");
  const lotsOf = async ({ accreditation, manager }: typeof before, predecessor: object) =>
    ethers.deployContract("CobaltLot", [
      await manager.getAddress(),
      await accreditation.getAddress(),
      await verifier.getAddress(),
      FOOTPRINT_METHOD,
      DAY_TOLERANCE,
      predecessor,
    ]);
  const { bySchemes, controller, otherController, accreditation } = before;
  for (const [attribute, name, group, rule] of [
    [RMAP, "rmap", 0, REQUIRE],
    [NON_ASM, "non-asm", 1, CARRY],
    [10, "refined", 0, RAISE],
    [17, "a late one", 0, CARRY],
  ] as const) {
    await bySchemes.defineAttribute(attribute, { name, controller, group, rule });
  }
  await accreditation.connect(controller).offerAttribute(RMAP, otherController.address);
  await accreditation.connect(otherController).acceptAttribute(RMAP);
  const oldLots = await lotsOf(before, NO_PREDECESSOR);
  await accreditation.bind(await oldLots.getAddress());

  const after = await deployConnected(ethers);
  const newLots = await lotsOf(after, {
    ...NO_PREDECESSOR,
    cobaltLot: await oldLots.getAddress(),
  });
  const bind = async () => after.accreditation.connect(after.admin).bind(await newLots.getAddress());
  return { before, after, oldLots, newLots, bind };
}

// P-35
describe("Accreditation of a successor", () => {
  it("takes over what attributes mean and who answers for them today, and defines others beside them", async () => {
    const { before, after, bind } = await networkHelpers.loadFixture(fixture);
    await bind();
    for (let attribute = 0; attribute < 18; attribute += 1) {
      expect(await after.accreditation.attributeOf(attribute)).to.deep.equal(
        await before.accreditation.attributeOf(attribute),
      );
    }
    expect((await after.accreditation.attributeOf(RMAP)).controller).to.equal(before.otherController.address);
    expect(await after.accreditation.attributeRules()).to.equal(await before.accreditation.attributeRules());
    expect(await after.accreditation.attributeRules()).to.equal(1n + (2n << 20n));
    const { controller } = after;
    for (const [attribute, name] of [
      [RMAP, "another"],
      [3, "rmap"],
    ] as const) {
      await expect(
        after.bySchemes.defineAttribute(attribute, { name, controller, group: 0, rule: CARRY }),
      ).to.be.revertedWithCustomError(
        after.accreditation,
        attribute === RMAP ? "AttributeAlreadyDefined" : "AttributeNameInvalid",
      );
    }
    await after.bySchemes.defineAttribute(3, { name: "another", controller, group: 0, rule: CARRY });
  });

  it("tells each of them as an event, so that an index needs no call", async () => {
    const { after, bind } = await networkHelpers.loadFixture(fixture);
    const binding = await bind();
    const defined = await after.accreditation.queryFilter(
      after.accreditation.filters.AttributeDefined(),
      binding.blockNumber ?? 0,
    );
    expect(defined.map(({ args }) => [args.attribute, args.name])).to.deep.equal([
      [0n, "rmap"],
      [5n, "non-asm"],
      [10n, "refined"],
      [17n, "a late one"],
    ]);
    const next = BigInt(periodOf(TODAY) + 1);
    await expect(binding)
      .to.emit(after.accreditation, "Bound")
      .withArgs(await after.accreditation.cobaltLot(), await after.accreditation.deployment(), next);
    expect(await after.accreditation.firstPeriod()).to.equal(next);
  });

  it("lets no site in before the next month: with new keys its quota of this one would start anew", async () => {
    const { after, bind } = await networkHelpers.loadFixture(fixture);
    const { accreditation, byAccreditor, byAuthority, byStranger } = after;
    await bind();
    for (const siteId of [1, 2]) {
      await byAccreditor.propose(keysStruct(keysOf(siteId)), MINT, termsOn(TODAY));
      await byAuthority.confirm(siteId, keysHashOf(keysOf(siteId)));
    }
    const next = periodOf(TODAY) + 1;
    // 2026-04-01, of which a proof may be dated the day before
    expect(isoMonthOf(next)).to.equal("2026-04");
    const first = Date.UTC(2026, 3, 1) / 1000;
    const enter = async () => byStranger.admit(1);
    for (const time of [first - DAY, first, first + DAY * DAY_TOLERANCE - 60]) {
      await networkHelpers.time.increaseTo(time);
      await expect(enter()).to.be.revertedWithCustomError(accreditation, "KeysNotDue").withArgs(1, next);
    }
    expect(await accreditation.registry()).to.equal(0n);
    await networkHelpers.time.increaseTo(first + DAY * DAY_TOLERANCE);
    await enter();
    expect(await accreditation.treeSize()).to.equal(1n);
    // whose keys are rotated waits for the month after that
    await byAccreditor.rotate(1, keysStruct(keysOf(3)));
    await byAuthority.confirm(1, keysHashOf(keysOf(3)));
    await expect(byStranger.admit(1))
      .to.be.revertedWithCustomError(accreditation, "KeysNotDue")
      .withArgs(1, next + 1);
    // a site that is proposed later comes in at once
    await byStranger.admit(2);
    await byAccreditor.propose(keysStruct(keysOf(4)), MINT, termsOn(TODAY));
    await byAuthority.confirm(3, keysHashOf(keysOf(4)));
    expect(await accreditation.treeSize()).to.equal(3n);
  });

  it("is not bound to a successor with sites in its tree, nor with attributes of its own", async () => {
    const early = await networkHelpers.loadFixture(fixture);
    await early.after.byAccreditor.propose(keysStruct(keysOf(1)), MINT, termsOn(TODAY));
    await early.after.byAuthority.confirm(1, keysHashOf(keysOf(1)));
    await expect(early.bind())
      .to.be.revertedWithCustomError(early.after.accreditation, "BoundAfterSites")
      .withArgs(1n);

    for (const [attribute, name, error] of [
      [RMAP, "rmap", "AttributeAlreadyDefined"],
      [1, "rmap", "AttributeNameInvalid"],
    ] as const) {
      const { after, bind } = await networkHelpers.loadFixture(fixture);
      await after.bySchemes.defineAttribute(attribute, {
        name,
        controller: after.controller,
        group: 0,
        rule: CARRY,
      });
      await expect(bind()).to.be.revertedWithCustomError(after.accreditation, error);
    }
  });

  it("of a first deployment asks for nothing of the kind", async () => {
    const { before } = await networkHelpers.loadFixture(fixture);
    expect(await before.accreditation.firstPeriod()).to.equal(0n);
    await before.byAccreditor.propose(keysStruct(keysOf(1)), MINT, termsOn(TODAY));
    await before.byAuthority.confirm(1, keysHashOf(keysOf(1)));
    expect(await before.accreditation.treeSize()).to.equal(1n);
  });
});
