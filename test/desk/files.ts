import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { network } from "hardhat";
import { afterEach, beforeEach, describe, it } from "mocha";

import { lotId } from "../../scripts/core/lot.ts";
import { siteKeysOf } from "../../scripts/core/site.ts";
import { becomeAssayer, draftMint, mintDrafted, signDraftFile } from "../../scripts/desk/assay.ts";
import { checkDisclosureFile, discloseLot, linkLots } from "../../scripts/desk/audit.ts";
import { takeUp } from "../../scripts/desk/carry-out.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import { mergeLots, splitLot } from "../../scripts/desk/lots.ts";
import { recoverLots } from "../../scripts/desk/recover.ts";
import { refreshLots } from "../../scripts/desk/refresh.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import { answerToll, requestToll, settleToll } from "../../scripts/desk/toll.ts";
import { newDesk } from "../fixtures/desk.ts";
import { deployDeskWorld, developmentWallet, REFINERY, SITE } from "../fixtures/desk-world.ts";
import { expectError } from "../fixtures/errors.ts";
import { assayerKeyOf, TODAY } from "../fixtures/sites.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const WALLETS = [1, 2, 3].map((index) => developmentWallet(index, ethers.provider));
const world = () => deployDeskWorld(ethers.provider, WALLETS);

describe("files between firms", () => {
  let folder: string;
  let desks: Desk[];
  let owner: Desk;
  let refiner: Desk;
  let auditor: Desk;
  const names = ["owner", "refiner", "auditor", "rebuilt"];
  let open: (index: number, wallet?: number) => Promise<Desk>;

  beforeEach(async () => {
    const { contracts } = await networkHelpers.loadFixture(world);
    folder = mkdtempSync(path.join(tmpdir(), "kobold-desk-"));
    desks = [];
    open = async (index, wallet = index) => {
      const place = { folder, provider: ethers.provider, contracts };
      const desk = await newDesk(names[index] ?? "", WALLETS[wallet] ?? expect.fail(), place);
      desks.push(desk);
      return desk;
    };
    [owner, refiner, auditor] = [await open(0), await open(1), await open(2)];
    owner.vault.sites.put(SITE);
  });
  afterEach(() => {
    for (const { vault } of desks) vault.close();
    rmSync(folder, { recursive: true });
  });

  const mintOne = async () => {
    const work = { site: "works", documents: "", figures: { massGrams: 1_000_000n } };
    return lotId((await mintLot(owner, work)).lots[0] ?? expect.fail());
  };
  const audit = () => ({ to: auditor.wallet.address, purpose: "audit 2026", expiresOn: TODAY + 30 });
  const toll = () => ({ to: refiner.wallet.address, purpose: "toll 17", expiresOn: TODAY + 30 });

  it("disclose a lot, or all that is known of its lineage, to one auditor", async () => {
    const [a, b] = [await mintOne(), await mintOne()];
    const blend = lotId((await mergeLots(owner, [a, b])).lots[0] ?? expect.fail());
    const piece = lotId((await splitLot(owner, blend, [{ massGrams: 5n }])).lots[0] ?? expect.fail());

    const alone = await checkDisclosureFile(auditor, await discloseLot(owner, piece, audit(), false));
    expect(alone.report.problems).to.deep.equal([]);
    expect(alone.report.undisclosed).to.have.members([a, b, blend]);
    const file = await discloseLot(owner, piece, audit(), true);
    const whole = await checkDisclosureFile(auditor, file);
    expect(whole).to.deep.include({
      from: owner.wallet.address,
      purpose: "audit 2026",
      expiresOn: TODAY + 30,
    });
    expect(whole.report.lots.map(({ lotId: id }) => id)).to.have.members([piece, blend, a, b]);
    expect(whole.report).to.deep.include({ problems: [], undisclosed: [] });

    await expectError("WRONG_RECIPIENT", () => checkDisclosureFile(refiner, file));
    const expired = await discloseLot(owner, piece, { ...audit(), expiresOn: TODAY - 1 }, true);
    await expectError("EXPIRED", () => checkDisclosureFile(auditor, expired));
  });

  it("are not needed by the tracing authority, which links permits to the sites it knows", async () => {
    const id = await mintOne();
    const before = await linkLots(auditor, [id]);
    expect(before.get(id)).to.equal(undefined);
    const { siteKey } = siteKeysOf(SITE.secrets, SITE.assayer);
    auditor.vault.traces.put({ siteKey, name: "Works", traceSecret: SITE.secrets.traceSecret });
    expect((await linkLots(auditor, [id, 4n])).get(id)).to.deep.equal({ site: "Works", index: 0 });
  });

  it("carry a lot to a refiner and the finished refining back, which its owner checks and sends", async () => {
    const id = await mintOne();
    refiner.vault.sites.put(REFINERY);
    const request = await requestToll(owner, id, toll());
    const work = { ...toll(), site: "refinery", documents: "assay", figures: { massGrams: 950_000n } };
    const response = await answerToll(refiner, request, work);
    expect(refiner.vault.permits.list().map(({ index }) => index)).to.deep.equal([0]);

    await expectError(
      "MISMATCH",
      () => settleToll(owner, response, { parent: id, leastGrams: 960_000n }),
      "less than the agreed",
    );
    const { lots } = await settleToll(owner, response, { parent: id, leastGrams: 950_000n });
    const child = lotId(lots[0] ?? expect.fail());
    expect(owner.vault.lots.list({ state: "active" }).map((lot) => lot.id)).to.deep.equal([child]);

    const [seen] = await takeUp(refiner);
    expect(seen?.operation.state).to.equal("final");
    await refreshLots(refiner);
    expect(refiner.vault.lots.list().map(({ state }) => state)).to.deep.equal(["transferred"]);
    expect((await recoverLots(await open(3, 0))).opened).to.equal(2);
  });

  it("carry a draft to the assayer and its signature back, under which the site mints", async () => {
    const [site, assayer] = [owner, auditor];
    site.vault.sites.put({ ...SITE, assayerKey: null });
    const { siteKey } = siteKeysOf(SITE.secrets, SITE.assayer);
    const weighed = { wetGrams: 48_000_000n, moistureBp: 2_500n, gradeBp: 3_300n };
    const papers = { sample: "HX-2211", ticket: "WB-2603-118" };
    const consignment = { ...papers, site: "works", weighed, documents: "bags 1 to 40" };
    const draft = await draftMint(site, consignment, audit());
    const sending = { purpose: "assay", expiresOn: TODAY + 7 };
    await expectError("NO_SECRET", () => signDraftFile(assayer, draft, { ...papers, ...weighed }, sending));
    becomeAssayer(assayer.vault, assayerKeyOf("works"), [siteKey]);
    const wetter = { ...papers, ...weighed, moistureBp: 2_600n };
    await expectError("MISMATCH", () => signDraftFile(assayer, draft, wetter, sending), "moisture");
    const signed = await signDraftFile(assayer, draft, { ...papers, ...weighed }, sending);
    const { lots } = await mintDrafted(site, signed, { label: "H1" });
    expect(lots.map(({ massGrams }) => massGrams)).to.deep.equal([11_880_000n]);

    await expectError("VAULT_CONFLICT", () => draftMint(site, consignment, audit()), "HX-2211");
    const again = await draftMint(site, { ...consignment, sample: "HX-2212" }, audit());
    const claimed = { ...papers, ...weighed, sample: "HX-2212" };
    await expectError("ALREADY_SIGNED", () => signDraftFile(assayer, again, claimed, sending));
    // an answer that was lost is given once more; the lot is minted once
    const lost = await signDraftFile(assayer, draft, { ...papers, ...weighed }, sending);
    await expectError("VAULT_CONFLICT", () => mintDrafted(site, lost));
  });

  it("are refused by a refiner when the lot is not active or not the sender's", async () => {
    const id = await mintOne();
    refiner.vault.sites.put(REFINERY);
    const request = await requestToll(owner, id, toll());
    await splitLot(owner, id, [{ massGrams: 1n }]);
    const work = { ...toll(), site: "refinery", documents: "", figures: { massGrams: 950_000n } };
    await expectError("MISMATCH", () => answerToll(refiner, request, work), "not active");
    expect(refiner.vault.journal.list()).to.have.length(0);
  });
});
