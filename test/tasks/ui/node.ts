import { setTimeout as delay } from "node:timers/promises";

import { expect } from "chai";
import { network } from "hardhat";
import { configVariable } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { ConfigurationVariable } from "hardhat/types/config";
import { after, before, describe, it } from "mocha";

import { KoboldError } from "../../../scripts/core/errors.ts";
import { closeNodes, connectionOf, nodeOf } from "../../../tasks/ui/node.ts";
import { rejectionOf } from "../../fixtures/code-of.ts";
import { startCannedNode } from "../../network/canned-node.ts";

describe("the node of a task", () => {
  let server: Awaited<ReturnType<typeof network.createServer>>;
  let url: string;
  before(async () => {
    server = await network.createServer({ network: "node" }, "127.0.0.1", 0);
    const { address, port } = await server.listen();
    url = `http://${address}:${port}`;
  });
  after(() => server.close());

  const hreFor = (settings: { url: string | ConfigurationVariable; chainId?: number }) =>
    createHardhatRuntimeEnvironment(
      { networks: { firm: { type: "http", chainType: "l1", ...settings } } },
      { network: "firm" },
    );

  /** As KOBOLD_RPC_URL gives it. */
  const hreWith = (urls: string) => {
    process.env["KOBOLD_TEST_URLS"] = urls;
    return hreFor({ url: configVariable("KOBOLD_TEST_URLS") });
  };
  after(() => delete process.env["KOBOLD_TEST_URLS"]);

  it("is asked which chain it is, without an account", async () => {
    expect((await nodeOf(await hreFor({ url }))).chainId).to.equal(31_337n);
    expect((await nodeOf(await hreFor({ url, chainId: 31_337 }))).chainId).to.equal(31_337n);
  });

  it("is refused if it is of another chain than hardhat.config.ts names, and missed if there is none", async () => {
    const other = await rejectionOf(nodeOf(await hreFor({ url, chainId: 5 })));
    expect(other?.code).to.equal("CHAIN_MISMATCH");
    expect(other?.message).to.contain("should be chain 5").and.to.contain("31337");
    const none = await rejectionOf(nodeOf(await hreFor({ url: "http://127.0.0.1:1" })));
    expect(none).to.be.instanceOf(KoboldError);
    expect(none?.code).to.equal("RPC_FAILED");
    expect(none?.remedy).to.contain("hardhat node");
    const elsewhere = await rejectionOf(nodeOf(await hreFor({ url: "http://node.invalid:1" })));
    expect(elsewhere?.remedy).to.contain("RPC URL").and.not.contain("hardhat node");
  });

  it("may be one of several, of which Hardhat's own connection takes the first", async () => {
    const hre = await hreWith(`${url}, http://127.0.0.1:1`);
    expect((await nodeOf(hre)).chainId).to.equal(31_337n);
    closeNodes(hre);
    const connection = await connectionOf(hre);
    expect(await connection.provider.request({ method: "eth_chainId" })).to.equal("0x7a69");
    await connection.close();
  });

  it("is not given by half a URL, which is not told", async () => {
    const secret = await rejectionOf(nodeOf(await hreWith("node.example/key-1234")));
    expect(secret?.code).to.equal("BAD_INPUT");
    expect(`${secret?.message}${secret?.remedy}`).to.contain("http://").and.not.contain("1234");
  });

  it("is left when its command ends, although it still owes an answer", async () => {
    const silent = await startCannedNode();
    silent.results.set("eth_chainId", "0x7a69");
    silent.hangs = "eth_getCode";
    const hre = await hreFor({ url: silent.url });
    const { provider } = await nodeOf(hre);
    const asked = provider.getCode(`0x${"11".repeat(20)}`).then(
      () => "answered",
      () => "left",
    );
    await delay(50);
    closeNodes(hre);
    expect(await asked).to.equal("left");
    await silent.stop();
  });
});
