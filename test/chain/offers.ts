import { expect } from "chai";
import { network } from "hardhat";
import { describe, it } from "mocha";

import { type LotEventFilter, lotEventPages } from "../../scripts/chain/lot-events.ts";
import { type LotOffer, readOpenOffers } from "../../scripts/chain/offers.ts";
import { deployWithLots, type Lots } from "../fixtures/lots-fixture.ts";

const { ethers, networkHelpers } = await network.create("simulated");

/** Alice offers lots 1 to 4 to Bob, lot 5 to Carol; 2 is rejected, 3 accepted, 4 offered anew to Carol. */
async function fixture() {
  const all = await deployWithLots(ethers);
  const { lots, ofAlice, bob, carol } = all;
  const start = await ethers.provider.getBlockNumber();
  const expiry = (await networkHelpers.time.latest()) + 3600;
  for (const lotId of [1n, 2n, 3n, 4n]) await ofAlice.offer(lotId, bob.address, expiry, "0xb0b0");
  await ofAlice.offer(5n, carol.address, expiry + 1, "0xca01");
  await lots.connect(bob).reject(2n);
  await lots.connect(bob).accept(3n);
  await ofAlice.cancel(4n);
  await ofAlice.offer(4n, carol.address, expiry, "0xca02");
  const range = { fromBlock: start + 1, toBlock: await ethers.provider.getBlockNumber() };
  return { ...all, start, expiry, range };
}

async function offersOf(
  { lots }: Lots,
  filter: LotEventFilter,
  range: { fromBlock: number; toBlock: number },
) {
  const offers: LotOffer[] = [];
  for await (const { events } of lotEventPages(lots, [["offered", filter]], range, 2))
    offers.push(...events.filter((event) => event.type === "offered"));
  return offers;
}

const namesOf = (offers: LotOffer[]) => offers.map(({ lotId, note }) => `${lotId.toString()} ${note}`);

describe("the offers read from the chain", () => {
  it("come with their notes, oldest first", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const { alice, bob, expiry, range, start } = all;
    const offers = await offersOf(all, {}, range);
    expect(offers).to.have.length(6);
    expect(offers[0]).to.deep.equal({
      type: "offered",
      lotId: 1n,
      from: alice.address,
      to: bob.address,
      expiry,
      note: "0xb0b0",
      blockNumber: start + 1,
      // the lot's new status is told before it
      index: 1,
    });
    expect(namesOf(offers)).to.deep.equal([
      "1 0xb0b0",
      "2 0xb0b0",
      "3 0xb0b0",
      "4 0xb0b0",
      "5 0xca01",
      "4 0xca02",
    ]);
  });

  it("are those of a lot, a buyer or a seller", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const { alice, bob, carol, range } = all;
    expect(namesOf(await offersOf(all, { lotId: 4n }, range))).to.deep.equal(["4 0xb0b0", "4 0xca02"]);
    expect(namesOf(await offersOf(all, { to: carol.address }, range))).to.deep.equal([
      "5 0xca01",
      "4 0xca02",
    ]);
    expect(namesOf(await offersOf(all, { lotId: 4n, to: bob.address }, range))).to.deep.equal(["4 0xb0b0"]);
    expect(await offersOf(all, { from: alice.address }, range)).to.have.length(6);
    expect(await offersOf(all, { from: bob.address }, range)).to.deep.equal([]);
  });

  it("are those of the blocks asked for", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const fromBlock = all.start + 2;
    const offers = await offersOf(all, {}, { fromBlock, toBlock: fromBlock + 1 });
    expect(namesOf(offers)).to.deep.equal(["2 0xb0b0", "3 0xb0b0"]);
  });

  it("are open until they end, also if they have run out", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const { lots, bob, carol, range, expiry } = all;
    const open = async (filter: LotEventFilter) => namesOf(await readOpenOffers(lots, filter, range));
    expect(await open({})).to.deep.equal(["1 0xb0b0", "5 0xca01", "4 0xca02"]);
    expect(await open({ to: bob.address })).to.deep.equal(["1 0xb0b0"]);
    await networkHelpers.time.increaseTo(expiry + 10);
    await lots.hold([5n], ethers.ZeroHash);
    expect(await open({ to: carol.address })).to.deep.equal(["4 0xca02"]);
  });
});
