import { expect } from "chai";
import { after, before, describe, it } from "mocha";

import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { SITE } from "../fixtures/desk-world.ts";
import { blocksAsked, type Proxy, startProxy } from "./proxy.ts";

const BLOCKS = 5_000_000;
const LIMIT = 10_000;
const FIRST_MS = 60_000;
const NEXT_MS = 2_000;

describe("a deployment of long ago, behind a node that answers few blocks at a time", () => {
  let world: CliWorld;
  let proxy: Proxy;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(1, [SITE]);
    await world.provider.send("hardhat_mine", [`0x${BLOCKS.toString(16)}`]);
    proxy = await startProxy(world.url);
    proxy.fault = (method, params, head) =>
      blocksAsked(method, params, head) > LIMIT
        ? { error: { code: -32_701, message: `exceed maximum block range: ${LIMIT}` } }
        : undefined;
  });
  after(async () => {
    await proxy.stop();
    await world.close();
  });

  const timed = async (...args: string[]) => {
    const start = performance.now();
    const ran = await world.run(1, args, "desk", { KOBOLD_RPC_URL: proxy.url });
    const ms = performance.now() - start;
    expect(ran.code, ran.stdout + ran.stderr).to.equal(0);
    return ms;
  };

  it("is read once within a minute, and gone on from within two seconds", async () => {
    expect(await timed("lot", "mint", "--site", "works", "--mass", "3t", "--label", "late")).to.be.at.most(
      FIRST_MS,
    );
    expect(proxy.asked.get("eth_getLogs")).to.be.greaterThan(BLOCKS / LIMIT);
    proxy.asked.clear();
    expect(await timed("lot", "list")).to.be.at.most(NEXT_MS);
    expect(proxy.asked.get("eth_getLogs")).to.equal(1);
  });
});
