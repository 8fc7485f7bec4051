import { expect } from "chai";
import { network } from "hardhat";
import { after, before, describe, it } from "mocha";

import { lotId } from "../../scripts/core/lot.ts";
import { packLanes } from "../../scripts/core/lanes.ts";
import { co2eOf, lanesOf, provenanceHash } from "../../scripts/core/provenance.ts";
import { WHOLE_SHARE } from "../../scripts/core/attributes.ts";
import { playBatch } from "../../scripts/demo/batch.ts";
import { named, readScenarioData } from "../../scripts/demo/data.ts";
import { Report } from "../../scripts/demo/report.ts";
import { openScene, playDay } from "../../scripts/demo/scenario.ts";
import type { Scene } from "../../scripts/demo/scene.ts";
import type { Prover } from "../../scripts/prover/prover.ts";
import { createSnarkjsProver } from "../../scripts/prover/snarkjs-prover.ts";
import { type ChainBytes, readChainBytes } from "../fixtures/chain-bytes.ts";
import { encodingsOf } from "../fixtures/leak-encodings.ts";

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
  let prover: Prover;
  let scene: Scene;
  let bytes: ChainBytes;
  const report = new Report(() => undefined);

  before(async function () {
    this.timeout(300_000);
    prover = await createSnarkjsProver();
    scene = await openScene(connection, readScenarioData(), prover, report);
    await playDay(scene);
    bytes = await readChainBytes(connection);
  });
  after(async () => prover.close());

  it("goes as expected, step by step", () => {
    const deviations = report.steps.filter(({ expected, outcome }) => expected !== outcome);
    expect(deviations).to.deep.equal([]);
    expect(report.record().ok).to.equal(true);
  });

  it("refuses what must be refused, each for its own reason", () => {
    const refused = report.steps.filter(({ outcome }) => outcome === "refused");
    const reasons = new Map<string, number>();
    for (const step of refused) {
      const error = step.public["error"] ?? "";
      reasons.set(error, (reasons.get(error) ?? 0) + 1);
    }
    expect(Object.fromEntries(reasons)).to.deep.equal({
      VerifierProofRejected: 10,
      PermitUsed: 1,
      UnitsExceedQuantity: 2,
      RegistryNotAccepted: 1,
    });
  });

  for (const [name, massGrams, co2e] of FIGURES) {
    it(`makes ${name} of ${massGrams.toString()} g at ${co2e.toString()} g/t`, () => {
      const lot = named(scene.world.lots, "lot", name);
      expect([lot.massGrams, co2eOf(lot.provenance)]).to.deep.equal([massGrams, co2e]);
    });
  }

  it("publishes no hidden figure in calldata, events or storage", () => {
    expect(bytes.transactions).to.be.greaterThan(100);
    expect(bytes.storageWords).to.be.greaterThan(500);
    const chain = bytes.pieces.map(({ hex }) => hex).join("|");
    const leaks = [...hiddenValues(scene)].filter(([, value]) =>
      encodingsOf(value).some((encoding) => chain.includes(encoding)),
    );
    expect(leaks.map(([what]) => what)).to.deep.equal([]);
  });

  it("would find a figure that was published: the lot ids are all there", () => {
    const chain = bytes.pieces.map(({ hex }) => hex).join("|");
    const ids = ["H1", "K1", "X", "PX", "M"].map((name) => lotId(named(scene.world.lots, "lot", name)));
    for (const id of ids) expect(encodingsOf(id).some((encoding) => chain.includes(encoding))).to.equal(true);
  });

  it("takes the whole day in one transaction for less than two thirds of the gas", async () => {
    const alone = scene.operations.reduce((sum, { gas }) => sum + gas, 0);
    await playBatch(scene);
    const together = report.steps.at(-1)?.gas ?? alone;
    expect(together).to.be.lessThan((alone * 2) / 3);
  });
});

/** Every value of the run that must stay hidden, by what it is; public thresholds that are equal are left out. */
function hiddenValues({ world }: Scene): Map<string, bigint> {
  const published = new Set([
    0n,
    WHOLE_SHARE,
    ...[...world.data.policies.values()].flatMap(({ rows, massMin, massMax }) => [
      massMin,
      massMax,
      ...rows.flatMap(({ constant }) => [constant, -constant]),
    ]),
    ...[...world.data.sites.values()].map(({ unitGrams }) => unitGrams),
  ]);
  const hidden: [string, bigint][] = [];
  for (const [name, { massGrams, provenance, salt }] of world.lots) {
    hidden.push([`mass of ${name}`, massGrams], [`salt of ${name}`, salt]);
    hidden.push([`provenance of ${name}`, provenanceHash(provenance)]);
    hidden.push([`footprint of ${name}`, co2eOf(provenance)]);
    hidden.push(...lanesOf(provenance).map((lane, k): [string, bigint] => [`lane ${k} of ${name}`, lane]));
    hidden.push(
      ...packLanes(lanesOf(provenance)).map((word, k): [string, bigint] => [`word ${k} of ${name}`, word]),
    );
  }
  for (const [name, { site }] of world.sites) {
    const { secrets, process } = site;
    hidden.push(
      [`siteSecret of ${name}`, secrets.siteSecret],
      [`traceSecret of ${name}`, secrets.traceSecret],
    );
    hidden.push([`salt of ${name}'s process`, process.processSalt]);
    hidden.push([`emission floor of ${name}`, process.emissionFloor]);
  }
  return new Map(hidden.filter(([, value]) => !published.has(value)));
}
