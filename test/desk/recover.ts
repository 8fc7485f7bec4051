import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { getBytes, id as hashOf } from "ethers";
import { network } from "hardhat";
import { afterEach, beforeEach, describe, it } from "mocha";

import { renderText } from "../../scripts/core/phrase.ts";
import { mined } from "../../scripts/chain/refusal.ts";
import { bytesOfHex } from "../../scripts/core/bytes.ts";
import { type Lot, lotId } from "../../scripts/core/lot.ts";
import { commandsIn, mintIn } from "../../scripts/demo/calldata.ts";
import { acceptOffer, cancelOffer, offerLot } from "../../scripts/desk/handover.ts";
import { type Desk, openDesk } from "../../scripts/desk/desk.ts";
import { mergeLots, retireLot, splitLot } from "../../scripts/desk/lots.ts";
import { recoverLots } from "../../scripts/desk/recover.ts";
import { refreshLots } from "../../scripts/desk/refresh.ts";
import { rehearseRecovery } from "../../scripts/desk/rehearse.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import { takeUp } from "../../scripts/desk/carry-out.ts";
import { deriveNoteKey } from "../../scripts/notes/keys.ts";
import { openNote } from "../../scripts/notes/note.ts";
import { type DeskPlace, newDesk, QUICK } from "../fixtures/desk.ts";
import { deployDeskWorld, developmentWallet, SITE } from "../fixtures/desk-world.ts";
import { expectError } from "../fixtures/errors.ts";
import { LOSS } from "../fixtures/operations.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const SELLER = developmentWallet(1, ethers.provider);
const BUYER = developmentWallet(2, ethers.provider);
const NEXT_YEAR = 1_800_000_000;
const world = () => deployDeskWorld(ethers.provider, [SELLER, BUYER]);

describe("recovery from the chain", () => {
  let folder: string;
  let place: DeskPlace;
  let desks: Desk[];
  let seller: Desk;
  let buyer: Desk;

  const open = async (name: string, wallet = SELLER, settings = QUICK) => {
    const desk = await newDesk(name, wallet, { ...place, settings });
    desks.push(desk);
    return desk;
  };
  beforeEach(async () => {
    const { contracts } = await networkHelpers.loadFixture(world);
    folder = mkdtempSync(path.join(tmpdir(), "kobold-desk-"));
    place = { folder, provider: ethers.provider, contracts };
    desks = [];
    seller = await open("seller");
    buyer = await open("buyer", BUYER);
    seller.vault.sites.put(SITE);
  });
  afterEach(() => {
    for (const { vault } of desks) vault.close();
    rmSync(folder, { recursive: true });
  });

  const mintOne = async (massGrams = 1_000_000n) => {
    const { lots } = await mintLot(seller, { site: "works", documents: "ticket", figures: { massGrams } });
    return lotId(lots[0] ?? expect.fail("no lot"));
  };
  const lotsOf = ({ vault }: Desk) =>
    vault.lots
      .list()
      .map(({ id, lot, state }) => ({ id, lot, state }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));

  /** Two mints, one merge, a split in three of which one is sold, one retired and one offered. */
  const history = async () => {
    const ids = [await mintOne(), await mintOne()];
    const { lots } = await mergeLots(seller, ids);
    const blend = lotId(lots[0] ?? expect.fail());
    const pieces = (
      await splitLot(seller, blend, [{ massGrams: 1n }, { massGrams: 2n }, { massGrams: 3n }])
    ).lots.map(lotId);
    const [sold = 0n, retired = 0n, offered = 0n, kept = 0n] = pieces;
    await offerLot(seller, sold, BUYER.address, NEXT_YEAR);
    await acceptOffer(buyer, sold);
    await retireLot(seller, retired, "loss", hashOf("loss"));
    await offerLot(seller, offered, BUYER.address, NEXT_YEAR);
    return { sold, retired, offered, kept };
  };

  it("gives the same vault from an empty disk, for the maker and for the buyer, however small the ranges", async () => {
    const { sold } = await history();
    await takeUp(seller);
    const rebuilt = await open("rebuilt");
    const report = await recoverLots(rebuilt, { pageSize: 3 });
    expect(report).to.deep.include({ found: 7, opened: 7, unopened: [] });
    const expected = lotsOf(seller).map((each) =>
      each.id === sold ? { ...each, state: "transferred" } : each,
    );
    expect(lotsOf(rebuilt)).to.deep.equal(expected);

    const bought = await open("bought", BUYER);
    expect((await recoverLots(bought)).found).to.equal(1);
    expect(lotsOf(bought)).to.deep.equal(lotsOf(buyer));
    await retireLot(bought, sold, "product", hashOf("product"));
  });

  it("leaves a vault in use as it is: what is offered or held stays so", async () => {
    const { offered, kept } = await history();
    await mined(
      place.contracts.cobaltLot.connect(developmentWallet(0, ethers.provider)).hold([kept], hashOf("why")),
    );
    await refreshLots(seller);
    const before = lotsOf(seller);
    const stateOf = (id: bigint) => before.find((lot) => lot.id === id)?.state;
    expect([stateOf(offered), stateOf(kept)]).to.deep.equal(["offered", "held"]);
    await recoverLots(seller);
    expect(lotsOf(seller)).to.deep.equal(before);
    await cancelOffer(seller, offered);
    await splitLot(seller, offered, [{ massGrams: 1n }]);
  });

  it("of a list with mints for two firms opens each note for its own reader, and for nobody else", async () => {
    const before = await networkHelpers.takeSnapshot();
    const commands: string[] = [];
    const made: Lot[] = [];
    for (const recipient of [SELLER.address, BUYER.address]) {
      const work = { site: "works", documents: "ticket", figures: { massGrams: 5n }, recipient };
      const { lots, operation } = await mintLot(seller, work);
      const sent = await ethers.provider.getTransaction(operation.inclusion?.hash ?? "");
      commands.push(...commandsIn(sent?.data ?? ""));
      made.push(...lots);
    }
    await before.restore();
    await mined(place.contracts.cobaltLot.connect(SELLER).execute(commands));

    const ids = made.map(lotId);
    const notes = commands.map((command) => bytesOfHex("note", mintIn(command).note));
    for (const [reader, wallet] of [SELLER, BUYER].entries()) {
      const rebuilt = await open(`rebuilt ${reader}`, wallet);
      expect(await recoverLots(rebuilt)).to.deep.include({ found: 1, opened: 1, unopened: [] });
      expect(lotsOf(rebuilt).map(({ id }) => id)).to.deep.equal([ids[reader]]);
      for (const [written, note] of notes.entries()) {
        const opening = () => openNote(note, [ids[written] ?? 0n], rebuilt.keys, rebuilt.deployment);
        if (written === reader) expect(await opening()).to.deep.equal([made[written]]);
        else await expectError("WRONG_RECIPIENT", opening);
      }
    }
  });

  it("opens what was sealed to keys that were rotated since", async () => {
    await mintOne();
    const { publicKey } = await deriveNoteKey(getBytes(SELLER.privateKey), 1);
    await seller.contracts.participants.connect(SELLER).publish(1, publicKey);
    const rotated = await openDesk(seller);
    await mintLot(rotated, { site: "works", documents: "x", figures: { massGrams: 2n } });
    const report = await recoverLots(await open("rebuilt"));
    expect(report).to.deep.include({ found: 2, opened: 2 });
    expect(
      (await recoverLots({ ...(await open("once more")), keys: [seller.keys[0]] })).unopened,
    ).to.have.length(1);
  });

  it("counts what can't be opened, and says why", async () => {
    const [given, garbage] = [await mintOne(), await mintOne()];
    const lots = seller.contracts.cobaltLot.connect(SELLER);
    await lots.transferFrom(SELLER.address, BUYER.address, given);
    await lots.offer(garbage, BUYER.address, NEXT_YEAR, "0x0202");
    await seller.contracts.cobaltLot.connect(BUYER).accept(garbage);
    const report = await recoverLots(await open("rebuilt", BUYER));
    expect(report).to.deep.include({ found: 2, opened: 0 });
    expect(
      report.unopened.map(({ lotId: id, reason, gone }) => [id, reason.slice(0, 24), gone]),
    ).to.deep.equal([
      [garbage, "the note is for 2 lots a", false],
      [given, "it came without a note", false],
    ]);
  });

  it("goes on where it was stopped, and begins anew where the chain was rewritten", async () => {
    const { contracts } = seller;
    await mintOne();
    const before = await networkHelpers.takeSnapshot();
    await mintOne(5n);
    const rebuilt = await open("rebuilt");
    let pages = 0;
    const stop = () => {
      pages += 1;
      if (pages === 2) throw new Error("stopped");
    };
    const stopped = recoverLots(rebuilt, { pageSize: 2, onProgress: stop });
    expect(await stopped.then(() => "", String)).to.contain("stopped");
    const blocks: number[] = [];
    const { found } = await recoverLots(rebuilt, { pageSize: 2, onProgress: (block) => blocks.push(block) });
    expect(found).to.equal(2);
    expect(Math.min(...blocks)).to.be.greaterThan(3);

    await before.restore();
    await contracts.cobaltLot.setApprovalForAll(BUYER.address, true);
    const again = await recoverLots(rebuilt, { onProgress: (block) => blocks.push(block) });
    expect(again.block).to.equal(await ethers.provider.getBlockNumber());
  });

  it("finds later what a node's index of events did not tell yet", async () => {
    const { offered } = await history();
    const { provider } = ethers;
    const last = (await provider.getBlockNumber()) - 6;
    const send = provider.send.bind(provider);
    const isKnown = (log: { readonly blockNumber: string }) => Number(log.blockNumber) <= last;
    provider.send = async (method, params) => {
      const answered: unknown = await send(method, params ?? []);
      return Array.isArray(answered) ? answered.filter(isKnown) : answered;
    };
    const rebuilt = await open("rebuilt");
    try {
      const early = await recoverLots(rebuilt);
      expect(early.found).to.be.below(7);
      expect(early.block).to.be.most(last);
    } finally {
      provider.send = send;
    }
    expect(await recoverLots(rebuilt)).to.deep.include({ found: 7, opened: 7, unopened: [] });
    expect(lotsOf(rebuilt).find(({ id }) => id === offered)?.state).to.equal("offered");
  });

  it("looks again at the last blocks, where something may have come late", async () => {
    await history();
    const { provider } = ethers;
    const rebuilt = await open("rebuilt");
    const hidden = await provider.getBlockNumber();
    const late = await mintOne(77n);
    await networkHelpers.mine(20);
    const send = provider.send.bind(provider);
    // too far from the end for the blooms to tell
    provider.send = async (method, params) => {
      const answered: unknown = await send(method, params ?? []);
      const isTold = (log: { readonly blockNumber: string }) => Number(log.blockNumber) <= hidden;
      return Array.isArray(answered) ? answered.filter(isTold) : answered;
    };
    expect((await recoverLots(rebuilt)).found).to.equal(7);
    provider.send = send;
    await networkHelpers.mine();
    expect((await recoverLots(rebuilt)).found).to.equal(8);
    expect(rebuilt.vault.lots.require(rebuilt.port.deployment, late).state).to.equal("active");
  });

  it("is rehearsed into a throwaway vault, which tells what would be lost", async () => {
    const { kept } = await history();
    expect(await rehearseRecovery(seller)).to.deep.include({ missing: [], extra: [] });
    const { lot } = seller.vault.lots.require(seller.port.deployment, kept);
    const stray = { ...lot, salt: 4n };
    seller.vault.lots.put({ deployment: seller.port.deployment, id: lotId(stray), lot: stray });
    expect((await rehearseRecovery(seller)).missing).to.deep.equal([lotId(stray)]);
    const empty = await open("empty");
    expect((await rehearseRecovery(empty)).extra).to.have.length(2);
  });

  it("is rehearsed up to what is final, and names what no chain gives back", async () => {
    const careful = await open("careful", SELLER, { ...QUICK, confirmations: 3 });
    expect((await rehearseRecovery(careful)).onlyHere).to.equal(undefined);
    careful.vault.sites.put(SITE);
    careful.vault.drafts.put({ name: "S-1", value: "{}" });
    const work = { site: "works", documents: "", figures: { massGrams: 7_000n }, label: "ore" };
    const { lots } = await mintLot(careful, work);
    const rehearsal = await rehearseRecovery(careful);
    expect(rehearsal).to.deep.include({ missing: [], extra: [], recent: lots.map(lotId) });
    expect(renderText(rehearsal.onlyHere ?? "")).to.equal("1 site, 1 draft for an assayer, 1 label");
    await networkHelpers.mine(3);
    await takeUp(careful);
    expect(await rehearseRecovery(careful)).to.deep.include({ missing: [], recent: [] });
  });

  it("survives a reorganisation that drops a mined split", async () => {
    const careful = { ...seller, settings: { ...QUICK, confirmations: 3 } };
    const id = await mintOne();
    await networkHelpers.mine(3);
    await takeUp(careful);
    const before = await networkHelpers.takeSnapshot();
    const { lots, operation } = await splitLot(careful, id, [{ massGrams: 10n }]);
    const states = () => lotsOf(careful).map(({ state }) => state);
    expect(operation.state).to.equal("mined");
    expect(states()).to.have.members(["consumed", "active", "active"]);

    await before.restore();
    const [seen] = await takeUp(careful);
    expect(seen?.operation.state).to.equal("sent");
    // its transaction went out once more, and is mined in another block
    await networkHelpers.mine(3);
    const [settled] = await takeUp(careful);
    expect(settled?.operation.state).to.equal("final");
    expect(states()).to.have.members(["consumed", "active", "active"]);
    for (const piece of lots)
      expect((await careful.contracts.cobaltLot.lotOf(lotId(piece))).status).to.equal(1n);
    await expectError("VAULT_CONFLICT", () => splitLot(careful, id, [{ massGrams: 1n }]));
  });

  it("sees that a dropped split was replaced by another use of the lot", async () => {
    const careful = { ...seller, settings: { ...QUICK, confirmations: 2 } };
    const id = await mintOne();
    const before = await networkHelpers.takeSnapshot();
    await splitLot(careful, id, [{ massGrams: 10n }]);
    await before.restore();
    await seller.contracts.cobaltLot.connect(SELLER).retire(id, LOSS, hashOf("elsewhere"));
    await networkHelpers.mine(3);
    await takeUp(careful);
    await recoverLots(careful);
    expect(lotsOf(careful).map(({ state }) => state)).to.have.members(["retired", "abandoned", "abandoned"]);
  });
});
