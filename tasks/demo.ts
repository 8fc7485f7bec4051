import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { readScenarioData } from "../scripts/demo/data.ts";
import { playBatch } from "../scripts/demo/batch.ts";
import { Report } from "../scripts/demo/report.ts";
import { openStage, playDay } from "../scripts/demo/scenario.ts";
import { ThrowAwayVaults } from "../scripts/demo/throw-away-vaults.ts";
import { createProver } from "../scripts/prover/create-prover.ts";
import { compileAll } from "../scripts/setup/compile.ts";
import { plainly } from "./ui/action.ts";
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
      await playBatch(stage, await playDay(stage));
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

export default demo;
