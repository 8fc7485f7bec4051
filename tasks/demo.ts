import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import type { Report } from "../scripts/demo/report.ts";
import { plainly } from "./ui/action.ts";
import { ensureBuilt } from "./ui/built.ts";

interface DemoArguments {
  json: string;
  data: string;
}

const demo: NewTaskActionFunction<DemoArguments> = async (taskArguments, hre) => {
  await plainly(false, async () => {
    const { Report } = await import("../scripts/demo/report.ts");
    const report = new Report((text) => process.stdout.write(text), process.stdout);
    // at once: building and deploying take their time
    report.section("Kobold: from mine to battery plant with hidden volumes");
    ensureBuilt();
    const { compileAll } = await import("../scripts/setup/compile.ts");
    await compileAll();
    await play(taskArguments, report, hre);
  });
};

async function play(
  { json, data }: DemoArguments,
  report: Report,
  hre: HardhatRuntimeEnvironment,
): Promise<void> {
  const { readScenarioData } = await import("../scripts/demo/data.ts");
  const { openScene, playDay } = await import("../scripts/demo/scenario.ts");
  const { playBatch } = await import("../scripts/demo/batch.ts");
  const { createSnarkjsProver } = await import("../scripts/prover/snarkjs-prover.ts");

  const records = readScenarioData(data === "" ? undefined : data);
  const prover = await createSnarkjsProver();
  const connection = await hre.network.create("simulated");
  try {
    const scene = await openScene(connection, records, prover, report);
    await playDay(scene);
    await playBatch(scene);
  } catch (thrown) {
    report.stop(thrown);
    throw thrown;
  } finally {
    report.summary();
    if (json !== "") report.writeJson(json);
    await connection.close();
    await prover.close();
  }
  if (!report.record().ok) process.exitCode = 1;
}

export default demo;
