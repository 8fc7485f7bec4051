import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { parseEther, Wallet } from "ethers";
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { describeDeploymentAt } from "../chain/deployment-file.ts";
import { readOrder } from "../chain/orders.ts";
import { packPassports } from "../chain/pack-passports.ts";
import { lotId } from "../core/lot.ts";
import { policyId } from "../core/policy.ts";
import { parsePolicy } from "../core/policy-words.ts";
import { readScenarioData } from "../demo/data.ts";
import { Report } from "../demo/report.ts";
import { openStage, playDay } from "../demo/scenario.ts";
import { ThrowAwayVaults } from "../demo/throw-away-vaults.ts";
import { proveClaims } from "../desk/claims.ts";
import { openDesk } from "../desk/desk.ts";
import { type Done, mergeLots, splitLot } from "../desk/lots.ts";
import { backPassports, deliverLot, deployIntake, placeOrder, resolveIntake } from "../desk/orders.ts";
import { ensureDefined, policyBook } from "../desk/policies.ts";
import { publishKey } from "../desk/publish.ts";
import { refreshLots } from "../desk/refresh.ts";
import { mintLot } from "../desk/sites.ts";
import { passportText } from "../passport/file.ts";
import { jsonAt } from "../prover/json.ts";
import type { Prover } from "../prover/prover.ts";
import { type Spread, spreadOf } from "./proving.ts";
import { serveChain } from "./serve-chain.ts";
import { deployWithSites } from "./workload.ts";

/** One check of a passport by a process of its own, over HTTP on this machine. */
interface CheckFigures {
  /** That the lot came of. */
  readonly operations: number;
  readonly checks: number;
  readonly ms: Spread;
  readonly memoryMb: number;
}

export interface PassportFigures {
  readonly demo: CheckFigures;
  readonly long: CheckFigures;
  readonly packs: number;
  /** Making the passports of an order's packs, and writing a file for each. */
  readonly writtenMs: number;
}

const PACKS = 10_000;
const MINTS = 8;
/** Each is cut in two and blended again. */
const ROUNDS = 95;
const LINEAGE = MINTS + 1 + 2 * ROUNDS + 1;
const CHECKS = 5;
const GRAMS = 1_000_000n;
const run = promisify(execFile);

/** Issues and checks the passports of the demo's day, and of an order whose lot has a long past; all proofs are real. */
export async function measurePassports(
  prover: Prover,
  log: (line: string) => void,
): Promise<PassportFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), "kobold-bench-passports-"));
  const vaults = new ThrowAwayVaults();
  try {
    log("playing the demo's day on a node, and checking its first passport");
    const demo = await onNode(async (connection, url) => {
      const report = new Report({ print: () => undefined });
      const stage = await openStage(connection, await readScenarioData(), { prover, report, vaults });
      const { passports } = await playDay(stage, null);
      const file = path.join(folder, "demo.json");
      writeFileSync(file, JSON.stringify(jsonAt(JSON.parse(passports.evidence), "passport")));
      return measureChecks(file, url);
    });
    log(`making a lot of ${LINEAGE} operations`);
    return await onNode(async (connection, url) => {
      const { issue, first } = await orderOfLongPast(connection, { prover, vaults, folder });
      const start = performance.now();
      const packs = await issue();
      const writtenMs = performance.now() - start;
      return { demo, long: await measureChecks(first, url), packs, writtenMs };
    });
  } finally {
    vaults.close();
    rmSync(folder, { recursive: true });
  }
}

/** Does some work on a new chain that is served to other processes, too. */
async function onNode<T>(work: (connection: NetworkConnection, url: string) => Promise<T>): Promise<T> {
  const connection = await hre.network.create("simulated");
  const { url, close } = await serveChain(connection);
  try {
    return await work(connection, url);
  } finally {
    close();
    await connection.close();
  }
}

/** A plant's order, backed by a lot with a long past. @returns what writes its packs' passports; the first one's file */
async function orderOfLongPast(
  connection: NetworkConnection,
  {
    prover,
    vaults,
    folder,
  }: { readonly prover: Prover; readonly vaults: ThrowAwayVaults; readonly folder: string },
) {
  const { provider } = connection.ethers;
  const vault = vaults.create();
  const { addresses, contracts } = await deployWithSites(connection, vault);
  const settings = { confirmations: 1, timeoutMs: 60_000, pollMs: 20 };
  const deskOf = async (own: typeof vault) => {
    const wallet = Wallet.createRandom(provider);
    await connection.networkHelpers.setBalance(wallet.address, parseEther("100"));
    const parts = { vault: own, wallet, provider, contracts, prover, settings };
    await publishKey(await openDesk(parts));
    return openDesk(parts);
  };
  const [owner, plant] = [await deskOf(vault), await deskOf(vaults.create())];
  const ids = ({ lots }: Done) => lots.map(lotId);
  const mints: bigint[] = [];
  const work = { site: "mine", documents: "ticket", figures: { massGrams: 2n * GRAMS } };
  for (let i = 0; i < MINTS; i++) mints.push(...ids(await mintLot(owner, work)));
  let [lot = 0n] = ids(await mergeLots(owner, mints));
  for (let i = 0; i < ROUNDS; i++)
    [lot = 0n] = ids(await mergeLots(owner, ids(await splitLot(owner, lot, [{ massGrams: GRAMS }]))));
  [lot = 0n] = ids(await splitLot(owner, lot, [{ massGrams: 2n * GRAMS }]));

  const [gate, mass] = [parsePolicy("co2e <= 20 kg/kg", []), parsePolicy("mass >= 1 t", [])];
  const book = await policyBook(plant);
  for (const policy of [gate, mass]) await ensureDefined(plant, policy, book);
  await proveClaims(owner, lot, [gate, mass].map(policyId));
  const terms = { policies: [policyId(gate)], massPolicy: policyId(mass), maxClaimAge: 30 };
  const intake = await resolveIntake(
    plant,
    await deployIntake(plant, { ...terms, recalls: [addresses.recalls] }),
  );
  const order = { supplier: owner.wallet.address, units: PACKS, gramsPerUnit: GRAMS / BigInt(PACKS) };
  const number = await placeOrder(plant, intake, { ...order, quantity: mass, policies: [] }, book);
  await refreshLots(owner);
  await deliverLot(owner, intake, await readOrder(intake, number), lot);
  const serials = Array.from({ length: PACKS }, (_, i) => `KBD-${i}`);
  await backPassports(plant, intake, await readOrder(intake, number), serials, book);

  const block = await provider.getBlock("latest");
  if (block?.hash == null) throw new Error("a chain has a latest block");
  const anchor = { number: block.number, hash: block.hash };
  const file = await describeDeploymentAt(provider, addresses, 0);
  const fileOf = (position: number) => path.join(folder, `${position}.json`);
  return {
    first: fileOf(0),
    issue: async () => {
      const sources = { provider, files: [file] as const, anchor };
      const backed = await readOrder(intake, number);
      const { parts, subjects } = await packPassports(sources, intake, backed, serials);
      subjects.forEach((subject, i) => {
        writeFileSync(fileOf(i), passportText(parts, subject));
      });
      return subjects.length;
    },
  };
}

async function measureChecks(file: string, url: string): Promise<CheckFigures> {
  const script = path.join(import.meta.dirname, "passport-process.ts");
  const times: number[] = [];
  let memoryMb = 0;
  let [operations, checks] = [0, 0];
  for (let i = 0; i < CHECKS; i++) {
    const { stdout } = await run(process.execPath, [script, file, url]);
    const json: unknown = JSON.parse(stdout);
    if (jsonAt(json, "verdict") !== "true") throw new Error(`a passport is not true: ${stdout}`);
    const figure = (name: string) => Number(jsonAt(json, name));
    times.push(figure("ms"));
    memoryMb = Math.max(memoryMb, figure("memoryMb"));
    [operations, checks] = [figure("operations"), figure("checks")];
  }
  return { operations, checks, ms: spreadOf(times), memoryMb };
}

/** The figures as Markdown. */
export function passportMarkdown({ demo, long, packs, writtenMs }: PassportFigures): string {
  const whole = (number: number) => Math.round(number).toLocaleString("en");
  const seconds = (ms: number) => (ms / 1000).toFixed(2);
  const rowOf = (name: string, { operations, checks, ms, memoryMb }: CheckFigures) =>
    `| ${name} | ${operations} | ${checks} | ${seconds(ms.median)} (${seconds(ms.min)} … ${seconds(ms.max)}) | ${whole(memoryMb)} MB |`;
  return [
    "One check of a pack's passport, by a process of its own that asks a node over HTTP, without the start of Node:",
    [
      "| Passport | Operations | Checks | Time | Memory of the process |",
      "| --- | ---: | ---: | ---: | ---: |",
      rowOf("of the demo's day", demo),
      rowOf("of a lot with a long past", long),
    ].join("\n"),
    `The passports of an order of ${whole(packs)} packs are made and written in ${seconds(writtenMs)} s.`,
  ].join("\n\n");
}
