import { expect } from "chai";
import { describe, it } from "mocha";

import { NODE_KINDS } from "../crash/node.ts";
import { runCrashes } from "../crash/run.ts";

/** Fifteen seconds or so in all, on a quiet machine; `npm run test:crash` goes on for as long as one likes. */
const MAX_MS = 7_000;
const KILLS = 30;
const LEAST_KILLS = 4;

describe("two firms whose process is killed", () => {
  for (const node of NODE_KINDS) {
    it(`lose no lot and use none twice, on ${node}`, async () => {
      const report = await runCrashes({
        node,
        kills: KILLS,
        leastKills: LEAST_KILLS,
        seed: "short",
        maxMs: MAX_MS,
      });
      expect(report.kills).to.be.at.least(LEAST_KILLS);
      expect(report.processes).to.be.greaterThan(report.kills);
    });
  }
});
