import { parseArgs } from "node:util";

import { runCrashes } from "../crash/run.ts";
import { WEATHERS } from "./weathers.ts";

// The firms' day in every kind of bad weather: npm run test:network -- [--only WORDS] [--kills 11] [--seed S]

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    kills: { type: "string", default: "11" },
    seed: { type: "string", default: "kobold" },
  },
});
const kills = Number(values.kills);
const chosen = WEATHERS.filter(({ name }) => name.includes(values.only));
if (!Number.isSafeInteger(kills) || kills < 1 || chosen.length === 0)
  throw new RangeError("usage: npm run test:network -- [--only WORDS] [--kills 11] [--seed S]");

/** So that the whole run ends within 40 minutes. */
const MOST_MS = 45_000;
const begun = Date.now();
let failed = 0;
for (const weather of chosen) {
  const { name } = weather;
  try {
    const run = { node: "anvil", kills, seed: values.seed, maxMs: MOST_MS, weather } as const;
    const { kills: killed, processes, seconds } = await runCrashes(run);
    console.log(`ok      ${name}: ${killed} kills, ${processes} processes, ${seconds.toFixed(0)} s`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
const seconds = (Date.now() - begun) / 1_000;
console.log(
  `${chosen.length - failed} of ${chosen.length} kinds of weather were survived in ${seconds.toFixed(0)} s: each lot once, no opening lost (seed ${values.seed})`,
);
if (failed > 0) process.exitCode = 1;
