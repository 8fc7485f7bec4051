import { expect } from "chai";
import { after, before, describe, it } from "mocha";

import { type CliWorld, openCliWorld } from "../support/cli-world.ts";
import { SITE } from "../support/desk-world.ts";

describe("the lot tasks", () => {
  let world: CliWorld;
  before(async function () {
    this.timeout(120_000);
    world = await openCliWorld();
    await world.addFirm(1, [SITE]);
  });
  after(() => world.close());

  it("start", async () => {
    const { stdout } = await world.done(1, ["vault", "status"]);
    expect(stdout).to.contain("account");
  });
});
