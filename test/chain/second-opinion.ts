import { expect } from "chai";
import type { Provider } from "ethers";
import { afterEach, describe, it } from "mocha";

import { connectNode } from "../../scripts/chain/node.ts";
import { secondOpinion } from "../../scripts/chain/second-opinion.ts";
import { type Check, failed, passed } from "../../scripts/core/check.ts";
import { renderText } from "../../scripts/core/phrase.ts";
import { expectError } from "../fixtures/errors.ts";
import { type CannedNode, startCannedNode } from "../network/canned-node.ts";

const PLACE = `0x${"11".repeat(20)}`;

describe("a verdict on which others rely", () => {
  const servers: CannedNode[] = [];
  const stopAll = () => Promise.all(servers.splice(0).map((server) => server.stop()));
  afterEach(stopAll);

  const look = async (provider: Provider): Promise<Check[]> => {
    const code = await provider.getCode(PLACE);
    return [code === "0x60" ? passed("code", "as it should be") : failed("code", "other code", "beware")];
  };
  /** Nodes that have such code there; one without any gives no answer. */
  const verdict = async (...codes: (string | undefined)[]) => {
    for (const code of codes) {
      const server = await startCannedNode();
      servers.push(server);
      server.results.set("eth_chainId", "0x5").set("eth_blockNumber", "0x1").set("eth_getCode", code);
      if (code === undefined) server.errorsOf.set("eth_getCode", { code: -32_603, message: "broken" });
    }
    const node = await connectNode(servers.map(({ url }) => url).join());
    try {
      const { found, others } = await secondOpinion(node, look, (checks) => checks);
      return [...found, ...others].map(({ id, outcome, what }) => [id, outcome, renderText(what)]);
    } finally {
      node.destroy();
    }
  };
  const host = (index: number) => new URL(servers[index]?.url ?? "").host;

  it("is one node's where there is but one", async () => {
    expect(await verdict("0x60")).to.deep.equal([["code", "ok", "as it should be"]]);
  });

  it("is asked of the others too, who may agree", async () => {
    expect(await verdict("0x60", "0x60")).to.deep.equal([
      ["code", "ok", "as it should be"],
      ["nodes", "ok", `${host(1)} says the same as ${host(0)}`],
    ]);
  });

  it("has failed where they do not, and names the point", async () => {
    const [, nodes] = await verdict("0x60", "0x61");
    expect(nodes).to.deep.equal(["nodes", "failed", `${host(1)} says otherwise than ${host(0)} of: code`]);
  });

  it("says who gave no opinion, and is none if nobody did", async () => {
    const [code, nodes] = await verdict(undefined, "0x60");
    expect(code?.[1]).to.equal("ok");
    expect(nodes?.slice(0, 2)).to.deep.equal(["nodes", "warning"]);
    expect(nodes?.[2]).to.contain(host(0)).and.contain("broken");
    await stopAll();
    await expectError("RPC_FAILED", () => verdict(undefined, undefined));
  });
});
