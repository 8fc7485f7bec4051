import type { NewTaskActionFunction } from "hardhat/types/tasks";

interface DemoArguments {
  json: string;
  data: string;
}

const demo: NewTaskActionFunction<DemoArguments> = async ({ json, data }, hre) => {
  await hre.tasks.getTask("build").run({ quiet: true });
  await hre.tasks.getTask(["circuits", "build"]).run({ quiet: true });
  const [{ readScenarioData }, { Report }, { openScene, playDay }, { playBatch }, { createSnarkjsProver }] =
    await Promise.all([
      import("../scripts/demo/data.ts"),
      import("../scripts/demo/report.ts"),
      import("../scripts/demo/scenario.ts"),
      import("../scripts/demo/batch.ts"),
      import("../scripts/prover/snarkjs-prover.ts"),
    ]);
  const report = new Report((text) => process.stdout.write(text), process.stdout);
  const prover = await createSnarkjsProver();
  const connection = await hre.network.create();
  try {
    const records = readScenarioData(data === "" ? undefined : data);
    const scene = await openScene(connection, records, prover, report);
    await playDay(scene);
    await playBatch(scene);
  } finally {
    report.summary();
    if (json !== "") report.writeJson(json);
    await connection.close();
    await prover.close();
  }
  if (!report.record().ok) process.exitCode = 1;
};

export default demo;
