import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { id as hashOf } from "ethers";
import { network } from "hardhat";
import { afterEach, beforeEach, describe, it } from "mocha";

import { coarsen } from "../../scripts/core/coarsen.ts";
import { lotId } from "../../scripts/core/lot.ts";
import { policyId } from "../../scripts/core/policy.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import { proveClaims } from "../../scripts/desk/claims.ts";
import { claimsOn } from "../../scripts/chain/claims.ts";
import {
  acceptOffer,
  cancelOffer,
  inspectOffer,
  offerLot,
  rejectOffer,
} from "../../scripts/desk/handover.ts";
import { activeLots, mergeLots, retireLot, splitLot, weakenLot } from "../../scripts/desk/lots.ts";
import { resolveLot, resolveSite } from "../../scripts/desk/resolve.ts";
import { refreshLots } from "../../scripts/desk/refresh.ts";
import { mintLot, refineLot } from "../../scripts/desk/sites.ts";
import { newDesk } from "../fixtures/desk.ts";
import { deployDeskWorld, developmentWallet, POLICY, REFINERY, SITE } from "../fixtures/desk-world.ts";
import { expectError } from "../fixtures/errors.ts";
import { ATTRIBUTES, TODAY } from "../fixtures/sites.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const SELLER = developmentWallet(1, ethers.provider);
const BUYER = developmentWallet(2, ethers.provider);
const NEXT_YEAR = 1_800_000_000;

const world = () => deployDeskWorld(ethers.provider, [SELLER, BUYER]);

describe("a desk", () => {
  let folder: string;
  let seller: Desk;
  let buyer: Desk;

  beforeEach(async () => {
    const { contracts } = await networkHelpers.loadFixture(world);
    folder = mkdtempSync(path.join(tmpdir(), "kobold-desk-"));
    const place = { folder, provider: ethers.provider, contracts };
    seller = await newDesk("seller", SELLER, place);
    buyer = await newDesk("buyer", BUYER, place);
    seller.vault.sites.put(SITE);
  });
  afterEach(() => {
    seller.vault.close();
    buyer.vault.close();
    rmSync(folder, { recursive: true });
  });

  const mintOne = async (massGrams = 1_000_000n) => {
    const { lots } = await mintLot(seller, { site: "works", documents: "ticket", figures: { massGrams } });
    return lotId(lots[0] ?? expect.fail("no lot"));
  };
  const statesOf = ({ vault }: Desk) => vault.lots.list().map(({ state }) => state);
  const chainStatus = async (id: bigint) => Number((await seller.contracts.cobaltLot.lotOf(id)).status);

  it("carries cobalt from the mine to a product, every opening in the vault", async () => {
    const [a, b] = [await mintOne(2_000_000n), await mintOne()];
    const { lots: merged } = await mergeLots(seller, [a, b], { label: "blend" });
    const blend = lotId(merged[0] ?? expect.fail());
    seller.vault.sites.put(REFINERY);
    const figures = { massGrams: 2_900_000n };
    const work = { site: "refinery", documents: "assay", figures, label: "refined", parent: blend };
    const { lots: refined } = await refineLot(seller, work);
    const { lots: pieces } = await splitLot(seller, lotId(refined[0] ?? expect.fail()), [
      { massGrams: 900_000n },
    ]);
    expect(pieces.map(({ massGrams }) => massGrams)).to.deep.equal([900_000n, 2_000_000n]);
    const [piece, rest] = pieces.map(lotId);
    if (piece === undefined || rest === undefined) throw new RangeError("two pieces");
    const weaker = coarsen(pieces[0] ?? expect.fail(), [POLICY], TODAY, ATTRIBUTES).provenance;
    const { lots: weakened } = await weakenLot(seller, piece, weaker);
    await retireLot(seller, lotId(weakened[0] ?? expect.fail()), "product", hashOf("passport"));

    expect(activeLots(seller).map(({ id }) => id)).to.deep.equal([rest]);
    expect(await chainStatus(rest)).to.equal(1);
    expect(seller.vault.lots.list({ state: "retired" })).to.have.length(1);
    expect(seller.vault.journal.list().every(({ state }) => state === "final")).to.equal(true);
  });

  it("merges no lot with itself: nothing is proven, sent or kept of it", async () => {
    const [a, b] = [await mintOne(), await mintOne()];
    const before = seller.vault.journal.list().length;
    const block = await ethers.provider.getBlockNumber();
    await expectError("BAD_INPUT", () => mergeLots(seller, [a, b, a]), "is named twice");
    expect(seller.vault.journal.list()).to.have.length(before);
    expect(await ethers.provider.getBlockNumber()).to.equal(block);
    expect(statesOf(seller)).to.deep.equal(["active", "active"]);
  });

  it("hands a lot over: the buyer sees the claims, opens the note, accepts, and the seller's vault follows", async () => {
    const id = await mintOne();
    await proveClaims(seller, id, [policyId(POLICY)]);
    await offerLot(seller, id, BUYER.address, NEXT_YEAR);
    expect(statesOf(seller)).to.deep.equal(["offered"]);

    const { offer, claims, lot } = await inspectOffer(buyer, id);
    expect(offer).to.include({ lotId: id, from: SELLER.address, expiry: NEXT_YEAR });
    expect(claims.map(({ policyId: policy, day }) => [policy, day])).to.deep.equal([
      [policyId(POLICY), TODAY],
    ]);
    expect(lot?.massGrams).to.equal(1_000_000n);

    await acceptOffer(buyer, id, "bought");
    expect(buyer.vault.lots.list().map(({ label, state }) => [label, state])).to.deep.equal([
      ["bought", "active"],
    ]);
    expect(await refreshLots(seller)).to.equal(1);
    expect(statesOf(seller)).to.deep.equal(["transferred"]);
    await splitLot(buyer, id, [{ massGrams: 1n }]);
    expect(
      await claimsOn(buyer.contracts, buyer.vault.lots.list({ state: "active" })[0]?.id ?? 0n),
    ).to.have.length(1);
  });

  it("takes the only site where none is named, and guesses none among several", async () => {
    expect(resolveSite(seller, "")).to.deep.equal(SITE);
    await expectError("NOT_FOUND", () => resolveSite(buyer, ""), "the vault has 0 sites");
    seller.vault.sites.put({ ...SITE, name: "other" });
    await expectError("AMBIGUOUS", () => resolveSite(seller, ""), "the vault has 2 sites");
    await expectError("NOT_FOUND", () => resolveSite(seller, "third"), 'called "third"');
    await expectError("NOT_FOUND", () => resolveLot(seller, "third"), 'no lot "third"');
  });

  it("tells an offer whose events are late from none, and declines it all the same", async () => {
    const id = await mintOne();
    await offerLot(seller, id, BUYER.address, NEXT_YEAR);
    const { provider } = ethers;
    const send = provider.send.bind(provider);
    provider.send = async (method, params) => {
      const answered: unknown = await send(method, params ?? []);
      return Array.isArray(answered) ? [] : answered;
    };
    try {
      await expectError("RPC_FAILED", () => acceptOffer(buyer, id), "does not give the offer's note yet");
      await rejectOffer(buyer, id);
    } finally {
      provider.send = send;
    }
    expect((await seller.contracts.cobaltLot.lotOf(id)).status).to.equal(1n);
  });

  it("frees the lot again when an offer is declined or taken back", async () => {
    const id = await mintOne();
    await offerLot(seller, id, BUYER.address, NEXT_YEAR);
    await expectError("VAULT_CONFLICT", () => splitLot(seller, id, [{ massGrams: 1n }]));
    await rejectOffer(buyer, id);
    await refreshLots(seller);
    await offerLot(seller, id, BUYER.address, NEXT_YEAR);
    await cancelOffer(seller, id);
    expect(statesOf(seller)).to.deep.equal(["active"]);
    await expectError("NOT_FOUND", () => acceptOffer(buyer, id), "is not offered to");
    await retireLot(seller, id, "loss", hashOf("scrap"));
  });

  it("refuses a sale with a garbage note, says why, and leaves the lot to its seller", async () => {
    const id = await mintOne();
    const other = await mintOne(5n);
    const { cobaltLot } = seller.contracts;
    const offers = cobaltLot.connect(SELLER);
    const notes: [string, string, string][] = [
      ["0x", "MALFORMED", "is too short"],
      [`0x02${"00".repeat(10)}`, "MALFORMED", "bytes"],
    ];
    for (const [note, code, part] of notes) {
      await offers.offer(id, BUYER.address, NEXT_YEAR, note);
      const { lot, refusal } = await inspectOffer(buyer, id);
      expect(lot).to.equal(undefined);
      expect(refusal?.code).to.equal(code);
      expect(refusal?.message).to.contain(part);
      await offers.cancel(id);
    }
    // a note in perfect order, for a lot of 5 g
    await offerLot(seller, other, BUYER.address, NEXT_YEAR);
    const [event] = await cobaltLot.queryFilter(cobaltLot.filters.LotOffered(other));
    await offers.offer(id, BUYER.address, NEXT_YEAR, event?.args.note ?? expect.fail("no note"));
    await expectError("NOT_OPENABLE", () => acceptOffer(buyer, id), "sealed for another lot");
    expect(await chainStatus(id)).to.equal(2);
    expect(buyer.vault.lots.list()).to.have.length(0);
    expect(buyer.vault.journal.list()).to.have.length(0);
  });

  it("says before anything is sent what the chain would refuse, and frees the lots", async () => {
    const id = await mintOne();
    await seller.contracts.cobaltLot.hold([id], hashOf("recall"));
    await expectError("CHAIN_REFUSED", () => splitLot(seller, id, [{ massGrams: 1n }]), "LotNotActive");
    expect(seller.vault.journal.list().at(-1)?.state).to.equal("failed");
    await refreshLots(seller);
    expect(seller.vault.lots.get(seller.port.deployment, id)?.state).to.equal("held");
  });

  it("mints at no refinery, and refines at no mine", async () => {
    seller.vault.sites.put(REFINERY);
    const id = await mintOne();
    const work = { documents: "", figures: { massGrams: 950_000n } };
    const minting = () => mintLot(seller, { ...work, site: "refinery" });
    await expectError("RULE_BROKEN", minting, "not accredited to mint");
    const refining = () => refineLot(seller, { ...work, site: "works", parent: id });
    await expectError("RULE_BROKEN", refining, "not accredited to refine");
  });

  it("does not use a permit again that a rebuilt vault has forgotten", async () => {
    await mintOne();
    buyer.vault.sites.put(SITE);
    await mintLot(buyer, { site: "works", documents: "x", figures: { massGrams: 7n } });
    expect(
      buyer.vault.permits
        .list()
        .map(({ index }) => index)
        .sort(),
    ).to.deep.equal([0, 1]);
  });
});
