import { expect } from "chai";
import { describe, it } from "mocha";

import { runCrashes } from "../crash/run.ts";
import { WEATHERS } from "../network/weathers.ts";

/** A few seconds each, on a quiet machine; `npm run test:network` tries every kind, and for longer. */
const MAX_MS = 4_000;
const LEAST_KILLS = 2;

describe("two firms whose process is killed, and whose node fails them too", () => {
  for (const weather of WEATHERS.slice(0, 2)) {
    it(`lose no lot and use none twice: ${weather.name}`, async () => {
      const run = {
        node: "anvil",
        kills: 5,
        leastKills: LEAST_KILLS,
        seed: "short",
        maxMs: MAX_MS,
        weather,
      } as const;
      expect((await runCrashes(run)).kills).to.be.at.least(LEAST_KILLS);
    });
  }
});
