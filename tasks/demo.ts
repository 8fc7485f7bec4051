import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";

import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { readScenarioData } from "../scripts/demo/data.ts";
import { playBatch } from "../scripts/demo/batch.ts";
import { Report } from "../scripts/demo/report.ts";
import { openStage, playDay } from "../scripts/demo/scenario.ts";
import { ThrowAwayVaults } from "../scripts/demo/throw-away-vaults.ts";
import { packs } from "../scripts/core/counts.ts";
import { phrase } from "../scripts/core/phrase.ts";
import type { CheckedPassports } from "../scripts/demo/passports.ts";
import { createProver } from "../scripts/prover/create-prover.ts";
import { compileAll } from "../scripts/setup/compile.ts";
import { readPageHash } from "../scripts/setup/page.ts";
import { plainly } from "./ui/action.ts";
import { writeExamples } from "./exports/examples.ts";
import { evidenceFor, writePage } from "./passport/page.ts";
import { inWords } from "./ui/language.ts";
import { lineWidth } from "./ui/table.ts";

interface DemoArguments {
  json: string;
  data: string;
}

/** Plays the demo; its heading is printed already, before all this was built and loaded. */
const demo: NewTaskActionFunction<DemoArguments> = ({ json, data }, hre) =>
  plainly(false, async () => {
    const report = new Report({
      print: (text) => process.stdout.write(text),
      say: inWords,
      width: lineWidth(),
      stream: process.stdout,
    });
    await compileAll();
    const records = await readScenarioData(data === "" ? undefined : data);
    const prover = await createProver();
    const vaults = new ThrowAwayVaults();
    const connection = await hre.network.create("simulated");
    try {
      const stage = await openStage(connection, records, { prover, report, vaults });
      const { offered, passports } = await playDay(stage, await readPageHash());
      await playBatch(stage, offered);
      await writePassports(report, path.join(hre.config.paths.cache, "demo"), passports);
    } catch (thrown) {
      report.stop(thrown);
      throw thrown;
    } finally {
      report.summary();
      if (json !== "") report.writeJson(json);
      vaults.close();
      await connection.close();
      await prover.close();
    }
    if (!report.record().ok) process.exitCode = 1;
  });

/** Writes the pages of the day's passports, with the evidence in them, since the chain ends with the demo. */
async function writePassports(
  report: Report,
  folder: string,
  { block, checks, evidence, subjects }: CheckedPassports,
): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const near = (name: string) => path.relative(process.cwd(), path.join(folder, name));
  const [one, all] = [near("passport.html"), near("passports.html")];
  await writePage(one, { nodes: [], file: evidenceFor(evidence, "one") }, []);
  await writePage(all, { nodes: [], file: evidenceFor(evidence, "all") }, subjects);
  report.section(phrase`Battery passports, which each visitor's own browser checks`);
  report.note(
    phrase`checked`,
    phrase`${checks} checks, all true, from the hash of block ${block} to the mints`,
  );
  report.note(
    phrase`page`,
    phrase`open ${one} in a browser: the first pack's, with its evidence, so without a network`,
  );
  const exported = near("exports");
  mkdirSync(exported);
  await writeExamples(exported, evidence);
  report.note(phrase`others`, phrase`${all}, by the links of ${packs(subjects.length)} in ${all}.links.csv`);
  report.note(phrase`exports`, phrase`${exported}: the first pack's for other systems, in every format`);
}

export default demo;
