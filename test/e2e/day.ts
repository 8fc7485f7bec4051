import { expect } from "chai";
import { network } from "hardhat";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { WHOLE_SHARE } from "../../scripts/core/attributes.ts";
import { packLanes } from "../../scripts/core/lanes.ts";
import { renderText } from "../../scripts/core/phrase.ts";
import { co2eOf, lanesOf, provenanceHash } from "../../scripts/core/provenance.ts";
import { playBatch } from "../../scripts/demo/batch.ts";
import { readScenarioData } from "../../scripts/demo/data.ts";
import { Report } from "../../scripts/demo/report.ts";
import type { CheckedPassports } from "../../scripts/demo/passports.ts";
import { openStage, playDay } from "../../scripts/demo/scenario.ts";
import { checkPassport } from "../../scripts/passport/check-passport.ts";
import { readEvidence, replaying } from "../../scripts/passport/evidence.ts";
import { readPassport } from "../../scripts/passport/file.ts";
import type { Stage } from "../../scripts/demo/stage.ts";
import { ThrowAwayVaults } from "../../scripts/demo/throw-away-vaults.ts";
import { TRADER } from "../../scripts/demo/world.ts";
import { rehearseRecovery } from "../../scripts/desk/rehearse.ts";
import { resolveLot } from "../../scripts/desk/resolve.ts";
import type { Prover } from "../../scripts/prover/prover.ts";
import { createProver } from "../../scripts/prover/create-prover.ts";
import { passportPages, verdictOf } from "../fixtures/passport-page.ts";
import { readPageHash } from "../../scripts/setup/page.ts";
import { type ChainBytes, readChainBytes } from "../fixtures/chain-bytes.ts";
import { documentsOf } from "../fixtures/exported.ts";
import { encodingsOf, leaksIn } from "../fixtures/leak-encodings.ts";

const connection = await network.create();

/** Name, grams of cobalt, grams CO2e per tonne: computed by hand from the records. */
const FIGURES: readonly (readonly [string, bigint, bigint])[] = [
  ["H1", 11_880_000n, 8_000_000n],
  ["H2", 5_896_800n, 11_000_000n],
  ["H3", 2_520_000n, 6_500_000n],
  ["H1+H2", 17_776_800n, 8_995_140n],
  ["K1", 17_243_496n, 13_273_341n],
  ["K1-A", 10_000_000n, 13_273_341n],
  ["K1-B", 7_243_496n, 13_273_341n],
  ["Y", 1_905_000n, 4_200_000n],
  ["X", 11_905_000n, 11_821_455n],
  ["PX", 11_785_950n, 11_940_864n],
  ["K3", 2_444_400n, 10_701_031n],
  ["M", 7_967_845n, 13_039_495n],
];

describe("a day from mines to a battery plant, with real proofs through the shipped deployment", () => {
  const vaults = new ThrowAwayVaults();
  const report = new Report({ print: () => undefined });
  let prover: Prover;
  let stage: Stage;
  let offered: Awaited<ReturnType<typeof playDay>>["offered"];
  let passports: CheckedPassports;
  let bytes: ChainBytes;

  before(async function () {
    prover = await createProver();
    stage = await openStage(connection, await readScenarioData(), { prover, report, vaults });
    ({ offered, passports } = await playDay(stage, await readPageHash()));
    bytes = await readChainBytes(connection);
  });
  after(async () => {
    vaults.close();
    await prover.close();
  });

  it("goes as expected, step by step", () => {
    const deviations = report.steps.filter(({ expected, outcome }) => expected !== outcome);
    expect(deviations).to.deep.equal([]);
    expect(report.record().ok).to.equal(true);
  });

  it("refuses what must be refused, each for its own reason", () => {
    const refused = report.record().steps.filter(({ outcome }) => outcome === "refused");
    const reasons = new Map<string, number>();
    for (const step of refused) {
      const error = step.public["error"] ?? "";
      reasons.set(error, (reasons.get(error) ?? 0) + 1);
    }
    expect(Object.fromEntries(reasons)).to.deep.equal({
      VerifierProofRejected: 11,
      AttributeNotOpen: 1,
      PermitUsed: 1,
      UnitsExceedQuantity: 2,
      RegistryNotAccepted: 1,
      ProvenanceRecalled: 1,
      LotExists: 1,
    });
  });

  for (const [name, massGrams, co2e] of FIGURES) {
    it(`makes ${name} of ${massGrams.toString()} g at ${co2e.toString()} g/t`, () => {
      const { lot } = resolveLot(stage.world.desk(TRADER), name);
      expect([lot.massGrams, co2eOf(lot.provenance)]).to.deep.equal([massGrams, co2e]);
    });
  }

  it("seals every opening in a note: the trader's vault could be rebuilt from the chain", async () => {
    const { recovery, missing, extra } = await rehearseRecovery(stage.world.desk(TRADER));
    // five bought; H1+H2, K1 and its two pieces, two more of K1-B and their join, Y, X, K3 and its two pieces, M, PX
    expect(recovery).to.deep.include({ found: 19, opened: 19 });
    expect([missing, extra]).to.deep.equal([[], []]);
  });

  it("publishes no hidden figure in calldata, events or storage", () => {
    expect(bytes.transactions).to.be.greaterThan(100);
    expect(bytes.storageWords).to.be.greaterThan(500);
    const chain = bytes.pieces.map(({ hex }) => hex).join("|");
    const found = [...hiddenValues(stage)].flatMap(([what, value]) => {
      const times = encodingsOf(value).reduce((sum, encoding) => sum + chain.split(encoding).length - 1, 0);
      return times === 0 ? [] : [{ what, kind: what.split(" of ")[0], isShort: value < 1n << 32n, times }];
    });
    // Among random bytes a number of four is met by chance once in some dozens of runs; what is published stands in
    // calldata and event or storage, and others of its kind with it.
    const leaks = found.filter(
      ({ kind, isShort, times }) =>
        !isShort || times > 1 || found.filter((other) => other.kind === kind).length > 1,
    );
    expect(leaks.map(({ what }) => what)).to.deep.equal([]);
  });

  it("would find a figure that was published: the lot ids are all there", () => {
    const chain = bytes.pieces.map(({ hex }) => hex).join("|");
    const ids = ["H1", "K1", "X", "PX", "M"].map((name) => resolveLot(stage.world.desk(TRADER), name).id);
    for (const id of ids) expect(encodingsOf(id).some((encoding) => chain.includes(encoding))).to.equal(true);
  });

  it("ends in passports that each hold by their evidence alone, and for no other serial", async () => {
    const { evidence, passport } = readEvidence(passports.evidence);
    const ask = replaying(evidence);
    const verdictOf = async (changes: object) => {
      const subject = { ...passport.subject, ...changes };
      const text = JSON.stringify({ ...z.looseObject({}).parse(evidence.passport), subject });
      return (await checkPassport(readPassport(text), { ask })).verdict;
    };
    expect(passports.subjects).to.have.lengthOf(1_510);
    const other = passports.subjects[700] ?? expect.fail("no such pack");
    expect(await verdictOf({})).to.equal("true");
    expect(await verdictOf(other)).to.equal("true");
    expect(await verdictOf({ ...other, serial: "KBD-26-001511" })).to.equal("false");
  });

  it("exports them for other systems without any hidden figure", async () => {
    const { evidence, passport: file } = readEvidence(passports.evidence);
    const report = await checkPassport(file, { ask: replaying(evidence) });
    const { told, ...documents } = documentsOf({ file, report });
    expect(told.operations.map(({ kind }) => kind)).to.include.members(["mint", "split", "merge", "refine"]);
    expect(told.handovers.length).to.be.greaterThan(1);
    expect([Object.keys(documents).length, told.claims.length > 0, told.withheld > 0]).to.deep.equal([
      6,
      true,
      true,
    ]);
    expect(leaksIn(JSON.stringify(documents), hiddenValues(stage))).to.deep.equal([]);
  });

  it("shows them as true on the page, to a visitor without any network", async () => {
    const pages = await passportPages();
    try {
      const file: unknown = JSON.parse(passports.evidence);
      const { page, requests, complaints } = await pages.open(pages.publish(file, [], "file"));
      expect(await verdictOf(page)).to.equal("true");
      expect([requests.length, complaints]).to.deep.equal([1, []]);
      const recalls = await page.locator("#recalls").innerText();
      expect(recalls).to.include("closed").and.not.include("stops deliveries");
    } finally {
      await pages.close();
    }
  });

  it("takes the trader's whole day in one transaction for less than two thirds of the gas", async () => {
    const kinds = ["accept", "split", "merge", "refine", "move"];
    const exported = "retire K3-B";
    const made = report.steps.filter(
      ({ name, operation }) => kinds.includes(operation) || renderText(name).startsWith(exported),
    );
    // without the branch that was undone
    const alone = made
      .filter(({ name }) => !renderText(name).includes("-500") && !renderText(name).includes("5 kg"))
      .reduce((sum, { gas }) => sum + (gas ?? 0), 0);
    await playBatch(stage, offered);
    const last = report.record().steps.at(-1);
    // five lots taken over, eleven operations, and what was sold elsewhere and what moved
    expect(last?.public).to.deep.equal({ commands: "18" });
    expect(last?.gas).to.be.lessThan((alone * 2) / 3);
  });
});

/** Every value of the run that must stay hidden, by what it is; public thresholds that are equal are left out. */
function hiddenValues({ world }: Stage): Map<string, bigint> {
  const published = new Set([
    0n,
    WHOLE_SHARE,
    ...[...world.data.policies.values()].flatMap(({ rows, massMin, massMax }) => [
      massMin,
      massMax,
      ...rows.flatMap(({ constant }) => [constant, -constant]),
    ]),
    ...[...world.data.sites.values()].map(({ terms }) => terms.unitGrams),
  ]);
  const hidden: [string, bigint][] = [];
  for (const { label: name, lot } of world.desk(TRADER).vault.lots.list()) {
    const { massGrams, provenance, salt } = lot;
    hidden.push([`mass of ${name}`, massGrams], [`salt of ${name}`, salt]);
    hidden.push([`provenance of ${name}`, provenanceHash(provenance)]);
    hidden.push([`footprint of ${name}`, co2eOf(provenance)]);
    hidden.push(...lanesOf(provenance).map((lane, k): [string, bigint] => [`lane ${k} of ${name}`, lane]));
    hidden.push(
      ...packLanes(lanesOf(provenance)).map((word, k): [string, bigint] => [`word ${k} of ${name}`, word]),
    );
  }
  const sites = [...world.data.sites.keys()].flatMap((name) => world.desk(name).vault.sites.list());
  for (const { name, secrets, process } of sites) {
    hidden.push(
      [`siteSecret of ${name}`, secrets.siteSecret],
      [`traceSecret of ${name}`, secrets.traceSecret],
    );
    hidden.push([`salt of ${name}'s process`, process.processSalt]);
    hidden.push([`emission floor of ${name}`, process.emissionFloor]);
  }
  return new Map(hidden.filter(([, value]) => !published.has(value)));
}
