import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { network } from "hardhat";
import { afterEach, beforeEach, describe, it } from "mocha";

import { enrolSite } from "../../scripts/chain/enrol.ts";
import { documentsHashOf } from "../../scripts/chain/hashes.ts";
import { hexOfBytes } from "../../scripts/core/bytes.ts";
import { siteKeysOf } from "../../scripts/core/site.ts";
import { takeUp } from "../../scripts/desk/carry-out.ts";
import type { Desk } from "../../scripts/desk/desk.ts";
import { importRows } from "../../scripts/desk/import.ts";
import { type ImportPlan, planImport } from "../../scripts/desk/import-plan.ts";
import { recoverLots } from "../../scripts/desk/recover.ts";
import { mintLot } from "../../scripts/desk/sites.ts";
import type { Prover } from "../../scripts/prover/prover.ts";
import { parseCsv } from "../../scripts/sheets/parse-csv.ts";
import { readWeighings } from "../../scripts/sheets/weighings.ts";
import { deskOf, newDesk } from "../fixtures/desk.ts";
import { deployDeskWorld, developmentWallet, SITE } from "../fixtures/desk-world.ts";
import { expectError } from "../fixtures/errors.ts";
import { assayerKeyOf, siteOf } from "../fixtures/sites.ts";
import { standInProver } from "../fixtures/stand-in-prover.ts";

const { ethers, networkHelpers } = await network.create("simulated");
const FIRM = developmentWallet(1, ethers.provider);
const world = () => deployDeskWorld(ethers.provider, [FIRM]);

const HEAD = "site;ticket;lot;wet (t);moisture (%);grade (%);co2e (kg/kg)\n";
/** Consignments of 1 t wet with 50 % water and 10 % cobalt: 50 kg. */
const rows = (from: number, to: number, site = "works") =>
  Array.from({ length: to - from + 1 }, (_, i) => `${site};WB-${from + i};L${from + i};1;50;10;8\n`).join("");

describe("the import of a sheet", () => {
  let folder: string;
  let desk: Desk;
  let proofs: number;
  beforeEach(async () => {
    const { contracts } = await networkHelpers.loadFixture(world);
    folder = mkdtempSync(path.join(tmpdir(), "kobold-import-"));
    const made = await newDesk("firm", FIRM, { folder, provider: ethers.provider, contracts });
    proofs = 0;
    const prover: Prover = {
      ...standInProver,
      prove: (circuit, inputs) => {
        proofs++;
        return standInProver.prove(circuit, inputs);
      },
    };
    desk = { ...made, prover };
    desk.vault.sites.put(SITE);
  });
  afterEach(() => {
    desk.vault.close();
    rmSync(folder, { recursive: true });
  });

  const planOf = (text: string) => planImport(desk, readWeighings(parseCsv(HEAD + text)).weighings);
  const problemsOf = async (text: string) =>
    (await planOf(text)).problems.map(({ row, error }) => `${row}: ${error.message}`);
  const run = (plan: ImportPlan, batch = 8) => importRows(desk, plan.mints, { batch });
  const mintsOnChain = async () => {
    const { cobaltLot } = desk.contracts;
    return cobaltLot.queryFilter(cobaltLot.filters.LotMinted());
  };

  it("mints each row once, in batches, under permits and names of their own", async () => {
    const seen: string[] = [];
    const plan = await planOf(rows(1, 20));
    expect(plan.problems).to.deep.equal([]);
    const minted = await importRows(desk, plan.mints, {
      batch: 8,
      onProgress: ({ proven, minted: done }) => seen.push(`${proven}/${done}`),
    });
    expect(minted.map(({ weighing }) => weighing.ticket)).to.deep.equal(
      Array.from({ length: 20 }, (_, i) => `WB-${i + 1}`),
    );
    expect(proofs).to.equal(20);
    expect(seen.at(-1)).to.equal("20/20");

    const events = await mintsOnChain();
    expect(events.map(({ args }) => args.lotId)).to.have.members(minted.map(({ lotId }) => lotId));
    expect(new Set(events.map(({ blockNumber }) => blockNumber)).size).to.equal(3);
    expect(new Set(events.map(({ args }) => args.permit)).size).to.equal(20);
    const lots = desk.vault.lots.list();
    expect(new Set(lots.map(({ label }) => label)).size).to.equal(20);
    for (const { lot, state } of lots) expect([lot.massGrams, state]).to.deep.equal([50_000n, "active"]);
    const batches = desk.vault.journal
      .list()
      .map(({ kind, state, children }) => [kind, state, children.length]);
    expect(batches).to.deep.equal([
      ["batch", "final", 8],
      ["batch", "final", 8],
      ["batch", "final", 4],
    ]);
  });

  it("skips rows that it has minted, whatever else the sheet holds by then", async () => {
    const first = await run(await planOf(rows(1, 3)));
    const again = await planOf(rows(1, 5));
    expect(again.known.map(({ weighing, lotId }) => [weighing.ticket, lotId])).to.deep.equal(
      first.map(({ weighing, lotId }) => [weighing.ticket, lotId]),
    );
    expect((await run(again)).map(({ weighing }) => weighing.ticket)).to.deep.equal(["WB-4", "WB-5"]);
    expect((await planOf(rows(1, 5))).mints).to.deep.equal([]);
    expect(await mintsOnChain()).to.have.length(5);
  });

  it("knows its rows again in a vault that was rebuilt, by hashes that tell a stranger nothing", async () => {
    const minted = await run(await planOf(rows(1, 3)));
    const hashes = (await mintsOnChain()).map(({ args }) => args.documentsHash);
    expect(hashes).to.not.include(documentsHashOf("weighbridge WB-1"));
    desk.vault.close();
    const place = { folder, provider: ethers.provider, contracts: desk.contracts };
    desk = await newDesk("rebuilt", FIRM, place);
    desk.vault.sites.put(SITE);
    const unknown = (await planOf(rows(1, 4))).problems;
    expect(unknown.map(({ row }) => row)).to.deep.equal([2, 3, 4]);
    for (const { error } of unknown) expect(error.message).to.match(/the vault has no opening of lot 0x/);
    await recoverLots(desk);

    const plan = await planOf(rows(1, 4));
    expect(plan.known.map(({ lotId }) => lotId)).to.deep.equal(minted.map(({ lotId }) => lotId));
    expect((await run(plan)).map(({ weighing }) => weighing.ticket)).to.deep.equal(["WB-4"]);
    expect(await problemsOf(rows(1, 4).replace("WB-2;L2;1;", "WB-2;L2;2;"))).to.deep.equal([
      "3: the row is already minted, with 50000 g of cobalt instead of 100000 g",
    ]);
  });

  it("mints no row again from a copy of the vault that was made in the middle of its import", async () => {
    const { vault } = desk;
    const file = path.join(folder, "firm.vault");
    const copy = path.join(folder, "copy.vault");
    const onStep = (step: string) => {
      if (step === "prepared") vault.backup(copy);
    };
    const minted = await importRows(
      { ...desk, settings: { ...desk.settings, onStep } },
      (await planOf(rows(1, 3))).mints,
      {
        batch: 8,
      },
    );
    vault.close();
    copyFileSync(copy, file);
    desk = await deskOf("firm", FIRM, { folder, provider: ethers.provider, contracts: desk.contracts });
    await takeUp(desk);
    expect(desk.vault.journal.list().map(({ state }) => state)).to.deep.equal(["failed"]);
    const again = await planOf(rows(1, 3));
    expect(again.known.map(({ lotId }) => lotId)).to.deep.equal(minted.map(({ lotId }) => lotId));
    expect([again.mints, again.problems]).to.deep.equal([[], []]);
    await recoverLots(desk);
    expect(desk.vault.lots.list().map(({ state }) => state)).to.deep.equal(["active", "active", "active"]);
  });

  it("refuses a row whose ticket was minted with other figures", async () => {
    await run(await planOf(rows(1, 2)));
    const changed = rows(1, 2).replace("WB-2;L2;1;", "WB-2;L2;2;");
    expect(await problemsOf(changed)).to.deep.equal([
      '3: site works has already minted ticket "WB-2", sample "", with another number or other figures',
    ]);
  });

  it("tells of every row which rule forbids it, and has then neither stored nor sent anything", async () => {
    const other = { ...SITE, name: "elsewhere", secrets: siteOf("elsewhere").secrets };
    desk.vault.sites.put(other);
    desk.vault.sites.put({ ...SITE, name: "outside", assayerKey: null });
    await mintLot(desk, { site: "works", documents: "", figures: { massGrams: 1n }, label: "L6" });
    const text =
      "works;1;L1;1;50;10;8\n" +
      "nowhere;2;L2;1;50;10;8\n" +
      "elsewhere;3;L3;1;50;10;8\n" +
      "outside;4;L4;1;50;10;8\n" +
      "works;5;L5;1;50;10;4\n" +
      "works;6;L6;1;50;10;8\n" +
      "works;7;L7;4200;0;100;8\n";
    expect(await problemsOf(text)).to.deep.equal([
      '3: the vault has no site called "nowhere"',
      "4: no site with these keys was ever accredited on this deployment",
      "5: the assayer of site outside is another firm",
      "6: the footprint of 4 kg/kg is below the 5 kg/kg that the auditor measured",
      `7: lot ${await onlyLot()} is called "L6" already`,
      "8: 4200 t is more than the 4000 t that one permit allows",
    ]);
    expect(desk.vault.journal.list()).to.have.length(1);

    await suspend();
    expect(await problemsOf(rows(1, 1))).to.deep.equal([
      "2: the site is not in the accreditation tree with this profile",
    ]);
  });

  it("counts the month's permits before anything is sent", async () => {
    await addSmallSite(3);
    await run(await planOf(rows(1, 1, "small")));
    const sheet = rows(1, 2).replaceAll(";L", ";S") + rows(1, 4, "small");
    expect(await problemsOf(sheet)).to.deep.equal([
      "7: site small has no permit left for it: 2 can be used this month",
    ]);
    expect(await mintsOnChain()).to.have.length(1);
    expect(await run(await planOf(rows(1, 3, "small")))).to.have.length(2);
    expect(await problemsOf(rows(1, 4, "small"))).to.deep.equal([
      "5: site small has no permit left for it: 0 can be used this month",
    ]);
    // a vault that was rebuilt learns from the chain which permits are used
    for (const permit of desk.vault.permits.list())
      desk.vault.permits.release(permit, permit.operation ?? "");
    expect(desk.vault.permits.list()).to.deep.equal([]);
    expect(await problemsOf(rows(1, 4, "small"))).to.have.length(1);
  });

  it("finds an accreditation that has ended", async () => {
    await networkHelpers.time.increase(301 * 86_400);
    expect(await problemsOf(rows(1, 2))).to.deep.equal(
      [2, 3].map((row) => `${row}: the accreditation ended on 2027-01-10`),
    );
  });

  it("stops at a batch that fails, says what is minted, and does the rest when it is run again", async () => {
    const plan = await planOf(rows(1, 7));
    const { prover } = desk;
    const failing: Prover = {
      ...prover,
      prove: (circuit, inputs) =>
        proofs === 5 ? Promise.reject(new Error("out of memory")) : prover.prove(circuit, inputs),
    };
    let outcome: unknown;
    await importRows({ ...desk, prover: failing }, plan.mints, { batch: 2 }).catch(
      (error: unknown) => (outcome = error),
    );
    expect(outcome).to.be.instanceOf(Error).and.include({ message: "out of memory" });
    expect(await mintsOnChain()).to.have.length(4);

    const again = await planOf(rows(1, 7));
    expect(again.known).to.have.length(4);
    expect(await run(again)).to.have.length(3);
    expect(new Set((await mintsOnChain()).map(({ args }) => args.permit)).size).to.equal(7);
  });

  it("says how far it came when the chain refuses a batch", async () => {
    const plan = await planOf(rows(1, 6));
    const { prover } = desk;
    const suspending: Prover = {
      ...prover,
      prove: async (circuit, inputs) => {
        const proven = await prover.prove(circuit, inputs);
        if (proofs === 6) await suspend();
        return proven;
      },
    };
    const error = await expectError(
      "CHAIN_REFUSED",
      () => importRows({ ...desk, prover: suspending }, plan.mints, { batch: 3 }),
      "3 of 6 rows minted, then: ",
    );
    expect(error.remedy).to.contain("import the sheet again");
  });

  const onlyLot = async () => {
    const [{ args } = expect.fail("no lot")] = await mintsOnChain();
    return `0x${args.lotId.toString(16).padStart(64, "0")}`;
  };
  /** Accredits a second site with so few permits a month. */
  const addSmallSite = async (permits: number) => {
    const { secrets, assayer, process, profile } = siteOf("small", { profile: { permits } });
    const admin = developmentWallet(0, ethers.provider);
    const accreditors = { accreditor: admin, tracingAuthority: admin, controllers: [] };
    const keys = siteKeysOf(secrets, assayer);
    await enrolSite(desk.contracts.accreditation, accreditors, keys, profile, process);
    const assayerKey = hexOfBytes(assayerKeyOf("small"));
    desk.vault.sites.put({ name: "small", secrets, assayer, assayerKey, process });
  };
  const suspend = async () => {
    const { accreditation } = desk.contracts;
    const [inserted] = await accreditation.queryFilter(accreditation.filters.LeafInserted());
    await accreditation.suspend(inserted?.args.siteId ?? 0n);
  };
});
