import { parseArgs } from "node:util";

import { DEEDS, RESUME_STEPS, STEPS } from "./schedule.ts";
import { NODE_KINDS } from "./node.ts";
import { runCrashes } from "./run.ts";

/** The long crash test: npm run test:crash -- --kills 1000 [--seed S] [--node hardhat|anvil] */
if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "1000" },
      seed: { type: "string", default: "kobold" },
      node: { type: "string", default: "hardhat" },
    },
  });
  const node = NODE_KINDS.find((kind) => kind === values.node);
  const kills = Number(values.kills);
  if (node === undefined || !Number.isSafeInteger(kills) || kills < 1) {
    throw new RangeError("usage: npm run test:crash -- --kills 1000 [--seed S] [--node hardhat|anvil]");
  }
  const onProgress = (killed: number) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${killed} of ${kills} kills`);
    else if (killed % 50 === 0) console.log(`${killed} of ${kills} kills`);
  };
  const report = await runCrashes({ node, kills, seed: values.seed, onProgress });
  const all = DEEDS.length * STEPS.length + RESUME_STEPS.length;
  console.log(
    `\n${report.kills} kills on ${node} in ${report.seconds.toFixed(0)} s, at ${report.boundaries.size} of ${all} ` +
      `boundaries; each of ${report.processes} processes found every live lot and none twice (seed ${values.seed})`,
  );
}
