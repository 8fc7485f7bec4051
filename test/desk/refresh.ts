import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { id as hashOf } from "ethers";
import { network } from "hardhat";
import { afterEach, beforeEach, describe, it } from "mocha";

import { lotId } from "../../scripts/core/lot.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import { offerLot, rejectOffer } from "../../scripts/desk/handover.ts";
import { refreshLots } from "../../scripts/desk/refresh.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import { newDesk } from "../fixtures/desk.ts";
import { deployDeskWorld, developmentWallet, SITE } from "../fixtures/desk-world.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const FIRM = developmentWallet(1, ethers.provider);
const OTHER = developmentWallet(2, ethers.provider);
const NEXT_YEAR = 1_800_000_000;

const world = () => deployDeskWorld(ethers.provider, [FIRM, OTHER]);

describe("a look at the chain", () => {
  let folder: string;
  let firm: Desk;
  let other: Desk;
  let asked: bigint[];

  beforeEach(async () => {
    const { contracts } = await networkHelpers.loadFixture(world);
    folder = mkdtempSync(path.join(tmpdir(), "kobold-refresh-"));
    const place = { folder, provider: ethers.provider, contracts };
    const desk = await newDesk("firm", FIRM, place);
    desk.vault.sites.put(SITE);
    asked = [];
    const lotAt: Desk["port"]["lotAt"] = (id, block) => {
      asked.push(id);
      return desk.port.lotAt(id, block);
    };
    firm = { ...desk, port: { ...desk.port, lotAt } };
    other = await newDesk("other", OTHER, place);
  });
  afterEach(() => {
    firm.vault.close();
    other.vault.close();
    rmSync(folder, { recursive: true });
  });

  const mintOne = async () => {
    const { lots } = await mintLot(firm, { site: "works", documents: "", figures: { massGrams: 7n } });
    return lotId(lots[0] ?? expect.fail("no lot"));
  };
  const stateOf = (id: bigint) => firm.vault.lots.get(firm.port.deployment, id)?.state;
  /** The lots that a look asks the chain about. */
  const lookedAt = async () => {
    asked = [];
    await refreshLots(firm);
    return asked;
  };

  it("asks only about lots that something happened to since the last", async () => {
    const [a, b] = [await mintOne(), await mintOne()];
    // by the clock a lot may have come in while the last look was under way
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await lookedAt()).to.have.members([a, b]);
    expect(await lookedAt()).to.deep.equal([]);

    await firm.contracts.cobaltLot.hold([b], hashOf("recall"));
    expect(await lookedAt()).to.deep.equal([b]);
    expect([stateOf(a), stateOf(b)]).to.deep.equal(["active", "held"]);
    await firm.contracts.cobaltLot.release([b]);
    expect(await lookedAt()).to.deep.equal([b]);

    await offerLot(firm, a, OTHER.address, NEXT_YEAR);
    await rejectOffer(other, a);
    expect(await lookedAt()).to.deep.equal([a]);
    await firm.contracts.cobaltLot.connect(FIRM).transferFrom(FIRM.address, OTHER.address, a);
    expect(await lookedAt()).to.deep.equal([a]);
    expect([stateOf(a), stateOf(b)]).to.deep.equal(["transferred", "active"]);
    await firm.contracts.cobaltLot.connect(OTHER).transferFrom(OTHER.address, FIRM.address, a);
    expect(await lookedAt()).to.deep.equal([a]);
    expect(stateOf(a)).to.equal("active");
  });

  it("asks about all where the chain was rewritten below the last", async () => {
    const a = await mintOne();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const before = await networkHelpers.takeSnapshot();
    await networkHelpers.mine();
    await refreshLots(firm);
    expect(await lookedAt()).to.deep.equal([]);
    await before.restore();
    await networkHelpers.time.increase(60);
    await networkHelpers.mine(2);
    expect(await lookedAt()).to.deep.equal([a]);
  });

  it("comes back to a lot that moved while an operation of ours had it", async () => {
    const a = await mintOne();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await refreshLots(firm);
    const { port, vault, wallet } = firm;
    const plan = {
      kind: "retire",
      deployment: port.deployment,
      account: wallet.address,
      parents: [a],
      children: [],
    } as const;
    const { id } = vault.journal.prepare(plan);
    await firm.contracts.cobaltLot.hold([a], hashOf("recall"));
    expect(await lookedAt()).to.deep.equal([]);
    vault.journal.record(id, { type: "abandoned", reason: "test" });
    expect(stateOf(a)).to.equal("active");
    expect(await lookedAt()).to.deep.equal([a]);
    expect(stateOf(a)).to.equal("held");
  });
});
