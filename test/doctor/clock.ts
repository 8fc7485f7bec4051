import { expect } from "chai";
import { describe, it } from "mocha";

import { renderText } from "../../scripts/core/phrase.ts";
import { checkClock } from "../../scripts/doctor/clock.ts";

/** Noon of 2026-03-16 UTC. */
const NOON = 1_773_662_400;
const HOUR = 3_600;

const outcomeOf = (behindChain: number, { local = NOON, chainId = 1n, dayTolerance = 1 } = {}) =>
  checkClock({ chainId, block: local + behindChain, local, dayTolerance }).outcome;

describe("the doctor's look at the clock", () => {
  it("finds no fault with a block of the last hour, nor with one that is seconds ahead", () => {
    expect([0, -12, -HOUR, 60].map((seconds) => outcomeOf(seconds))).to.deep.equal(["ok", "ok", "ok", "ok"]);
  });

  it("finds a clock that is behind the chain's, by how much, and how to set it", () => {
    const late = checkClock({ chainId: 1n, block: NOON + 61, local: NOON, dayTolerance: 1 });
    expect(late.outcome).to.equal("failed");
    expect(renderText(late.what)).to.contain("61 s");
    expect(renderText(late.remedy)).to.contain("NTP");
  });

  it("warns of a node that gives old blocks, and finds it too old once no proof of today would be taken", () => {
    expect(outcomeOf(-HOUR - 1)).to.equal("warning");
    // yesterday is within a tolerance of one day, the day before is not
    expect(outcomeOf(-36 * HOUR)).to.equal("warning");
    expect(outcomeOf(-36 * HOUR - 1)).to.equal("failed");
    expect(outcomeOf(-36 * HOUR - 1, { dayTolerance: 2 })).to.equal("warning");
    expect(outcomeOf(-24 * HOUR, { dayTolerance: 0 })).to.equal("failed");
  });

  it("lets a development chain have its own time", () => {
    expect(outcomeOf(400 * 24 * HOUR, { chainId: 31_337n })).to.equal("ok");
    expect(outcomeOf(-400 * 24 * HOUR, { chainId: 1_337n })).to.equal("ok");
  });
});
