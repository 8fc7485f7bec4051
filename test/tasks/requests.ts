import { expect } from "chai";
import { after, afterEach, before, describe, it } from "mocha";

import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { SITE } from "../fixtures/desk-world.ts";
import { type Proxy, startProxy } from "../network/proxy.ts";

/** Long beside what this machine takes between two questions, so that those which are asked at once count once. */
const LATENCY_MS = 100;

describe("the requests of a command that wait for one another", () => {
  let world: CliWorld;
  let proxy: Proxy;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(1, [SITE]);
    proxy = await startProxy(world.url);
    proxy.latencyMs = LATENCY_MS;
  });
  afterEach(() => {
    proxy.batchFault = () => undefined;
  });
  after(async () => {
    await proxy.stop();
    await world.close();
  });

  /** How many they are; the command must succeed. */
  const inLine = async (args: string[], options: "desk" | "place" = "desk"): Promise<number> => {
    proxy.inLine = 0;
    const ran = await world.run(1, args, options, { KOBOLD_RPC_URL: proxy.url });
    expect(ran.code, ran.stdout + ran.stderr).to.equal(0);
    expect(proxy.inLine).to.be.greaterThan(1);
    return proxy.inLine;
  };
  const mine = () => world.provider.send("hardhat_mine", ["0x1"]);

  it("are 15 at most where a lot is minted", async () => {
    for (const label of ["first", "second"]) {
      const minted = await inLine(["lot", "mint", "--site", "works", "--mass", "3t", "--label", label]);
      expect(minted, label).to.be.at.most(15);
    }
  });

  it("are 3 at most where lots are listed, and one more where one of them has moved", async () => {
    expect(await inLine(["lot", "list"])).to.be.at.most(4);
    expect(await inLine(["lot", "list"])).to.be.at.most(3);
    await mine();
    expect(await inLine(["lot", "list"])).to.be.at.most(3);
  });

  it("are 12 at most where everything is looked at", async () => {
    await mine();
    expect(await inLine(["doctor", "--vault", world.vaultFile(1)], "place")).to.be.at.most(12);
  });

  it("are as few where lots are listed by a node that takes no batches", async () => {
    proxy.batchFault = () => ({ error: { code: -32_600, message: "batch requests are not supported" } });
    // the refusal itself is one
    expect(await inLine(["lot", "list"])).to.be.at.most(4);
  });
});
