import type { NewTaskActionFunction } from "hardhat/types/tasks";

interface DemoArguments {
  json: string;
  data: string;
}

const demo: NewTaskActionFunction<DemoArguments> = async ({ json, data }, hre) => {
  await hre.tasks.getTask("build").run({ quiet: true });
  await hre.tasks.getTask(["circuits", "build"]).run({ quiet: true });
  const [{ readScenarioData }, { Report }, { playScenario }, { createSnarkjsProver }] = await Promise.all([
    import("../scripts/demo/data.ts"),
    import("../scripts/demo/report.ts"),
    import("../scripts/demo/scenario.ts"),
    import("../scripts/prover/snarkjs-prover.ts"),
  ]);
  const report = new Report();
  const prover = await createSnarkjsProver();
  const connection = await hre.network.create();
  try {
    await playScenario(connection, readScenarioData(data === "" ? undefined : data), prover, report);
  } finally {
    report.summary();
    if (json !== "") report.writeJson(json);
    await connection.close();
    await prover.close();
  }
  if (!report.record().ok) process.exitCode = 1;
};

export default demo;
