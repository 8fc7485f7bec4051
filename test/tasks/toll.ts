import path from "node:path";

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { z } from "zod/v4";

import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { REFINERY, SITE } from "../fixtures/desk-world.ts";

const [OWNER, REFINER] = [1, 2];
const openingSchema = z.object({
  opening: z.object({
    co2eGramsPerTonne: z.string(),
    sharesPartsPerBillion: z.record(z.string(), z.string()),
  }),
});

describe("the tasks of toll refining and weakening", () => {
  let world: CliWorld;
  const file = (name: string) => path.join(world.folder, name);
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(OWNER, [SITE]);
    await world.addFirm(REFINER, [REFINERY]);
    await world.done(OWNER, ["lot", "mint", "--mass", "10t", "--co2e", "8.123456kg/kg", "--label", "ore"]);
  });
  after(() => world.close());

  it("weaken a lot as far as its policies let it, after showing what that does to them", async function () {
    const weaken = ["lot", "weaken", "ore", "--policies", "rmap = 100%; co2e <= 9 kg/kg"];
    const unasked = await world.run(OWNER, weaken);
    expect(unasked.code).to.equal(2);
    expect(unasked.stderr)
      .to.match(/rmap = 100%: holds before, holds after/)
      .and.contain("not confirmed");
    await world.done(OWNER, [...weaken, "--yes"]);
    const { stdout } = await world.done(OWNER, ["lot", "show", "ore", "--json"]);
    const { co2eGramsPerTonne, sharesPartsPerBillion } = openingSchema.parse(JSON.parse(stdout)).opening;
    // coarser than what was stated, and still within what must hold
    expect(Number(co2eGramsPerTonne)).to.be.above(8_123_456).and.at.most(9_000_000);
    expect(sharesPartsPerBillion).to.have.property("rmap");
  });

  it("carry a lot to its refiner, and what was made of it back to its owner, who sends the proof", async function () {
    const account = world.wallet(REFINER).address;
    await world.done(OWNER, ["toll", "request", "ore", account, file("request.json")]);
    const again = await world.run(OWNER, ["toll", "request", "ore", account, file("request.json")]);
    expect(again.code).to.equal(2);
    expect(again.stderr).to.contain("choose a new file's name");

    const answer = ["toll", "answer", file("request.json"), "refinery"];
    const greedy = await world.run(REFINER, [...answer, "8t", file("low.json")]);
    expect(greedy.code).to.equal(3);
    expect(greedy.stderr).to.contain("outside the audited yield");
    await world.done(REFINER, [...answer, "9.5t", file("answer.json")]);

    const settle = ["toll", "settle", file("answer.json"), "ore"];
    const short = await world.run(OWNER, [...settle, "9.6t"]);
    expect(short.code).to.equal(2);
    expect(short.stderr).to.contain("less than the agreed");
    await world.done(OWNER, [...settle, "9.5t", "--label", "refined"]);
    expect((await world.done(OWNER, ["lot", "list"])).stdout).to.match(/active +9\.5 t +refined/);
    const list = await world.done(REFINER, ["lot", "list", "--all"]);
    expect(list.stdout).to.not.contain("active");
  });
});
