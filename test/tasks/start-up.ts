import { expect } from "chai";
import { after, before, describe, it } from "mocha";

import { type CliWorld, openCliWorld, type Options } from "../fixtures/cli-world.ts";

/** Makes a process say at its end how long it kept a core busy, which does not depend on what else the machine does. */
const TELL_CPU =
  "--import data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();console.error(`cpu:${(user+system)/1e6}`)})";
/** Times what Hardhat takes to load its configuration and show the help of the task. */
const MOST = 4;

describe("a task that proves nothing", () => {
  let world: CliWorld;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(1);
  });
  after(() => world.close());

  const secondsOf = async (args: readonly string[], options: Options): Promise<number> => {
    const { code, stderr } = await world.run(1, args, options, { NODE_OPTIONS: TELL_CPU });
    expect(code, stderr).to.equal(0);
    const [, seconds = "0"] = /^cpu:([\d.]+)$/m.exec(stderr) ?? [];
    expect(Number(seconds)).to.be.greaterThan(0);
    return Number(seconds);
  };
  for (const args of [
    ["lot", "list"],
    ["policy", "list"],
  ]) {
    it(`keeps a core busy for at most ${MOST} times as long as its help does: ${args.join(" ")}`, async () => {
      const help = await secondsOf([...args, "--help"], "none");
      expect(await secondsOf(args, "desk")).to.be.at.most(MOST * help);
    });
  }
});
