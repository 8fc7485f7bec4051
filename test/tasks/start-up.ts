import { expect } from "chai";
import { after, before, describe, it } from "mocha";

import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";

/** Makes a process say at its end how long it kept a core busy, which does not depend on what else the machine does. */
const TELL_CPU =
  "--import data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();console.error(`cpu:${(user+system)/1e6}`)})";
const BUDGET_SECONDS = 2;

describe("a task that proves nothing", () => {
  let world: CliWorld;
  before(async function () {
    this.timeout(60_000);
    world = await openCliWorld();
    await world.addFirm(1);
  });
  after(() => world.close());

  for (const args of [
    ["lot", "list"],
    ["policy", "list"],
  ]) {
    it(`has done its work within ${BUDGET_SECONDS} s of one core: ${args.join(" ")}`, async () => {
      const { code, stderr } = await world.run(1, args, "desk", { NODE_OPTIONS: TELL_CPU });
      expect(code, stderr).to.equal(0);
      const [, seconds = "Infinity"] = /^cpu:([\d.]+)$/m.exec(stderr) ?? [];
      expect(Number(seconds)).to.be.greaterThan(0).and.at.most(BUDGET_SECONDS);
    });
  }
});
