import { expect } from "chai";
import { after, afterEach, before, describe, it } from "mocha";

import { type CliWorld, openCliWorld } from "../fixtures/cli-world.ts";
import { SITE } from "../fixtures/desk-world.ts";
import { type Proxy, startProxy } from "../network/proxy.ts";

const NO_KEY = "n0t-t0-be-t0ld";

describe("a command whose node fails it", () => {
  let world: CliWorld;
  let proxy: Proxy;
  before(async function () {
    world = await openCliWorld();
    await world.addFirm(1, [SITE]);
    proxy = await startProxy(world.url);
  });
  afterEach(() => {
    proxy.fault = () => undefined;
  });
  after(async () => {
    await proxy.stop();
    await world.close();
  });

  const run = (args: string[], urls = `${proxy.url}/v3/${NO_KEY}`) =>
    world.run(1, args, "desk", { KOBOLD_RPC_URL: urls });

  it("does its work all the same where it only has to ask again", async () => {
    let times = 0;
    proxy.fault = () => {
      times += 1;
      if (times % 5 === 0) return { error: { code: -32_005, message: "project ID request rate exceeded" } };
      if (times % 7 === 0) return { status: 502, body: "<html><title>502 Bad Gateway</title></html>" };
      return times % 11 === 0 ? "cut" : undefined;
    };
    const minted = await run(["lot", "mint", "--site", "works", "--mass", "3t", "--label", "stormy"]);
    expect(minted.code, minted.stderr).to.equal(0);
    expect(times).to.be.greaterThan(11);
    proxy.fault = () => undefined;
    const listed = await run(["lot", "list"]);
    expect(listed.stdout.match(/stormy/g)).to.have.length(1);
  });

  it("works through the next node where one is gone", async () => {
    proxy.fault = () => ({ status: 503, body: "" });
    const listed = await run(["lot", "list"], `${proxy.url},${world.url}`);
    expect(listed.code, listed.stderr).to.equal(0);
  });

  it("ends in words where there is no other, and tells no key", async () => {
    const faults = [
      [
        "eth_chainId",
        /no node answers: .* chain id: 127\.0\.0\.1:\d+ answered with HTTP status 401: "no such project …/,
      ],
      ["eth_getCode", /no usable code: 127\.0\.0\.1:\d+ answered with HTTP status 401/],
      ["eth_call", /no usable answer: 127\.0\.0\.1:\d+ answered with HTTP status 401/],
      ["eth_getTransactionCount", /no usable nonce: 127\.0\.0\.1:\d+ answered with HTTP status 401/],
    ] as const;
    for (const [method, words] of faults) {
      proxy.fault = (asked) =>
        asked === method ? { status: 401, body: `no such project ${NO_KEY}\u001b[2J` } : undefined;
      const ran = await run(["lot", "mint", "--site", "works", "--mass", "1t"]);
      expect(ran.code, ran.stdout + ran.stderr).to.equal(4);
      expect(ran.stderr)
        .to.match(words)
        .and.match(/\n {2}→ ./);
      expect(ran.stdout + ran.stderr)
        .to.not.contain(NO_KEY)
        .and.not.contain("\u001b[2J")
        .and.not.match(/version=|code=[A-Z]/);
    }
    proxy.fault = () => undefined;
    expect((await run(["lot", "list"])).stdout.match(/\b1 t\b/g)).to.equal(null);
  });
});
