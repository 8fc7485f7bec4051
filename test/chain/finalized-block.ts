import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";

import { finalizedBlock } from "../../scripts/chain/finalized-block.ts";
import { connectNode, type Node } from "../../scripts/chain/node.ts";
import { type CannedNode, startCannedNode } from "../network/canned-node.ts";

const GET_BLOCK = "eth_getBlockByNumber";
const NO_TAG = [
  { code: -32_602, message: "invalid argument 0: hex string without 0x prefix" },
  { code: -39_001, message: "Unknown block" },
  { code: -32_000, message: "finalized block not found" },
  { code: -32_000, message: "safe/finalized block not available, header not found" },
  { code: -32_601, message: "the tag finalized is not supported" },
];

describe("the block that a chain calls final", () => {
  let canned: CannedNode;
  let node: Node;
  beforeEach(async () => {
    canned = await startCannedNode();
    canned.results.set("eth_chainId", "0x1");
    node = await connectNode(canned.url, { timeoutMs: 500 });
  });
  afterEach(async () => {
    node.destroy();
    await canned.stop();
  });

  it("is the one of its tag", async () => {
    const hash = `0x${"ab".repeat(32)}`;
    const block = {
      number: "0x1f",
      hash,
      parentHash: hash,
      timestamp: "0x1",
      nonce: "0x0000000000000000",
      difficulty: "0x0",
    };
    const rest = { gasLimit: "0x1", gasUsed: "0x0", miner: `0x${"11".repeat(20)}`, extraData: "0x" };
    canned.results.set(GET_BLOCK, { ...block, ...rest, transactions: [] });
    expect(await finalizedBlock(node)).to.equal(31);
  });

  it("is none where the node has none, or does not know the tag, which it is asked for once", async () => {
    canned.results.set(GET_BLOCK, null);
    expect(await finalizedBlock(node)).to.equal(undefined);
    for (const error of NO_TAG) {
      const before = canned.requests;
      canned.errorsOf.set(GET_BLOCK, error);
      expect(await finalizedBlock(node), error.message).to.equal(undefined);
      expect(canned.requests - before, error.message).to.equal(1);
    }
  });

  it("is not none where the node says nothing", async () => {
    canned.always = { status: 401 };
    const thrown = await finalizedBlock(node).catch((error: unknown) => error);
    expect(thrown).to.include({ code: "RPC_FAILED" });
  });
});
