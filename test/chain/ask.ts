import { expect } from "chai";
import { JsonRpcApiProvider, type JsonRpcPayload } from "ethers";
import { describe, it } from "mocha";

import { CobaltLot__factory } from "../../types/factories/contracts/CobaltLot__factory.ts";
import { asked } from "../../scripts/chain/ask.ts";
import { expectError } from "../fixtures/errors.ts";

type Reply =
  { readonly result: string } | { readonly error: { code: number; message: string; data?: unknown } };

/** A node that gives the same reply to every call of a contract. */
class CannedNode extends JsonRpcApiProvider {
  readonly #reply: Reply;

  constructor(reply: Reply) {
    super(31_337, { staticNetwork: true, batchMaxCount: 1 });
    this.#reply = reply;
    this._start();
  }

  override _send(payload: JsonRpcPayload | JsonRpcPayload[]) {
    const [{ id } = { id: 0 }] = Array.isArray(payload) ? payload : [payload];
    const reply = this.#reply;
    return Promise.resolve(["result" in reply ? { id, result: reply.result } : { id, error: reply.error }]);
  }
}

async function ask(reply: Reply) {
  const node = new CannedNode(reply);
  try {
    return await asked(CobaltLot__factory.connect(`0x${"11".repeat(20)}`, node).dayTolerance());
  } finally {
    node.destroy();
  }
}

describe("what is asked of a contract", () => {
  it("is answered", async () => {
    expect(await ask({ result: `0x${"0".repeat(63)}1` })).to.equal(1n);
  });

  // as nodes word it: geth with and without data, Nethermind, Hardhat, Besu; and nothing where there is no code
  for (const reply of [
    { error: { code: 3, message: "execution reverted", data: "0x" } },
    { error: { code: 3, message: "execution reverted: no", data: `0x08c379a0${"0".repeat(128)}` } },
    { error: { code: -32_000, message: "execution reverted" } },
    { error: { code: -32_015, message: "VM execution error.", data: "Reverted 0x" } },
    { error: { code: -32_603, message: "Error: Transaction reverted without a reason string" } },
    { error: { code: -32_000, message: "Execution reverted", data: "0x" } },
    { result: "0x" },
  ]) {
    it(`is not known to a contract whose node says ${JSON.stringify(reply)}`, async () => {
      expect(await ask(reply)).to.equal(undefined);
    });
  }

  // of these nothing follows for the contract
  for (const reply of [
    { error: { code: -32_005, message: "daily request count exceeded, request rate limited" } },
    { error: { code: -32_000, message: "header not found" } },
    { error: { code: -32_603, message: "Internal error" } },
    { error: { code: 429, message: "Too Many Requests" } },
    { error: { code: -32_001, message: "missing trie node 1f2e (path )" } },
    { error: { code: -32_002, message: "execution timeout" } },
    { result: "0x12" },
  ]) {
    it(`could not be asked of a node that says ${JSON.stringify(reply)}`, async () => {
      await expectError("RPC_FAILED", () => ask(reply));
    });
  }
});
