import { expect } from "chai";
import { network } from "hardhat";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { after, before, describe, it } from "mocha";

import { KoboldError } from "../../../scripts/core/errors.ts";
import { nodeOf } from "../../../tasks/ui/node.ts";
import { rejectionOf } from "../../fixtures/code-of.ts";

describe("the node of a task", () => {
  let server: Awaited<ReturnType<typeof network.createServer>>;
  let url: string;
  before(async () => {
    server = await network.createServer({ network: "node" }, "127.0.0.1", 0);
    const { address, port } = await server.listen();
    url = `http://${address}:${port}`;
  });
  after(() => server.close());

  const hreFor = (settings: { url: string; chainId?: number }) =>
    createHardhatRuntimeEnvironment(
      { networks: { firm: { type: "http", chainType: "l1", ...settings } } },
      { network: "firm" },
    );

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
  });
});
